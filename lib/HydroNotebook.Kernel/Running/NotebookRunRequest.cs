using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Running;

/// <summary>What to run and how. Immutable: a change is a new value.</summary>
public sealed record NotebookRunRequest
{
    /// <summary>The notebook, <c>.ipynb</c> of nbformat 4.</summary>
    public required string Path { get; init; }

    /// <summary>Where the executed copy goes; null = beside the notebook, <c>name.executed.ipynb</c>. May be the notebook itself.</summary>
    public string? OutputPath { get; init; }

    /// <summary>
    /// Values that replace those of the cell tagged <c>parameters</c>: numbers, texts, truth values, dates, lists of them.
    /// A text is read as the type that the cell declares: <c>"12"</c> for an <c>int</c>.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Id of the last cell to run; those after it are left out of the executed copy. Null = all run.</summary>
    public string? LastCell { get; init; }

    /// <summary>Longest time for one cell; null = no limit.</summary>
    public TimeSpan? CellTimeOut { get; init; }

    /// <summary>What the cells see. Its folder is replaced by the notebook's.</summary>
    public SessionOptions Session { get; init; } = new();
}
