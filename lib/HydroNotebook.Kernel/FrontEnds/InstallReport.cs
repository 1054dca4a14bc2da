namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>What an install did.</summary>
public sealed record InstallReport
{
    /// <summary>The kernels written, as read back.</summary>
    public required IReadOnlyList<KernelSpec> Written { get; init; }

    /// <summary>Folder of the program's files.</summary>
    public required string FilesFolder { get; init; }

    /// <summary>The kernel <c>.net-csharp</c> of another program that was left as it is; null = there is none.</summary>
    public KernelSpec? LeftAlone { get; init; }

    /// <summary>Those of <see cref="Written"/> that Jupyter does not take because one of the same name comes before them.</summary>
    public IReadOnlyList<KernelSpec> Hidden { get; init; } = [];

    /// <summary>Folders of earlier installs that were removed.</summary>
    public IReadOnlyList<string> RemovedFolders { get; init; } = [];

    /// <summary>Folders of earlier installs that a running kernel still uses; the next install removes them.</summary>
    public IReadOnlyList<string> KeptFolders { get; init; } = [];
}
