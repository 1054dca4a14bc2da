namespace HydroNotebook.Kernel.Sessions;

/// <summary>Why a cell ended without success.</summary>
/// <param name="Name">Name of the exception's type, or <c>CompilationError</c>, <see cref="Interrupted"/>, <c>TimedOut</c>.</param>
/// <param name="Message">The fault in words.</param>
/// <param name="Line">Line of the cell from 1; 0 where none is known.</param>
/// <param name="Column">Column of the line from 1; 0 where none is known.</param>
/// <param name="Traceback">Lines for people: the fault, then where it happened, frames of the host left out.</param>
public sealed record CellError(string Name, string Message, int Line, int Column, IReadOnlyList<string> Traceback)
{
    /// <summary>The name of every interrupt, whatever exception it took.</summary>
    public const string Interrupted = "Interrupted";
}
