using System.Text.Json.Nodes;
using HydroNotebook.Figures;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Reports;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Kernel.Sessions;
using Microsoft.Playwright;

namespace HydroNotebook.Browser.Tests;

/// <summary>The page that <c>reproduce</c> ends with, opened from the disk.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydronotebook-report-");

    private string Page => Path.Combine(_folder.FullName, "index.html");

    public async ValueTask InitializeAsync()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Markdown("m", "# Rain\n\n![from elsewhere](https://example.org/x.png) and a table that is wider than a phone:\n\n|" + string.Concat(Enumerable.Range(0, 20).Select(k => $" column {k} |")) + "\n|" + string.Concat(Enumerable.Repeat("-|", 20)) + "\n"));
        notebook.Add(NotebookCell.Code("f", "Figure.Cdf(\"NSE\", (\"LSTM\", new[] { 0.1, 0.5, 0.7, 0.8 }), (\"EA-LSTM\", new[] { 0.2, 0.4, 0.6, 0.9 }))"));
        notebook.Cells[1].Metadata["tags"] = new JsonArray("makes:k19-fig3");
        notebook.Add(NotebookCell.Code("h", "HTML(\"<img src='https://example.org/y.png'><script src='https://example.org/z.js'></script>\")"));
        notebook.Save(Path.Combine(_folder.FullName, "n.ipynb"));
        var request = new NotebookRunRequest
        {
            Path = Path.Combine(_folder.FullName, "n.ipynb"),
            Session = new SessionOptions { References = [typeof(Figure).Assembly], Imports = ["HydroNotebook.Figures"] },
        };
        NotebookRunResult result = await NotebookRunner.RunAsync(request, cancel: TestContext.Current.CancellationToken);
        Assert.True(result.IsDone, result.Message);
        ReportEntry entry = ReportEntry.From(result);
        NotebookReport.WriteHtml([entry], Page, new ReportPage { Title = "Report", Facts = [new(".NET", "10")], Scripts = [FigureHover.Script] });

        // The last cell tries to reach the network on purpose; a page without it has nothing to complain of.
        entry.Notebook.RemoveAt(2);
        NotebookReport.WriteHtml([entry], Path.Combine(_folder.FullName, "clean.html"), new ReportPage { Title = "Report", Scripts = [FigureHover.Script] });
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_page_opens_from_the_disk_with_its_figure_and_without_errors_or_requests()
    {
        await using WatchedPage watched = await browser.OpenAsync();
        await watched.Page.GotoAsync(new Uri(Path.Combine(_folder.FullName, "clean.html")).AbsoluteUri);

        LocatorBoundingBoxResult? box = await watched.Page.Locator(".output > svg").BoundingBoxAsync();
        Assert.True(box is { Width: > 200, Height: > 100 }, $"{box?.Width} × {box?.Height}");
        Assert.Empty(watched.Errors);
        Assert.All(watched.Requests, request => Assert.StartsWith("file:", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_pointer_over_a_line_shows_its_name_and_numbers()
    {
        await using WatchedPage watched = await browser.OpenAsync();
        await watched.Page.GotoAsync(new Uri(Path.Combine(_folder.FullName, "clean.html")).AbsoluteUri);
        ILocator figure = watched.Page.Locator(".output > svg");
        await figure.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult box = (await figure.BoundingBoxAsync())!;
        ILocator note = figure.Locator(".figure-note");

        // Down the middle of the picture: somewhere there a distribution passes.
        for (float share = 0.1f; share < 0.9f && await note.CountAsync() == 0; share += 0.02f)
        {
            await watched.Page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height * share));
        }

        string told = string.Join(' ', await note.Locator("tspan").AllTextContentsAsync());
        Assert.Contains("LSTM", told, StringComparison.Ordinal);
        Assert.Contains("NSE: 0.", told, StringComparison.Ordinal);
        await watched.Page.Mouse.MoveAsync(1, 1);
        await Assertions.Expect(note).ToHaveCountAsync(0);
        Assert.Empty(watched.Errors);
    }

    [Fact]
    public async Task What_a_notebook_would_load_from_elsewhere_is_not_asked_for()
    {
        await using WatchedPage watched = await browser.OpenAsync();
        await watched.Page.GotoAsync(new Uri(Page).AbsoluteUri);

        Assert.NotEmpty(watched.Errors);
        Assert.All(watched.Errors, error => Assert.Contains("Content Security Policy", error, StringComparison.Ordinal));
        await Assertions.Expect(watched.Page.Locator("a[href='https://example.org/x.png']")).ToHaveTextAsync("from elsewhere");
    }

    [Fact]
    public async Task The_list_of_figures_leads_to_the_cell_that_shows_one()
    {
        await using WatchedPage watched = await browser.OpenAsync();
        await watched.Page.GotoAsync(new Uri(Page).AbsoluteUri);
        await watched.Page.GetByText("k19-fig3").First.ClickAsync();

        Assert.EndsWith("#notebook-1-makes-k19-fig3", watched.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(watched.Page.Locator(".output > svg")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_screen_but_tables_that_scroll_in_themselves()
    {
        await using WatchedPage watched = await browser.OpenAsync(width: 390);
        await watched.Page.GotoAsync(new Uri(Page).AbsoluteUri);

        Assert.Equal(390, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(255, 255, 255)")]
    [InlineData(ColorScheme.Dark, "rgb(22, 25, 29)")]
    public async Task The_page_follows_the_wish_for_a_dark_theme_and_figures_stay_on_white(ColorScheme scheme, string background)
    {
        await using WatchedPage watched = await browser.OpenAsync(scheme);
        await watched.Page.GotoAsync(new Uri(Page).AbsoluteUri);

        Assert.Equal(background, await watched.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(255, 255, 255)", await watched.Page.Locator(".output > svg").EvaluateAsync<string>("svg => getComputedStyle(svg).backgroundColor"));
    }
}
