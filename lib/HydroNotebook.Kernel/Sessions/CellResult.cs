namespace HydroNotebook.Kernel.Sessions;

/// <summary>What came of one cell.</summary>
public sealed record CellResult
{
    /// <summary>How the cell ended.</summary>
    public required CellOutcome Outcome { get; init; }

    /// <summary>The <c>n</c> of <c>[n]</c>, from 1.</summary>
    public required int ExecutionCount { get; init; }

    /// <summary>Whether the cell ended in an expression with a value.</summary>
    public bool HasValue { get; init; }

    /// <summary>The value of the last expression; null where there is none.</summary>
    public object? Value { get; init; }

    /// <summary>Why the cell failed; null where it did not.</summary>
    public CellError? Error { get; init; }

    /// <summary>The compiler's errors and warnings, by position.</summary>
    public IReadOnlyList<CellDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Time from call to end, compilation included.</summary>
    public TimeSpan Duration { get; init; }
}
