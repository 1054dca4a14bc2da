using System.Diagnostics;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Tests.Evaluation;
using HydroNotebook.Tests.Experiments;

namespace HydroNotebook.Tests.Cli;

/// <summary>Notebooks through nbclient, the way by which Jupyter's tools run them, against the kernel as it is installed.</summary>
[Trait("Speed", "slow")]
public sealed class NbclientTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Execute = """
        import sys, nbformat, nbclient
        notebook = nbformat.read(sys.argv[1], as_version=4)
        nbclient.NotebookClient(notebook, timeout=900, resources={'metadata': {'path': sys.argv[3]}}).execute()
        nbformat.validate(notebook)
        nbformat.write(notebook, sys.argv[2])
        """;

    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string> Notebooks => [.. Directory.EnumerateFiles(Folder(), "*.ipynb")
        .Select(path => Path.GetFileName(path)).Where(name => !name.EndsWith(".executed.ipynb", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_training_leaves_one_sentence_and_an_error_that_was_expected_does_not_end_the_run()
    {
        string changes = string.Join(", ", SmallExperiment.Changes.Select(change => $"\"\"\"{change}\"\"\""));
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("train", $"var run = await Experiment.Load(\"k19/ealstm-nse\").At(Scale.Demo).With({changes}).TrainAsync(VirtualWorld.Create(3, 3, 1));"));
        notebook.Add(NotebookCell.Code("fails", "throw new Exception(\"dry\");"));
        notebook.Cells[1].Metadata["tags"] = new JsonArray("raises-exception");
        notebook.Add(NotebookCell.Code("figure", "Figure.Cdf(\"NSE\", (\"EA-LSTM\", run.Test[Metric.Nse]))"));
        notebook.Save(_temporary.File("n.ipynb"));

        NotebookDocument executed = await RunAsync(_temporary.File("n.ipynb"), _temporary.File(""));

        JsonNode trained = Assert.Single(executed.Cells[0].Outputs)!;
        Assert.Matches("k19/ealstm-nse: trained 2 epochs and tested in ", trained["data"]!["text/plain"]!.ToJsonString());
        Assert.Null(trained["data"]!["text/html"]);
        Assert.Equal("dry", (string?)Assert.Single(executed.Cells[1].Outputs)!["evalue"]);
        JsonNode data = Assert.Single(executed.Cells[2].Outputs)!["data"]!;
        Assert.Contains("<svg", data["image/svg+xml"]!.ToJsonString().Replace("\\u003C", "<", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Notebooks))]
    public async Task Every_notebook_runs_from_top_to_bottom(string name)
    {
        NotebookDocument executed = await RunAsync(Path.Combine(Folder(), name), Folder());

        foreach (NotebookCell cell in executed.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            Assert.True(cell.ExecutionCount > 0, $"cell {cell.Id} did not run");
            Assert.DoesNotContain(cell.Outputs, output => (string?)output!["output_type"] == "error");
        }

        Assert.Contains(executed.Cells, cell => cell.Kind == CellKind.Code && cell.Outputs.Any(output => output!["data"]?["image/svg+xml"] is not null));
    }

    private static string Folder() => Path.Combine(Repository.Folder, "notebooks");

    private async Task<NotebookDocument> RunAsync(string notebook, string folder)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is missing.");
        Assert.SkipUnless((await ProcessAsync(Python, "-c", "import nbclient")).Code == 0, "Python's nbclient is missing: install Debian's package python3-nbclient.");
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        (int code, string said) = await ProcessAsync(dotnet, Path.Combine(AppContext.BaseDirectory, "hydronb.dll"), "kernel", "install");
        Assert.True(code == 0, said);
        string executed = _temporary.File("executed.ipynb");

        (code, said) = await ProcessAsync(Python, "-c", Execute, notebook, executed, folder);

        Assert.True(code == 0, said);
        return NotebookDocument.Load(executed);
    }

    private async Task<(int Code, string Said)> ProcessAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["XDG_DATA_HOME"] = _temporary.File("data");
        start.Environment["JUPYTER_DATA_DIR"] = _temporary.File("data/jupyter");
        start.Environment["JUPYTER_RUNTIME_DIR"] = _temporary.File("runtime");
        start.Environment.Remove("JUPYTER_PATH");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await errors);
    }
}
