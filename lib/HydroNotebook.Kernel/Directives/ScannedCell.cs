namespace HydroNotebook.Kernel.Directives;

/// <summary>A cell whose directives have been found.</summary>
/// <param name="Code">The C# alone: as long as the cell, with blanks where directives stood, so lines and offsets are the cell's.</param>
/// <param name="Directives">The directives, by position.</param>
internal sealed record ScannedCell(string Code, IReadOnlyList<Directive> Directives);
