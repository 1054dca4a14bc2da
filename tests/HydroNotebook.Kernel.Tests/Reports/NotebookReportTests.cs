using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Reports;
using HydroNotebook.Kernel.Running;

namespace HydroNotebook.Kernel.Tests.Reports;

public sealed class NotebookReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executed_notebooks_stand_on_one_page_with_text_code_outputs_and_times()
    {
        using var folder = new TemporaryFolder();
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Markdown("m", "# Rain & runoff\n\nSome *text* with $a_1 * b<2 * c_1$, `code`, [a link](#data).\n\n- one\n- two\n\n|a|b|\n|-|-|\n|1|2|\n\n![dot](dot.png)"));
        notebook.Add(NotebookCell.Code("c1", "Console.WriteLine(\"<printed>\");\ndisplay(HTML(\"<svg id='x'></svg>\"));\nnew[] { new { Basin = \"01\" } }"));
        notebook.Add(NotebookCell.Code("c2", "throw new Exception(\"dry\");"));
        notebook.Save(folder["a.ipynb"]);
        await File.WriteAllBytesAsync(folder["dot.png"], [1, 2, 3], Cancel);
        NotebookRunResult result = await NotebookRunner.RunAsync(new NotebookRunRequest { Path = folder["a.ipynb"] }, cancel: Cancel);

        NotebookReport.WriteHtml([ReportEntry.From(result)], folder["out/index.html"], new ReportPage { Title = "All <notebooks>" });

        string page = await File.ReadAllTextAsync(folder["out/index.html"], Cancel);
        Assert.Contains("<title>All &lt;notebooks&gt;</title>", page, StringComparison.Ordinal);
        Assert.Contains("<td>Rain &amp; runoff</td>", page, StringComparison.Ordinal);
        Assert.Contains("<em>text</em> with <code>$a_1 * b&lt;2 * c_1$</code>", page, StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", page, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,AQID\"", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"stdout\">&lt;printed&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<svg id='x'></svg>", page, StringComparison.Ordinal);
        Assert.Contains(">Basin</th>", page, StringComparison.Ordinal);
        Assert.Contains("cell [2] (number 3 of 3), line 1: Exception: dry", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"error\">System.Exception: dry", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("content=\"default-src 'none';", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_goes_before_its_text_and_png_is_taken_in()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("c", "1"));
        notebook.Cells[0].Outputs.Add(JsonNode.Parse("""{"output_type": "display_data", "metadata": {}, "data": {"text/plain": "plain", "image/svg+xml": ["<?xml version='1.0'?>\n", "<svg></svg>"]}}"""));
        notebook.Cells[0].Outputs.Add(JsonNode.Parse("""{"output_type": "display_data", "metadata": {}, "data": {"text/plain": "plain", "image/png": "AQ\nID"}}"""));

        string page = NotebookReport.ToHtml([new ReportEntry("n", notebook)]);

        Assert.Contains("<div class=\"output\"><svg></svg></div>", page, StringComparison.Ordinal);
        Assert.Contains("base64,AQID\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plain</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_notebooks_with_the_same_heading_do_not_share_an_id()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Markdown("m", "## Data"));

        string page = NotebookReport.ToHtml([new ReportEntry("a", notebook), new ReportEntry("b", notebook)]);

        Assert.Contains("id=\"notebook-1-data\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"notebook-2-data\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_tagged_so_are_hidden()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("a", "secret1"));
        notebook.Cells[0].Metadata["tags"] = new JsonArray("hide-input");
        notebook.Add(NotebookCell.Markdown("b", "secret2"));
        notebook.Cells[1].Metadata["tags"] = new JsonArray("remove-cell");

        Assert.DoesNotContain("secret", NotebookReport.ToHtml([new ReportEntry("n", notebook)]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_and_each_notebook_tell_their_facts_and_parameters()
    {
        var notebook = new NotebookDocument();
        notebook.Metadata["papermill"] = JsonNode.Parse("""{"parameters": {"scale": "demo", "seed": 2}}""");
        var entry = new ReportEntry("n", notebook) { Duration = TimeSpan.FromSeconds(61), Facts = [new("Data", "60 basins & more")] };

        string page = NotebookReport.ToHtml([entry], new ReportPage { Facts = [new(".NET", "10 <preview>")] });

        Assert.Contains("<dt>.NET</dt><dd>10 &lt;preview&gt;</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Time</dt><dd>61 s</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Parameters</dt><dd>scale = &quot;demo&quot;, seed = 2</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Data</dt><dd>60 basins &amp; more</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cells_make_is_listed_with_title_and_leads_to_the_cell()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("c", "1"));
        notebook.Cells[0].Metadata["tags"] = new JsonArray("makes:k19-fig3", "makes:k19-table2", "makes:", "hide-input");

        string page = NotebookReport.ToHtml(
            [new ReportEntry("n", notebook)], new ReportPage { Titles = new Dictionary<string, string> { ["k19-fig3"] = "CDF of NSE" } });

        Assert.Equal(["k19-fig3", "k19-table2"], notebook.Cells[0].Makes);
        Assert.Contains("<li><a href=\"#notebook-1-makes-k19-fig3\">k19-fig3</a>: CDF of NSE</li>", page, StringComparison.Ordinal);
        Assert.Contains("<li><a href=\"#notebook-1-makes-k19-table2\">k19-table2</a></li>", page, StringComparison.Ordinal);
        Assert.Contains("<a id=\"notebook-1-makes-k19-fig3\"></a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_stand_in_the_page_and_cannot_end_early()
    {
        string page = NotebookReport.ToHtml([], new ReportPage { Scripts = ["let a = '</script>';"] });

        Assert.Contains("<script>\nlet a = '<\\/script>';\n</script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_from_the_network_becomes_a_link_to_it()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Markdown("m", "![A map](https://example.org/map.png)"));

        string page = NotebookReport.ToHtml([new ReportEntry("n", notebook)]);

        Assert.Contains("<a href=\"https://example.org/map.png\">A map</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }
}
