using System.ComponentModel;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Says what a notebook has not got. For the code that the session makes of cells: <c>Console.ReadKey</c> goes here.</summary>
/// <remarks>The true one would take keys from the terminal in which the kernel was started, or fail with words about redirection.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NoTerminal
{
    /// <summary>Always fails.</summary>
    /// <param name="intercept">As of the true one.</param>
    /// <exception cref="InvalidOperationException">Always: a cell has no keyboard.</exception>
    public static ConsoleKeyInfo ReadKey(bool intercept = false) => throw new InvalidOperationException(
        "Console.ReadKey waits for a key of a terminal, and a notebook has none. Use Console.ReadLine, or NotebookInput.ReadLine with a question.");
}
