using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Reports;

/// <summary>Puts executed notebooks on one HTML page that needs no other file and no network.</summary>
public static class NotebookReport
{
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 16px/1.5 Georgia, serif; color: #222; margin: 0 auto; padding: 1em; max-width: 62em; background: #fff; }
        h1, h2, h3, h4, nav, .facts, table { font-family: Arial, Helvetica, sans-serif; }
        h1 { font-size: 1.7em; } h2 { font-size: 1.35em; } h3 { font-size: 1.15em; } h4 { font-size: 1em; }
        table { border-collapse: collapse; font-size: .9em; margin: .6em 0; } th, td { padding: .2em .7em; border-bottom: 1px solid #ddd; } th { text-align: left; }
        pre { overflow-x: auto; margin: .4em 0; padding: .5em .7em; font: 13px/1.45 Consolas, Menlo, monospace; }
        code { font: 13px Consolas, Menlo, monospace; background: #f3f3f3; } pre code { background: none; }
        pre.code { background: #f6f8fa; border-left: 3px solid #0072B2; } pre.stderr { background: #fff6e5; } pre.error { background: #fdeeee; border-left: 3px solid #b00020; }
        .facts { color: #666; font-size: .8em; } .failed { color: #b00020; } img, svg { max-width: 100%; height: auto; }
        article { border-top: 2px solid #222; margin-top: 3em; } details > summary { cursor: pointer; }
        @media print { article { break-before: page; } nav { display: none; } }
        """;

    // What shows best first. HTML before pictures: who gives both means the HTML.
    private static readonly string[] Order = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/markdown", "text/latex", "text/plain"];

    /// <summary>Writes the page.</summary>
    /// <param name="notebooks">Executed notebooks, in order.</param>
    /// <param name="path">The page's file; written beside its place and renamed.</param>
    /// <param name="title">Title of the page.</param>
    public static void WriteHtml(IReadOnlyList<ReportEntry> notebooks, string path, string title = "Notebooks")
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string beside = full + ".tmp";
        File.WriteAllText(beside, ToHtml(notebooks, title), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(beside, full, overwrite: true);
    }

    /// <summary>The page as text.</summary>
    /// <param name="notebooks">Executed notebooks, in order.</param>
    /// <param name="title">Title of the page.</param>
    public static string ToHtml(IReadOnlyList<ReportEntry> notebooks, string title = "Notebooks")
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .Append(Escape(title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<h1>").Append(Escape(title)).Append("</h1>\n");
        WriteIndex(page, notebooks);
        for (int k = 0; k < notebooks.Count; k++)
        {
            WriteNotebook(page, notebooks[k], k);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void WriteIndex(StringBuilder page, IReadOnlyList<ReportEntry> notebooks)
    {
        page.Append("<nav><table><thead><tr><th>Notebook</th><th>Title</th><th>Time</th><th>Result</th></tr></thead><tbody>\n");
        for (int k = 0; k < notebooks.Count; k++)
        {
            ReportEntry one = notebooks[k];
            string result = one.Failure.Length == 0 ? "done" : $"<span class=\"failed\">{Escape(one.Failure)}</span>";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"#notebook-{k + 1}\">{Escape(one.Name)}</a></td><td>{Escape(TitleOf(one.Notebook))}</td>")
                .Append("<td>").Append(one.Duration is { } time ? Seconds(time) : "").Append("</td><td>").Append(result).Append("</td></tr>\n");
        }

        page.Append("</tbody></table></nav>\n");
    }

    private static void WriteNotebook(StringBuilder page, ReportEntry entry, int index)
    {
        page.Append(CultureInfo.InvariantCulture, $"<article id=\"notebook-{index + 1}\">\n<p class=\"facts\">{Escape(entry.Name)}")
            .Append(entry.Duration is { } time ? ", " + Seconds(time) : "").Append("</p>\n");
        if (entry.Failure.Length > 0)
        {
            page.Append("<p class=\"failed\">").Append(Escape(entry.Failure)).Append("</p>\n");
        }

        var markdown = new MarkdownText(entry.Folder, string.Create(CultureInfo.InvariantCulture, $"notebook-{index + 1}-"));
        foreach (NotebookCell cell in entry.Notebook.Cells.Where(cell => !cell.HasTag("remove-cell")))
        {
            if (cell.Kind == CellKind.Markdown)
            {
                page.Append(markdown.ToHtml(cell.Source, cell.Json["attachments"] as JsonObject));
            }
            else if (cell.Kind == CellKind.Code && (!string.IsNullOrWhiteSpace(cell.Source) || cell.Outputs.Count > 0))
            {
                WriteCode(page, cell, markdown);
            }
        }

        page.Append("</article>\n");
    }

    private static void WriteCode(StringBuilder page, NotebookCell cell, MarkdownText markdown)
    {
        if (!cell.HasTag("hide-input"))
        {
            page.Append("<pre class=\"code\"><code>").Append(Escape(cell.Source)).Append("</code></pre>\n");
        }

        page.Append("<p class=\"facts\">[").Append(cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? " ").Append(']')
            .Append(DurationOf(cell) is { } time ? " " + Seconds(time) : "").Append("</p>\n");
        foreach (JsonObject output in cell.Outputs.OfType<JsonObject>())
        {
            switch (Text(output["output_type"]))
            {
                case "stream":
                    string name = Text(output["name"]) == "stderr" ? "stderr" : "stdout";
                    page.Append("<pre class=\"").Append(name).Append("\">").Append(Escape(Text(output["text"]))).Append("</pre>\n");
                    break;
                case "error":
                    string[] lines = output["traceback"] is JsonArray traceback ? [.. traceback.Select(Text)] : [];
                    string text = lines.Length > 0 ? string.Join("\n", lines) : $"{Text(output["ename"])}: {Text(output["evalue"])}";
                    page.Append("<pre class=\"error\">").Append(Escape(text)).Append("</pre>\n");
                    break;
                default:
                    WriteData(page, output["data"] as JsonObject ?? [], markdown);
                    break;
            }
        }
    }

    private static void WriteData(StringBuilder page, JsonObject data, MarkdownText markdown)
    {
        string? type = Array.Find(Order, data.ContainsKey);
        string content = type is null ? "" : Text(data[type]);
        page.Append(type switch
        {
            "text/html" => $"<div>{content}</div>\n",
            "image/svg+xml" => $"<div>{WithoutProlog(content)}</div>\n",
            "image/png" or "image/jpeg" or "image/gif" => $"<div><img alt=\"\" src=\"data:{type};base64,{Escape(content.Replace("\n", "", StringComparison.Ordinal))}\"></div>\n",
            "text/markdown" => markdown.ToHtml(content, attachments: null),
            null => "",
            _ => $"<pre>{Escape(content)}</pre>\n",
        });
    }

    /// <summary>An SVG without what may stand before it in a file but not inside a page.</summary>
    private static string WithoutProlog(string svg)
    {
        int start = svg.IndexOf("<svg", StringComparison.Ordinal);
        return start > 0 ? svg[start..] : svg;
    }

    private static string TitleOf(NotebookDocument notebook)
    {
        string? heading = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell => cell.Source.Split('\n'))
            .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal));
        return heading is null ? "" : heading[2..].Trim();
    }

    private static TimeSpan? DurationOf(NotebookCell cell) =>
        cell.Metadata["execution"] is JsonObject times && Time(times["iopub.status.busy"]) is { } start && Time(times["iopub.status.idle"]) is { } end && end >= start
            ? end - start
            : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static string Seconds(TimeSpan time) => time.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s");

    private static string Text(JsonNode? node) => node is null ? "" : NotebookText.IsText(node) ? NotebookText.FromLines(node)
        : node.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array ? "" : node.ToString();

    private static string Escape(string text) => ValueFormatter.Escape(text);
}
