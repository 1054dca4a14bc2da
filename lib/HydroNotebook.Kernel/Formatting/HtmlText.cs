namespace HydroNotebook.Kernel.Formatting;

/// <summary>A text that is shown as HTML, unescaped.</summary>
/// <param name="Value">The HTML.</param>
public sealed record HtmlText(string Value)
{
    /// <summary>The text as HTML, and itself as plain text.</summary>
    public IReadOnlyDictionary<string, string> ToMimeBundle() =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["text/html"] = Value, ["text/plain"] = Value };
}
