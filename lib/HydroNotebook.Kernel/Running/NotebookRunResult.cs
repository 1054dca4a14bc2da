using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Running;

/// <summary>How a notebook ran.</summary>
public sealed record NotebookRunResult
{
    /// <summary>Whether every cell ran to its end.</summary>
    public bool IsDone => FailedCell is null;

    /// <summary>The notebook that was read.</summary>
    public required string Path { get; init; }

    /// <summary>The executed copy; written also when a cell fails, with the outputs up to there.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The cell that ended the run: the n of its <c>[n]</c>; null where none failed.</summary>
    public int? FailedCell { get; init; }

    /// <summary>Position of that cell among all cells of the executed copy, from 1; null where none failed.</summary>
    public int? FailedPosition { get; init; }

    /// <summary>Why it failed; null where none failed.</summary>
    public CellError? Error { get; init; }

    /// <summary>The run in one sentence: which cell failed, in which line, and why; or how many cells ran.</summary>
    public required string Message { get; init; }

    /// <summary>Time from the first cell to the last.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The code cells that ran, in order, with their times.</summary>
    public required IReadOnlyList<CellTime> Cells { get; init; }
}
