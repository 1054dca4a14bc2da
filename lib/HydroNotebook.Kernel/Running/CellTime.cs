namespace HydroNotebook.Kernel.Running;

/// <summary>How long a cell took.</summary>
/// <param name="ExecutionCount">The n of its <c>[n]</c>.</param>
/// <param name="Position">Position among all cells of the executed copy, from 1.</param>
/// <param name="Duration">Compilation included.</param>
public sealed record CellTime(int ExecutionCount, int Position, TimeSpan Duration);
