namespace HydroNotebook.Kernel.Directives;

/// <summary>One of the things that a cell does, one after the other: C# with its libraries, or a command.</summary>
/// <param name="Code">C# to compile and run, blank around it; null for a command.</param>
/// <param name="Libraries">The <c>#r</c> lines of the C#.</param>
/// <param name="Command">The command; null for C#.</param>
internal sealed record CellStep(string? Code, IReadOnlyList<Directive> Libraries, Directive? Command);
