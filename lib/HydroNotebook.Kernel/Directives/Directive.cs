namespace HydroNotebook.Kernel.Directives;

/// <summary>A line of a cell that is not C#: <c>#r</c>, <c>#load</c>, <c>#i</c>, or a magic command that begins with <c>#!</c>.</summary>
/// <param name="Name">The command with its signs: <c>#r</c>, <c>#!time</c>.</param>
/// <param name="Argument">What follows on the line; the path without its quotes for <c>#r</c> and <c>#load</c>.</param>
/// <param name="Line">Line of the cell, from 1.</param>
/// <param name="Start">Offset of the <c>#</c>.</param>
/// <param name="End">Offset behind the line, or behind the block of text that belongs to it.</param>
/// <param name="Body">The text below the line, up to the next language's line; null for commands that have none.</param>
/// <param name="IsInsideStatement">Whether the line stands within a statement or a type, so that the cell cannot be cut there.</param>
internal sealed record Directive(string Name, string Argument, int Line, int Start, int End, string? Body, bool IsInsideStatement);
