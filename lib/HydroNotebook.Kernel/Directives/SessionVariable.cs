namespace HydroNotebook.Kernel.Directives;

/// <summary>One row of <c>#!whos</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Value">What it holds, in one line.</param>
internal sealed record SessionVariable(string Name, string Type, string Value);
