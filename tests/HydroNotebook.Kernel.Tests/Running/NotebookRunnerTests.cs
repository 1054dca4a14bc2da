using System.Diagnostics;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Running;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cells_run_in_order_and_their_outputs_lie_in_the_copy()
    {
        string path = Write("# Title", "!int a = 2;", "!Console.WriteLine(\"hello\");\nConsole.WriteLine(\"again\");\na * 21");

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path });

        Assert.True(result.IsDone, result.Message);
        Assert.Equal(_folder["n.executed.ipynb"], result.OutputPath);
        NotebookDocument copy = NotebookDocument.Load(result.OutputPath);
        Assert.Equal([1, 2], copy.Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.ExecutionCount));
        JsonArray outputs = copy.Cells[2].Outputs;
        Assert.Equal(2, outputs.Count);
        Assert.Equal("""{"name":"stdout","output_type":"stream","text":["hello\n","again\n"]}""", outputs[0]!.ToJsonString());
        Assert.Equal("""{"data":{"text/plain":["42"]},"metadata":{},"output_type":"execute_result","execution_count":2}""", outputs[1]!.ToJsonString());
        Assert.Equal(".net-csharp", (string?)copy.Metadata["kernelspec"]!["name"]);
        Assert.Empty(NotebookDocument.Load(path).Cells[2].Outputs);
        Assert.Equal(2, result.Cells.Count);
        Assert.False(File.Exists(result.OutputPath + ".tmp"));
    }

    [Fact]
    public async Task Only_the_cells_up_to_the_last_one_asked_for_run_and_stay()
    {
        string path = Write("# Title", "!1", "!2", "text", "!throw new Exception();");
        string last = NotebookDocument.Load(path).Cells[2].Id;

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path, LastCell = last });

        Assert.True(result.IsDone, result.Message);
        Assert.Equal([last], NotebookDocument.Load(result.OutputPath).Cells.Skip(2).Select(cell => cell.Id));
        var fault = await Assert.ThrowsAsync<NotebookException>(() => RunAsync(new NotebookRunRequest { Path = path, LastCell = "nowhere" }));
        Assert.Equal($"{path}: there is no cell with the id 'nowhere'. Name one that is there.", fault.Message);
    }

    [Fact]
    public async Task The_first_error_ends_the_run_with_number_line_and_message_and_the_copy_tells_it()
    {
        string path = Write("# Title", "!1", "text", "!Console.Write(\"so far\");\nthrow new Exception(\"no rain\");", "!3");

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path });

        Assert.False(result.IsDone);
        Assert.Equal((2, 4), (result.FailedCell!.Value, result.FailedPosition!.Value));
        Assert.Equal($"{path}: cell [2] (number 4 of 5), line 2: Exception: no rain", result.Message);
        NotebookDocument copy = NotebookDocument.Load(result.OutputPath);
        Assert.Equal(["stream", "error"], copy.Cells[3].Outputs.Select(output => (string)output!["output_type"]!));
        Assert.Equal("no rain", (string?)copy.Cells[3].Outputs[1]!["evalue"]);
        Assert.Null(copy.Cells[4].ExecutionCount);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_ends_the_run_with_its_line()
    {
        string path = Write("!int a = 1;\nint b = c;");

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path });

        Assert.Equal($"{path}: cell [1] (number 1 of 1), line 2: CompilationError: CS0103: The name 'c' does not exist in the current context", result.Message);
    }

    [Fact]
    public async Task Tags_skip_a_cell_or_let_it_fail()
    {
        string path = Write("!throw new Exception(\"expected\");", "!throw new Exception(\"never\");", "!7");
        NotebookDocument notebook = NotebookDocument.Load(path);
        notebook.Cells[0].Metadata["tags"] = new JsonArray("raises-exception");
        notebook.Cells[1].Metadata["tags"] = new JsonArray("skip-execution");
        notebook.Save(path);

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path });

        Assert.True(result.IsDone, result.Message);
        NotebookDocument copy = NotebookDocument.Load(result.OutputPath);
        Assert.Equal("error", (string?)copy.Cells[0].Outputs[0]!["output_type"]);
        Assert.Empty(copy.Cells[1].Outputs);
        Assert.Equal(2, copy.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task Parameters_go_into_a_cell_of_their_own_behind_the_tagged_one()
    {
        string path = WriteWithParameters("int epochs = 5;\nvar rate = 0.5;\nstring name = \"demo\";\nbool fast = false;\nint[] seeds = [1];\nDateOnly day = new(2000, 1, 1);");
        var values = new Dictionary<string, object?>
        {
            ["epochs"] = "12",
            ["rate"] = 0.25,
            ["name"] = "a \"quoted\" one",
            ["fast"] = true,
            ["seeds"] = "[3, 4]",
            ["day"] = "1999-10-01",
        };

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path, OutputPath = _folder["out.ipynb"], Parameters = values });

        Assert.True(result.IsDone, result.Message);
        NotebookDocument copy = NotebookDocument.Load(result.OutputPath);
        Assert.Equal(["parameters"], copy.Cells[0].Tags);
        Assert.Equal(["injected-parameters"], copy.Cells[1].Tags);
        Assert.Equal("12 0.25 a \"quoted\" one True 3,4 1999-10-01", (string?)copy.Cells[2].Outputs[0]!["data"]!["text/plain"]![0]);
        Assert.Equal("12", (string?)copy.Metadata["papermill"]!["parameters"]!["epochs"]);

        NotebookRunResult again = await RunAsync(
            new NotebookRunRequest { Path = result.OutputPath, OutputPath = result.OutputPath, Parameters = new Dictionary<string, object?> { ["epochs"] = 1 } });

        Assert.Single(NotebookDocument.Load(again.OutputPath).Cells, cell => cell.HasTag("injected-parameters"));
    }

    [Theory]
    [InlineData("epoch", "1", "'epoch' is not a parameter of this notebook: did you mean 'epochs'?")]
    [InlineData("epochs", 0.5, "the parameter 'epochs' is int, and '0.5' is none. Give a whole number.")]
    [InlineData("epochs", "many", "the parameter 'epochs' is int, and 'many' is none. Give a whole number.")]
    public async Task A_parameter_that_does_not_fit_is_refused_before_anything_runs(string name, object value, string fact)
    {
        string path = WriteWithParameters("int epochs = 5;");

        NotebookException error = await Assert.ThrowsAsync<NotebookException>(
            () => RunAsync(new NotebookRunRequest { Path = path, Parameters = new Dictionary<string, object?> { [name] = value } }));

        Assert.Contains(fact, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["n.executed.ipynb"]));
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_ends_the_run_as_timed_out()
    {
        string path = Write("!await Task.Delay(60_000, NotebookCancellation.Token);");

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path, CellTimeOut = TimeSpan.FromSeconds(1) });

        Assert.Equal("TimedOut", result.Error!.Name);
        Assert.Matches(@"cell \[1\] \(number 1 of 1\)(, line 1)?: TimedOut: The cell took longer than 1 s\.", result.Message);
        Assert.Equal("TimedOut", (string?)NotebookDocument.Load(result.OutputPath).Cells[0].Outputs[0]!["ename"]);
    }

    [Fact]
    public async Task Cancelling_ends_the_run_soon_and_the_copy_has_the_outputs_so_far()
    {
        string path = Write("!1", "!Console.WriteLine(\"here\"); await Task.Delay(60_000, NotebookCancellation.Token);", "!3");
        using var cancel = new CancellationTokenSource();
        var progress = new Relay(news =>
        {
            if (news is NotebookProgress.Shown { Output: CellOutput.Printed })
            {
                cancel.CancelAfter(0);
            }
        });
        var watch = Stopwatch.StartNew();

        NotebookRunResult result = await NotebookRunner.RunAsync(new NotebookRunRequest { Path = path }, progress, cancel.Token);

        Assert.Equal("Interrupted", result.Error!.Name);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        NotebookDocument copy = NotebookDocument.Load(result.OutputPath);
        Assert.Equal("here\n", (string?)copy.Cells[1].Outputs[0]!["text"]![0]);
    }

    [Fact]
    public async Task An_updated_display_is_stored_once_in_its_last_state_also_from_a_later_cell()
    {
        string path = Write("!var bar = display(\"0 %\");\nConsole.Write(\"x\");\nbar.Update(\"50 %\");", "!bar.Update(\"done\");");

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path });

        NotebookDocument copy = NotebookDocument.Load(result.OutputPath);
        Assert.Equal(2, copy.Cells[0].Outputs.Count);
        Assert.Equal("done", (string?)copy.Cells[0].Outputs[0]!["data"]!["text/plain"]![0]);
        Assert.Empty(copy.Cells[1].Outputs);
    }

    [Fact]
    public async Task Relative_paths_start_at_the_notebooks_folder_and_the_process_comes_back_to_its_own()
    {
        string before = Environment.CurrentDirectory;
        await File.WriteAllTextAsync(_folder["data.txt"], "12.5", Cancel);
        string path = Write("!File.ReadAllText(\"data.txt\")");

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path });

        Assert.True(result.IsDone, result.Message);
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    [Fact]
    public async Task A_cell_in_another_language_is_refused_by_its_number()
    {
        string path = Write("!1");
        NotebookDocument notebook = NotebookDocument.Load(path);
        notebook.Cells[0].Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = "fsharp" };
        notebook.Save(path);

        NotebookException error = await Assert.ThrowsAsync<NotebookException>(() => RunAsync(new NotebookRunRequest { Path = path }));

        Assert.Contains("cell 1 of the file is written in 'fsharp'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notebook_of_another_language_is_refused()
    {
        string path = Write("!1");
        NotebookDocument notebook = NotebookDocument.Load(path);
        notebook.Metadata["kernelspec"] = new JsonObject { ["name"] = "python3", ["display_name"] = "Python 3", ["language"] = "python" };
        notebook.Save(path);

        NotebookException error = await Assert.ThrowsAsync<NotebookException>(() => RunAsync(new NotebookRunRequest { Path = path }));

        Assert.Contains("the notebook is written in 'python'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("float rate = 1f;", "rate", 0.25, "0.25")]
    [InlineData("var rate = 1.0;", "rate", "5.", "5")]
    [InlineData("double rate = 1;", "rate", double.NaN, "NaN")]
    [InlineData("decimal rate = 1;", "rate", 2, "2")]
    [InlineData("long rate = 1;", "rate", "-9000000000", "-9000000000")]
    [InlineData("string rate = \"x\";", "rate", "1", "1")]
    public async Task A_parameter_takes_the_declared_type(string declaration, string name, object value, string shown)
    {
        string path = WriteWithParameters(declaration);
        NotebookDocument notebook = NotebookDocument.Load(path);
        notebook.Cells[1].Source = name;
        notebook.Save(path);

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path, Parameters = new Dictionary<string, object?> { [name] = value } });

        Assert.True(result.IsDone, result.Message);
        Assert.Equal(shown, (string?)NotebookDocument.Load(result.OutputPath).Cells[2].Outputs[0]!["data"]!["text/plain"]![0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_figure_lies_in_the_copy_as_a_picture_though_the_kernel_does_not_know_the_library(bool byDirective)
    {
        string library = typeof(Figures.Figure).Assembly.Location;
        string path = Write(
            (byDirective ? $"!#r \"{library}\"\n" : "!") + "using HydroNotebook.Figures;\nFigure.Cdf(\"NSE\", (\"LSTM\", new[] { 0.5, 0.7 })).WithXLimits(0, 1)");
        SessionOptions session = byDirective ? new() : new() { References = [typeof(Figures.Figure).Assembly] };

        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path, Session = session });

        Assert.True(result.IsDone, result.Message);
        JsonObject data = NotebookDocument.Load(result.OutputPath).Cells[0].Outputs[0]!["data"]!.AsObject();
        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], data.Select(form => form.Key));
        Assert.Equal(["data", "layout"], data["application/vnd.plotly.v1+json"]!.AsObject().Select(part => part.Key));
        Assert.StartsWith("<svg ", (string?)data["image/svg+xml"]![0], StringComparison.Ordinal);
        Assert.DoesNotContain(typeof(NotebookRunner).Assembly.GetReferencedAssemblies(), one => one.Name == "HydroNotebook.Figures");
    }

    [Fact]
    public async Task A_view_that_prints_what_it_is_told_does_not_print_into_the_cell()
    {
        string path = Write("!Console.WriteLine(\"rain\");\ndisplay(1);\nConsole.Write(\"end\");");
        NotebookRunResult result = await NotebookRunner.RunAsync(
            new NotebookRunRequest { Path = path }, new Relay(news => Console.Out.Write(news is NotebookProgress.Shown ? "." : "")), Cancel);

        Assert.Equal(["rain\n", "end"], NotebookDocument.Load(result.OutputPath).Cells[0].Outputs.Where(output => (string?)output!["output_type"] == "stream").Select(output => (string?)output!["text"]![0]));
    }

    [Fact]
    public async Task A_cell_that_asks_for_input_fails_and_does_not_wait()
    {
        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = Write("!var name = Console.ReadLine();") });

        Assert.Contains("line 1: InvalidOperationException: Nobody is there to answer", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task News_comes_for_every_cell_in_order()
    {
        string path = Write("!1", "text", "!Console.Write(\"x\");");
        var news = new List<string>();

        await NotebookRunner.RunAsync(new NotebookRunRequest { Path = path }, new Relay(item => { lock (news) { news.Add($"{item.GetType().Name} {item.ExecutionCount}/{item.Position}/{item.Cells}"); } }), Cancel);

        Assert.Equal(["Started 1/1/3", "Shown 1/1/3", "Finished 1/1/3", "Started 2/3/3", "Shown 2/3/3", "Finished 2/3/3"], news);
    }

    [Fact]
    public async Task The_executed_copy_is_valid_for_nbformat_itself()
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python) || await PythonAsync(python, "import nbformat") is not "")
        {
            Assert.Skip("Needs Debian's python3-nbformat (/usr/bin/python3 with the module nbformat).");
        }

        string path = WriteWithParameters("int n = 1;");
        NotebookDocument notebook = NotebookDocument.Load(path);
        notebook.Add(NotebookCell.Code("t", "display(new[] { new { A = 1, B = \"<x>\" } });\nConsole.WriteLine(\"ÄÖ 水文 😀\");\nConsole.Error.WriteLine(\"e\");\nHTML(\"<b>x</b>\")"));
        notebook.Add(NotebookCell.Code("e", "throw new Exception(\"last\");"));
        notebook.Cells[^1].Metadata["tags"] = new JsonArray("raises-exception");
        notebook.Save(path);
        NotebookRunResult result = await RunAsync(new NotebookRunRequest { Path = path, Parameters = new Dictionary<string, object?> { ["n"] = 4 } });

        string complaint = await PythonAsync(
            python, $"import nbformat; n = nbformat.read(r'{result.OutputPath}', as_version=nbformat.NO_CONVERT); nbformat.validate(n); assert n.nbformat_minor == 5 and len(n.cells) == 5, n");

        Assert.Equal("", complaint);
    }

    private static async Task<string> PythonAsync(string python, string code)
    {
        using Process process = Process.Start(new ProcessStartInfo(python, ["-W", "error", "-c", code])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        string error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode == 0 ? "" : error + "failed";
    }

    private static Task<NotebookRunResult> RunAsync(NotebookRunRequest request) => NotebookRunner.RunAsync(request, cancel: Cancel);

    private string Write(params string[] cells)
    {
        var notebook = new NotebookDocument();
        for (int k = 0; k < cells.Length; k++)
        {
            notebook.Add(cells[k].StartsWith('!') ? NotebookCell.Code($"c{k}", cells[k][1..]) : NotebookCell.Markdown($"c{k}", cells[k]));
        }

        notebook.Save(_folder["n.ipynb"]);
        return _folder["n.ipynb"];
    }

    private string WriteWithParameters(string declarations)
    {
        string path = Write("!" + declarations, declarations.Contains("seeds", StringComparison.Ordinal)
            ? "!$\"{epochs} {rate} {name} {fast} {string.Join(\",\", seeds)} {day:yyyy-MM-dd}\""
            : "!1");
        NotebookDocument notebook = NotebookDocument.Load(path);
        notebook.Cells[0].Metadata["tags"] = new JsonArray("parameters");
        notebook.Save(path);
        return path;
    }

    private sealed class Relay(Action<NotebookProgress> take) : IProgress<NotebookProgress>
    {
        public void Report(NotebookProgress value) => take(value);
    }
}
