using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel;

/// <summary>The wish to stop, as seen from inside a cell.</summary>
public static class NotebookCancellation
{
    /// <summary>
    /// Cancelled when the running cell is interrupted; flows into tasks that the cell starts. Outside a cell: never cancelled.
    /// Give it to long calculations in libraries: an interrupt reaches compiled code in no other way.
    /// </summary>
    public static CancellationToken Token => CellScope.Current?.Cancel ?? CancellationToken.None;
}
