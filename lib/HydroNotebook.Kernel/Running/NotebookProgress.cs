using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Running;

/// <summary>News of a running notebook.</summary>
/// <param name="ExecutionCount">The n of the cell's <c>[n]</c>.</param>
/// <param name="Position">Position among all cells, from 1.</param>
/// <param name="Cells">Number of all cells.</param>
public abstract record NotebookProgress(int ExecutionCount, int Position, int Cells)
{
    /// <summary>A cell starts.</summary>
    /// <param name="ExecutionCount">The n of the cell's <c>[n]</c>.</param>
    /// <param name="Position">Position among all cells, from 1.</param>
    /// <param name="Cells">Number of all cells.</param>
    /// <param name="Source">The cell's code.</param>
    public sealed record Started(int ExecutionCount, int Position, int Cells, string Source)
        : NotebookProgress(ExecutionCount, Position, Cells);

    /// <summary>A cell shows something.</summary>
    /// <param name="ExecutionCount">The n of the cell's <c>[n]</c>.</param>
    /// <param name="Position">Position among all cells, from 1.</param>
    /// <param name="Cells">Number of all cells.</param>
    /// <param name="Output">What it shows.</param>
    public sealed record Shown(int ExecutionCount, int Position, int Cells, CellOutput Output)
        : NotebookProgress(ExecutionCount, Position, Cells);

    /// <summary>A cell has ended.</summary>
    /// <param name="ExecutionCount">The n of the cell's <c>[n]</c>.</param>
    /// <param name="Position">Position among all cells, from 1.</param>
    /// <param name="Cells">Number of all cells.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Duration">How long it took, compilation included.</param>
    public sealed record Finished(int ExecutionCount, int Position, int Cells, CellOutcome Outcome, TimeSpan Duration)
        : NotebookProgress(ExecutionCount, Position, Cells);
}
