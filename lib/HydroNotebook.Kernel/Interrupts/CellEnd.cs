using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>How a cell's thread came to its end.</summary>
/// <param name="Result">What the cell told itself; null where it did not come to that.</param>
/// <param name="How">The way.</param>
internal sealed record CellEnd(Task<CellResult>? Result, CellEnd.Way How)
{
    internal enum Way
    {
        /// <summary>By itself, interrupted or not.</summary>
        Itself,

        /// <summary>Interrupted while it waited for something that heeds nothing.</summary>
        LeftBehind,

        /// <summary>Aborted in the middle of something.</summary>
        Force,
    }
}
