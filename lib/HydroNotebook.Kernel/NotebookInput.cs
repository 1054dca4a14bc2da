using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel;

/// <summary>Questions of a cell to the person before the notebook. <see cref="Console.ReadLine"/> works too, without prompt.</summary>
public static class NotebookInput
{
    /// <summary>Asks for a line.</summary>
    /// <param name="prompt">The question, shown beside the field.</param>
    /// <returns>The line; null where there is no more.</returns>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public static string? ReadLine(string prompt = "") => Ask(prompt, secret: false);

    /// <summary>Asks for a line that is not shown while it is typed and is not stored in the notebook.</summary>
    /// <param name="prompt">The question, shown beside the field.</param>
    /// <returns>The line; null where there is no more.</returns>
    /// <exception cref="InvalidOperationException">Nobody is there to answer.</exception>
    public static string? ReadPassword(string prompt = "") => Ask(prompt, secret: true);

    private static string? Ask(string prompt, bool secret)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        CellScope scope = CellScope.Current
            ?? throw new InvalidOperationException("Nobody can be asked here: no cell is running. Call this from a cell of a notebook.");
        return scope.Ask(prompt, secret);
    }
}
