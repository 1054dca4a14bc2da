using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>One value in several forms, by MIME type; a front end shows the first that it knows.</summary>
public sealed class MimeBundle
{
    private readonly Dictionary<string, object> _forms;

    /// <summary>Takes the forms of a value.</summary>
    /// <param name="forms">MIME type and content: a <see cref="string"/>, or a <see cref="JsonNode"/> for types that end in <c>json</c>.</param>
    /// <exception cref="ArgumentException">A content is neither text nor JSON.</exception>
    public MimeBundle(IEnumerable<KeyValuePair<string, object>> forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        _forms = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((string type, object content) in forms)
        {
            _forms[type] = content switch
            {
                JsonNode json => (object)json.DeepClone(),
                string text when type.EndsWith("json", StringComparison.Ordinal) => JsonNode.Parse(text) ?? JsonValue.Create("")!,
                string text => text,
                _ => throw new ArgumentException($"The content of '{type}' is a {content?.GetType().Name ?? "null"}; give a string or a JsonNode.", nameof(forms)),
            };
        }
    }

    /// <summary>A bundle of plain text alone.</summary>
    public static MimeBundle FromText(string text) => new([new("text/plain", text)]);

    /// <summary>A bundle of HTML with plain text for front ends that show none.</summary>
    public static MimeBundle FromHtml(string html, string text) => new([new("text/html", html), new("text/plain", text)]);

    /// <summary>The forms by MIME type: a <see cref="string"/> or a <see cref="JsonNode"/> each.</summary>
    public IReadOnlyDictionary<string, object> Forms => _forms;

    /// <summary>The form <c>text/plain</c>; empty where there is none.</summary>
    public string PlainText => _forms.TryGetValue("text/plain", out object? text) ? (string)text : "";

    /// <summary>The bundle as the <c>data</c> of an output of nbformat.</summary>
    internal JsonObject ToJson()
    {
        var data = new JsonObject();
        foreach ((string type, object content) in _forms.OrderBy(form => form.Key, StringComparer.Ordinal))
        {
            data[type] = content is JsonNode json ? json.DeepClone() : NotebookText.ToLines((string)content);
        }

        return data;
    }
}
