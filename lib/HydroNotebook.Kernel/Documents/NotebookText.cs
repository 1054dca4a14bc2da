using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Documents;

/// <summary>The two ways in which nbformat writes a text: as one string, or as a list of lines that keep their <c>\n</c>.</summary>
internal static class NotebookText
{
    /// <summary>A text as list of lines: small differences between versions of a file stay small.</summary>
    internal static JsonArray ToLines(string text)
    {
        var lines = new JsonArray();
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            int next = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)JsonValue.Create(text[start..next])!);
            start = next;
        }

        return lines;
    }

    /// <summary>Reads either form; null is the empty text.</summary>
    internal static string FromLines(JsonNode? node)
    {
        if (node is JsonArray lines)
        {
            var text = new StringBuilder();
            foreach (JsonNode? line in lines)
            {
                text.Append((string?)line);
            }

            return text.ToString();
        }

        return node is null ? "" : (string)node!;
    }

    /// <summary>Whether the node is a text in either form.</summary>
    internal static bool IsText(JsonNode? node) =>
        node is JsonArray lines
            ? lines.All(line => line?.GetValueKind() == JsonValueKind.String)
            : node?.GetValueKind() == JsonValueKind.String;
}
