namespace HydroNotebook.Kernel.Directives;

/// <summary>Text that runs in a session: a cell, a file that a cell loads, a cell of a notebook that it imports.</summary>
/// <param name="Code">The text with its directives.</param>
/// <param name="File">Name under which errors tell it; null for the cell itself.</param>
/// <param name="Folder">Where its relative paths start.</param>
internal sealed record CellText(string Code, string? File, string Folder);
