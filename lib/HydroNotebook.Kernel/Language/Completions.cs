namespace HydroNotebook.Kernel.Language;

/// <summary>What may stand at the cursor.</summary>
/// <param name="Start">Offset (UTF-16) from which an item's text replaces what was typed.</param>
/// <param name="End">Offset up to which it does.</param>
/// <param name="Items">The proposals, best first.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<CompletionItem> Items);
