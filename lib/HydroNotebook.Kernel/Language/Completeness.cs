namespace HydroNotebook.Kernel.Language;

/// <summary>Whether a console may run what was typed so far.</summary>
/// <param name="State">Run it, wait for more, or neither helps.</param>
/// <param name="Indent">Blanks for the next line; empty unless incomplete.</param>
internal sealed record Completeness(CompletenessState State, string Indent);
