namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Thrown inside a cell's code when the cell is interrupted. Catching it does not help: the next loop step throws again.</summary>
public sealed class CellInterruptedException : OperationCanceledException
{
    /// <summary>With the usual message.</summary>
    public CellInterruptedException()
        : base("The cell was interrupted.")
    {
    }

    /// <summary>With a message of its own.</summary>
    public CellInterruptedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what led to it.</summary>
    public CellInterruptedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
