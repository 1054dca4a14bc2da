using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Directives;

/// <summary>A piece of C# that is compiled and run as one: a whole cell, as a rule.</summary>
/// <param name="Code">The C# alone, blank where anything else of the text stands, so that lines and columns are the text's.</param>
/// <param name="Text">The text it is a piece of.</param>
/// <param name="References">Libraries that its <c>#r</c> lines add.</param>
/// <param name="IsLast">Whether its value is the cell's result; those of earlier pieces are shown.</param>
internal sealed record CellPart(string Code, CellText Text, IReadOnlyList<MetadataReference> References, bool IsLast);
