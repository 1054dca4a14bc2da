using HydroNotebook.Kernel.Documents;
using Microsoft.Playwright;

namespace HydroNotebook.Browser.Tests;

/// <summary>What people do in classic Notebook, in Chromium, with the kernel as it is installed.</summary>
public sealed class ClassicNotebookTests(Browser browser, NotebookServer server) : IClassFixture<Browser>, IClassFixture<NotebookServer>
{
    private const float Patience = 180_000;

    [Fact]
    public async Task The_first_notebook_runs_from_top_to_bottom_and_shows_its_figures()
    {
        NotebookDocument notebook = NotebookDocument.Load(Path.Combine(Repository.Folder, "notebooks", "01-regional-lstm.ipynb"));
        foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            // The same cells with a training of seconds; library and results by their full paths, as this copy lies elsewhere; fewer basins.
            cell.Source = cell.Source
                .Replace(".With($\"training.seed={seed}\")", ".With($\"training.seed={seed}\", \"training.epochs=1\", \"training.updatesPerEpoch=5\")", StringComparison.Ordinal)
                .Replace("\"../", $"\"{Repository.Folder}/", StringComparison.Ordinal)
                .Replace("basins: 60", "basins: 30", StringComparison.Ordinal)
                .Replace("virtual-60-basins", "virtual-30-basins", StringComparison.Ordinal);
        }

        await using WatchedPage watched = await OpenAsync("01", notebook);
        IPage page = watched.Page;
        await page.ClickAsync("#celllink");
        await page.ClickAsync("#run_all_cells");

        ILocator figures = page.Locator(".output_svg svg");
        await page.WaitForFunctionAsync(
            "document.querySelector('.output_error') || document.querySelectorAll('.output_svg svg').length === 5", null, new() { Timeout = Patience });
        Assert.Equal([], await page.Locator(".output_error").AllTextContentsAsync());
        await IdleAsync(page);
        LocatorBoundingBoxResult? box = await figures.First.BoundingBoxAsync();
        Assert.True(box is { Width: > 200, Height: > 100 }, $"{box?.Width} × {box?.Height}");
        await Assertions.Expect(page.GetByText("k19/ealstm-nse: trained 1 epoch and tested in")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".output_html table").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_loop_is_interrupted_by_the_button_and_the_variables_stay()
    {
        await using WatchedPage watched = await OpenAsync("loop", Cells("var kept = 41;\nConsole.WriteLine(\"on\");", "while (true) { }", "kept + 1"));
        IPage page = watched.Page;
        await RunAsync(page, 0);
        await Assertions.Expect(Output(page, 0)).ToHaveTextAsync("on", new() { Timeout = Patience });
        await RunAsync(page, 1);
        await Assertions.Expect(page.Locator("#kernel_indicator_icon.kernel_busy_icon")).ToHaveCountAsync(1, new() { Timeout = Patience });

        await page.ClickAsync("button[data-jupyter-action='jupyter-notebook:interrupt-kernel']");

        await Assertions.Expect(page.Locator(".code_cell").Nth(1).Locator(".output_error")).ToBeVisibleAsync(new() { Timeout = Patience });
        await RunAsync(page, 2);
        await Assertions.Expect(Output(page, 2)).ToHaveTextAsync("42", new() { Timeout = Patience });
    }

    [Fact]
    public async Task After_a_restart_the_variables_are_gone_and_cells_run()
    {
        await using WatchedPage watched = await OpenAsync("restart", Cells("int rain = 7;\nrain", "rain", "1 + 1"));
        IPage page = watched.Page;
        await RunAsync(page, 0);
        await Assertions.Expect(Output(page, 0)).ToHaveTextAsync("7", new() { Timeout = Patience });

        await page.ClickAsync("button[data-jupyter-action='jupyter-notebook:confirm-restart-kernel']");
        await page.ClickAsync(".modal-dialog .btn-danger");
        await IdleAsync(page);

        await RunAsync(page, 1);
        await Assertions.Expect(page.Locator(".code_cell").Nth(1).Locator(".output_error")).ToContainTextAsync("rain", new() { Timeout = Patience });
        await RunAsync(page, 2);
        await Assertions.Expect(Output(page, 2)).ToHaveTextAsync("2", new() { Timeout = Patience });
    }

    [Fact]
    public async Task A_word_is_completed_by_the_tab_key()
    {
        await using WatchedPage watched = await OpenAsync("word", Cells("var catchments = 3;", ""));
        IPage page = watched.Page;
        await RunAsync(page, 0);

        // A completion is answered beside a running cell, and before that has ended its variable is not known.
        await Assertions.Expect(page.Locator(".code_cell").Nth(0).Locator(".input_prompt")).ToHaveTextAsync("In [1]:", new() { Timeout = Patience });
        await page.Locator(".code_cell").Nth(1).Locator(".CodeMirror").ClickAsync();
        await page.Keyboard.TypeAsync("catchm");
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(page.Locator(".code_cell").Nth(1).Locator(".CodeMirror-line")).ToHaveTextAsync("catchments", new() { Timeout = Patience });
    }

    private static NotebookDocument Cells(params string[] sources)
    {
        var notebook = new NotebookDocument();
        for (int k = 0; k < sources.Length; k++)
        {
            notebook.Add(NotebookCell.Code($"cell-{k}", sources[k]));
        }

        return notebook;
    }

    private static ILocator Output(IPage page, int cell) => page.Locator(".code_cell").Nth(cell).Locator(".output_text, .output_stream");

    private static async Task RunAsync(IPage page, int cell)
    {
        await page.Locator(".code_cell").Nth(cell).Locator(".input_prompt").ClickAsync();
        await page.Keyboard.PressAsync("Control+Enter");
    }

    private static Task IdleAsync(IPage page) => Assertions.Expect(page.Locator("#kernel_indicator_icon.kernel_idle_icon"))
        .ToHaveCountAsync(1, new() { Timeout = Patience });

    private async Task<WatchedPage> OpenAsync(string name, NotebookDocument notebook)
    {
        string address = server.Add(name, notebook);
        WatchedPage watched = await browser.OpenAsync();
        await watched.Page.GotoAsync(address);
        try
        {
            await IdleAsync(watched.Page);
        }
        catch (PlaywrightException fault)
        {
            string page = await watched.Page.EvaluateAsync<string>("document.body.innerText");
            await watched.DisposeAsync();
            throw new InvalidOperationException(
                $"The kernel of {address} is not ready. Console of the page: {string.Join(" | ", watched.Errors)}\nThe page: {page}\nThe server: {server.LogSoFar()}", fault);
        }

        return watched;
    }
}
