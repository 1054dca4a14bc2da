using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HydroNotebook.Kernel.Reports;

/// <summary>Turns Markdown cells into HTML; pictures beside the notebook or attached to the cell are taken into the page.</summary>
/// <param name="folder">Folder of relative picture paths; empty = they stay links.</param>
/// <param name="idPrefix">Put before the ids of headings: two notebooks on one page may have the same headings.</param>
internal sealed class MarkdownText(string folder, string idPrefix)
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().UseTaskLists().UseEmphasisExtras().UseFootnotes().UseMathematics().Build();

    private static readonly Dictionary<string, string> PictureTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
    };

    internal string ToHtml(string markdown, JsonObject? attachments)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>())
        {
            if (link is { IsImage: true, Url: { } remote } && (remote.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || remote.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            {
                // The page loads nothing: a picture from elsewhere becomes a link to it.
                link.IsImage = false;
            }
            else if (link is { IsImage: true, Url: { } url })
            {
                link.Url = Attached(url, attachments) ?? Beside(url) ?? url;
            }
            else if (link.Url is ['#', .. var target])
            {
                link.Url = "#" + idPrefix + target;
            }
        }

        foreach (HeadingBlock heading in document.Descendants<HeadingBlock>())
        {
            HtmlAttributes attributes = heading.GetAttributes();
            attributes.Id = attributes.Id is null ? null : idPrefix + attributes.Id;
        }

        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.InsertBefore<HtmlMathInlineRenderer>(new FormulaRenderer());
        renderer.ObjectRenderers.InsertBefore<HtmlMathBlockRenderer>(new FormulaBlockRenderer());
        renderer.Render(document);
        return writer.ToString();
    }

    private static string? Attached(string url, JsonObject? attachments)
    {
        const string prefix = "attachment:";
        if (!url.StartsWith(prefix, StringComparison.Ordinal) || attachments?[Uri.UnescapeDataString(url[prefix.Length..])] is not JsonObject bundle || bundle.Count == 0)
        {
            return null;
        }

        (string type, JsonNode? content) = bundle.First();
        return $"data:{type};base64,{NotebookText.FromLines(content).Replace("\n", "", StringComparison.Ordinal)}";
    }

    private string? Beside(string url)
    {
        if (folder.Length == 0 || url.Contains(':', StringComparison.Ordinal) || !PictureTypes.TryGetValue(Path.GetExtension(url), out string? type))
        {
            return null;
        }

        string path = Path.Combine(folder, Uri.UnescapeDataString(url));
        return File.Exists(path) ? $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(path))}" : null;
    }

    /// <summary>Formulas stay as they were typed: the page has no typesetter, but its stars and underscores are not emphasis.</summary>
    private sealed class FormulaRenderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline obj)
        {
            string dollars = new('$', obj.DelimiterCount);
            renderer.Write("<code>").Write(dollars).WriteEscape(obj.Content).Write(dollars).Write("</code>");
        }
    }

    /// <summary>The same for formulas on lines of their own.</summary>
    private sealed class FormulaBlockRenderer : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock obj)
        {
            renderer.EnsureLine();
            renderer.Write("<pre>");
            renderer.WriteLeafRawLines(obj, writeEndOfLines: true, escape: true);
            renderer.WriteLine("</pre>");
        }
    }
}
