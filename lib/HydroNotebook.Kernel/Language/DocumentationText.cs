using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HydroNotebook.Kernel.Language;

/// <summary>Writes a documentation comment as plain text.</summary>
internal static partial class DocumentationText
{
    /// <summary>The summary; with details, also parameters, result, exceptions and remarks.</summary>
    internal static string Write(XElement member, bool detailed)
    {
        var parts = new List<string>();
        Add(parts, "", member.Element("summary"));
        if (detailed)
        {
            List<string> parameters = [.. member.Elements("typeparam").Concat(member.Elements("param"))
                .Select(element => $"  {(string?)element.Attribute("name")}: {Flat(element)}")];
            if (parameters.Count > 0)
            {
                parts.Add("Parameters:\n" + string.Join("\n", parameters));
            }

            Add(parts, "Returns: ", member.Element("returns") ?? member.Element("value"));
            parts.AddRange(member.Elements("exception").Select(element => $"Throws {Short((string?)element.Attribute("cref"))}: {Flat(element)}"));
            Add(parts, "", member.Element("remarks"));
        }

        return string.Join("\n\n", parts);
    }

    private static void Add(List<string> parts, string heading, XElement? element)
    {
        if (element is not null && Flat(element) is { Length: > 0 } text)
        {
            parts.Add(heading + text);
        }
    }

    private static string Flat(XElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return Blanks().Replace(text.ToString(), " ").Replace(" \n ", "\n", StringComparison.Ordinal).Replace("\u2028", "\n", StringComparison.Ordinal).Trim();
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText words)
            {
                text.Append(words.Value);
            }
            else if (node is XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } link && link.IsEmpty)
            {
                text.Append(Short((string?)(link.Attribute("cref") ?? link.Attribute("langword") ?? link.Attribute("name") ?? link.Attribute("href"))));
            }
            else if (node is XElement inner)
            {
                // Paragraphs and list items begin a line; the sign is one that white space does not swallow.
                text.Append(inner.Name.LocalName is "para" or "item" ? "\u2028" : "");
                Append(text, inner);
            }
        }
    }

    /// <summary>The last name of a reference: <c>M:System.String.Trim(System.Char)</c> is Trim.</summary>
    private static string Short(string? reference)
    {
        if (reference is null || reference.Length < 2 || reference[1] != ':')
        {
            return reference ?? "";
        }

        string name = reference[2..].Split('(')[0];
        name = name[(name.LastIndexOf('.') + 1)..];
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : name[..tick];
    }

    [GeneratedRegex(@"[^\S\u2028]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
