using System.Diagnostics;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

public sealed class ReproduceCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_list_names_every_published_item_and_the_notebook_that_makes_it()
    {
        Told told = Terminal.Run("reproduce", "--list");

        Assert.Equal((0, ""), (told.Code, told.Errors));
        Assert.Single(told.Lines, line => line.Contains("k19-fig3 ", StringComparison.Ordinal) && line.Contains("01-regional-lstm", StringComparison.Ordinal));
        Assert.Single(told.Lines, line => line.Contains("k19-fig1 ", StringComparison.Ordinal) && line.Contains("none yet", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_figures_and_those_that_no_notebook_makes_are_told_before_anything_runs()
    {
        Told told = Terminal.Run("reproduce", "k19-fig3", "k19-fgi3", "k19-fig1", "--out", _temporary.File("out"));

        Assert.Equal(1, told.Code);
        Assert.Equal(
            ["k19-fgi3 is not in published.json: did you mean k19-fig3? 'hydronb reproduce --list' shows all.",
             "k19-fig1 (LSTM and EA-LSTM cell): no notebook makes it yet. Notebooks make k19-fig3, k19-table2 so far. 'hydronb reproduce --list' shows all."],
            told.Errors.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
        Assert.False(Directory.Exists(_temporary.File("out")));
    }

    [Fact]
    public void An_option_that_does_not_exist_is_wrong_usage()
    {
        Told told = Terminal.Run("reproduce", "--scael", "demo");

        Assert.Equal(2, told.Code);
        Assert.Contains("'--scael' is not an option of reproduce.", told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_figure_runs_its_notebook_up_to_the_cell_that_shows_it_and_no_other()
    {
        MakeRepository();

        (int code, string output) = await Run("reproduce", "k19-fig3");

        Assert.True(code == 0, output);
        string page = await File.ReadAllTextAsync(_temporary.File("out/figures/index.html"), TestContext.Current.CancellationToken);
        Assert.Contains("the figure", page, StringComparison.Ordinal);
        Assert.Contains("k19-fig3</a>: CDF of NSE", page, StringComparison.Ordinal);
        Assert.Contains("scale = &quot;demo&quot;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("too far", page, StringComparison.Ordinal);
        Assert.False(File.Exists(_temporary.File("out/figures/02.ipynb")));
    }

    [Fact]
    public async Task All_notebooks_run_and_one_that_fails_ends_with_code_1_and_stands_on_the_page()
    {
        MakeRepository();

        (int code, string output) = await Run("reproduce", "--scale", "paper");

        Assert.Equal(1, code);
        Assert.Contains("2 of 2 notebooks failed; the page shows where.", output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(_temporary.File("out/index.html"), TestContext.Current.CancellationToken);
        Assert.Contains("Exception: too far", page, StringComparison.Ordinal);
        Assert.Contains("<dt>.NET</dt><dd>.NET 10.", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Scale</dt><dd>paper</dd>", page, StringComparison.Ordinal);
    }

    private void MakeRepository()
    {
        Directory.CreateDirectory(_temporary.File("notebooks"));
        File.WriteAllText(_temporary.File("HydroNotebook.sln"), "");
        var first = new NotebookDocument();
        first.Add(NotebookCell.Code("p", "var scale = \"\";"));
        first.Cells[0].Metadata["tags"] = new JsonArray("parameters");
        first.Add(NotebookCell.Code("figure", "\"the \" + \"figure\""));
        first.Cells[1].Metadata["tags"] = new JsonArray("makes:k19-fig3");
        first.Add(NotebookCell.Code("after", "throw new Exception(\"too \" + \"far\");"));
        first.Save(_temporary.File("notebooks/01.ipynb"));
        var second = new NotebookDocument();
        second.Add(NotebookCell.Code("p", "var scale = 1;"));
        second.Cells[0].Metadata["tags"] = new JsonArray("parameters");
        second.Add(NotebookCell.Code("c", "throw new Exception(\"no\");"));
        second.Save(_temporary.File("notebooks/02.ipynb"));
    }

    private async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "hydronb.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _temporary.File(""),
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
