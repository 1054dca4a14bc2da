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
        :root { color-scheme: light dark; --paper: #fff; --ink: #222; --soft: #666; --line: #ddd; --code: #f6f8fa; --warn: #fff6e5; --bad: #fdeeee; --red: #b00020; --blue: #0072B2; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #16191d; --ink: #dfe3e7; --soft: #9aa3ab; --line: #3a4047; --code: #1f242a; --warn: #33290f; --bad: #3a1d20; --red: #ff8a94; --blue: #6cb6e8; }
        }
        body { font: 16px/1.5 Georgia, serif; color: var(--ink); margin: 0 auto; padding: 1em; max-width: 62em; background: var(--paper); overflow-wrap: break-word; }
        h1, h2, h3, h4, nav, .facts, table, summary { font-family: Arial, Helvetica, sans-serif; }
        h1 { font-size: 1.7em; line-height: 1.2; } h2 { font-size: 1.35em; } h3 { font-size: 1.15em; } h4 { font-size: 1em; }
        a { color: var(--blue); }
        table { border-collapse: collapse; font-size: .9em; margin: .6em 0; } th, td { padding: .2em .7em; border-bottom: 1px solid var(--line); vertical-align: top; } th { text-align: left; }
        pre { overflow-x: auto; margin: .4em 0; padding: .5em .7em; font: 13px/1.45 Consolas, Menlo, monospace; overflow-wrap: normal; }
        code { font: 13px Consolas, Menlo, monospace; background: var(--code); } pre code { background: none; }
        pre.code { background: var(--code); border-left: 3px solid var(--blue); } pre.stderr { background: var(--warn); } pre.error { background: var(--bad); border-left: 3px solid var(--red); }
        .facts { color: var(--soft); font-size: .8em; } dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; } dl.facts dd { margin: 0; min-width: 0; }
        .failed { color: var(--red); } .wide { overflow-x: auto; }
        img, svg { max-width: 100%; height: auto; } .output > svg, .output > img { background: #fff; border-radius: 4px; }
        article > table { display: block; max-width: 100%; overflow-x: auto; }
        article { border-top: 2px solid var(--ink); margin-top: 3em; } summary { cursor: pointer; }
        @media (max-width: 40em) { body { padding: .6em; } th, td { padding: .2em .4em; } dl.facts { display: block; } dl.facts dt { font-weight: bold; } }
        @media print { article { break-before: page; } nav { display: none; } }
        """;

    // The page must not reach for anything: what a notebook's HTML might load from elsewhere is refused by the browser.
    private const string Policy = "default-src 'none'; img-src data: blob:; media-src data:; font-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    // What shows best first. HTML before pictures: who gives both means the HTML.
    private static readonly string[] Order = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "image/gif", "text/markdown", "text/latex", "text/plain"];

    /// <summary>Writes the page.</summary>
    /// <param name="notebooks">Executed notebooks, in order.</param>
    /// <param name="path">The page's file; written beside its place and renamed.</param>
    /// <param name="page">What stands beside the notebooks; null = nothing.</param>
    public static void WriteHtml(IReadOnlyList<ReportEntry> notebooks, string path, ReportPage? page = null)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string beside = full + ".tmp";
        File.WriteAllText(beside, ToHtml(notebooks, page), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(beside, full, overwrite: true);
    }

    /// <summary>The page as text.</summary>
    /// <param name="notebooks">Executed notebooks, in order.</param>
    /// <param name="page">What stands beside the notebooks; null = nothing.</param>
    public static string ToHtml(IReadOnlyList<ReportEntry> notebooks, ReportPage? page = null)
    {
        ArgumentNullException.ThrowIfNull(notebooks);
        page ??= new ReportPage();
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"").Append(Policy)
            .Append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<title>")
            .Append(Escape(page.Title)).Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<h1>").Append(Escape(page.Title)).Append("</h1>\n");
        WriteFacts(html, page.Facts);
        WriteIndex(html, notebooks, page);
        for (int k = 0; k < notebooks.Count; k++)
        {
            WriteNotebook(html, notebooks[k], k);
        }

        foreach (string script in page.Scripts)
        {
            // In a script this is the same text, and HTML does not see its end in it.
            html.Append("<script>\n").Append(script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)).Append("\n</script>\n");
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void WriteFacts(StringBuilder html, IEnumerable<ReportFact> facts)
    {
        ReportFact[] all = [.. facts];
        if (all.Length == 0)
        {
            return;
        }

        html.Append("<dl class=\"facts\">\n");
        foreach (ReportFact fact in all)
        {
            html.Append("<dt>").Append(Escape(fact.Name)).Append("</dt><dd>").Append(Escape(fact.Value)).Append("</dd>\n");
        }

        html.Append("</dl>\n");
    }

    private static void WriteIndex(StringBuilder html, IReadOnlyList<ReportEntry> notebooks, ReportPage page)
    {
        html.Append("<nav><div class=\"wide\"><table><thead><tr><th>Notebook</th><th>Title</th><th>Time</th><th>Result</th></tr></thead><tbody>\n");
        for (int k = 0; k < notebooks.Count; k++)
        {
            ReportEntry one = notebooks[k];
            string result = one.Failure.Length == 0 ? "done" : $"<span class=\"failed\">{Escape(one.Failure)}</span>";
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"#notebook-{k + 1}\">{Escape(one.Name)}</a></td><td>{Escape(TitleOf(one.Notebook))}</td>")
                .Append("<td>").Append(one.Duration is { } time ? Seconds(time) : "").Append("</td><td>").Append(result).Append("</td></tr>\n");
        }

        html.Append("</tbody></table></div>\n");
        (string Id, int Notebook)[] made = [.. notebooks.SelectMany((one, k) => one.Notebook.Cells.SelectMany(cell => cell.Makes).Select(id => (id, k)))];
        if (made.Length > 0)
        {
            html.Append("<ul>\n");
            foreach ((string id, int k) in made)
            {
                string title = page.Titles.TryGetValue(id, out string? known) ? $": {Escape(known)}" : "";
                html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{AnchorOf(k, id)}\">{Escape(id)}</a>{title}</li>\n");
            }

            html.Append("</ul>\n");
        }

        html.Append("</nav>\n");
    }

    private static string AnchorOf(int notebook, string id) => string.Create(CultureInfo.InvariantCulture, $"notebook-{notebook + 1}-makes-{Escape(id)}");

    private static void WriteNotebook(StringBuilder page, ReportEntry entry, int index)
    {
        page.Append(CultureInfo.InvariantCulture, $"<article id=\"notebook-{index + 1}\">\n");
        List<ReportFact> facts = [new("Notebook", entry.Name)];
        if (entry.Duration is { } time)
        {
            facts.Add(new("Time", Seconds(time)));
        }

        if ((entry.Notebook.Metadata["papermill"] as JsonObject)?["parameters"] is JsonObject { Count: > 0 } parameters)
        {
            facts.Add(new("Parameters", string.Join(", ", parameters.Select(one => $"{one.Key} = {one.Value?.ToJsonString() ?? "null"}"))));
        }

        WriteFacts(page, facts.Concat(entry.Facts));
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
                foreach (string id in cell.Makes)
                {
                    page.Append("<a id=\"").Append(AnchorOf(index, id)).Append("\"></a>");
                }

                WriteCode(page, cell, markdown);
            }
        }

        page.Append("</article>\n");
    }

    private static void WriteCode(StringBuilder page, NotebookCell cell, MarkdownText markdown)
    {
        if (!cell.HasTag("hide-input"))
        {
            string count = cell.ExecutionCount?.ToString(CultureInfo.InvariantCulture) ?? " ";
            page.Append("<details><summary class=\"facts\">Code [").Append(count).Append(']').Append(DurationOf(cell) is { } time ? ", " + Seconds(time) : "")
                .Append("</summary><pre class=\"code\"><code>").Append(Escape(cell.Source)).Append("</code></pre></details>\n");
        }

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
            "text/html" => $"<div class=\"wide output\">{content}</div>\n",
            "image/svg+xml" => $"<div class=\"output\">{WithoutProlog(content)}</div>\n",
            "image/png" or "image/jpeg" or "image/gif" => $"<div class=\"output\"><img alt=\"\" src=\"data:{type};base64,{Escape(content.Replace("\n", "", StringComparison.Ordinal))}\"></div>\n",
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
