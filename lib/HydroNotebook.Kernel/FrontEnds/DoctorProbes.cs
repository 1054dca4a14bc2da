namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>How the doctor looks at what lies outside of files: handed in, so that tests need no other programs.</summary>
public sealed record DoctorProbes
{
    /// <summary>Runs a program with arguments and gives what it printed; null where it does not run, fails or takes longer than a few seconds.</summary>
    public required Func<string, IReadOnlyList<string>, CancellationToken, Task<string?>> Ask { get; init; }

    /// <summary>Runs a cell in this program: null, or why it failed.</summary>
    public required Func<CancellationToken, Task<string?>> RunCell { get; init; }

    /// <summary>Path of a browser that can draw figures as PNG, or null.</summary>
    public required Func<string?> FindBrowser { get; init; }

    /// <summary>Version of this program.</summary>
    public required string Version { get; init; }
}
