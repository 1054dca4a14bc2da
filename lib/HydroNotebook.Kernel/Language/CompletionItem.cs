namespace HydroNotebook.Kernel.Language;

/// <summary>One proposal of completion.</summary>
/// <param name="Text">What is put in.</param>
/// <param name="Kind">What it is, in the words that front ends have icons for: <c>method</c>, <c>property</c>, <c>class</c>, <c>file</c>, <c>magic</c> …</param>
/// <param name="Signature">Type or parameters for the list; empty where there are none.</param>
internal sealed record CompletionItem(string Text, string Kind, string Signature);
