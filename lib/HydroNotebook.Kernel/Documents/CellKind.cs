namespace HydroNotebook.Kernel.Documents;

/// <summary>The three kinds of cells of a notebook file.</summary>
public enum CellKind
{
    /// <summary>Text for people.</summary>
    Markdown,

    /// <summary>Source that runs.</summary>
    Code,

    /// <summary>Text that is passed on as it is.</summary>
    Raw,
}
