using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Language;

/// <summary>What is known about the name at the cursor.</summary>
/// <param name="Start">Offset (UTF-16) of the name.</param>
/// <param name="End">Offset behind the name.</param>
/// <param name="Bundle">Declaration, documentation and value, as <c>text/plain</c> and <c>text/markdown</c>.</param>
internal sealed record Inspection(int Start, int End, MimeBundle Bundle);
