namespace HydroNotebook.Kernel.Sessions;

/// <summary>Answers a cell that asks: a front end with a person before it.</summary>
public interface ICellInput
{
    /// <summary>Asks for one line and waits for it, on the thread of the cell. The wait must end when it is cancelled, or let a thread's interrupt through.</summary>
    /// <param name="prompt">What the person is asked; empty where the cell has printed its question before.</param>
    /// <param name="secret">Whether the answer shall not be seen, as of a password.</param>
    /// <param name="cancel">Cancelled when the cell is interrupted.</param>
    /// <returns>The line without its end; null where there is no more.</returns>
    /// <exception cref="InvalidOperationException">Nobody can be asked; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    string? ReadLine(string prompt, bool secret, CancellationToken cancel);
}
