namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>A cell that was run and counted.</summary>
/// <param name="Line">The <c>n</c> of <c>[n]</c>.</param>
/// <param name="Code">What was run.</param>
/// <param name="Output">The result as plain text; null where there was none.</param>
internal sealed record HistoryEntry(int Line, string Code, string? Output);
