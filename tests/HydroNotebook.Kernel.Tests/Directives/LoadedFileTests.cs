using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Directives;

public sealed class LoadedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CSharpSession _session;
    private readonly ListSink _sink = new();

    public LoadedFileTests() => _session = new CSharpSession(new SessionOptions { Folder = _folder.Path });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_loaded_from_anywhere_in_the_cell_and_loads_others_relative_to_itself()
    {
        Write("lib/twice.csx", "using System.Globalization;\nint Twice(int x) => 2 * x;");
        Write("lib/area.csx", "#load \"twice.csx\"\nint Area(int side) => Twice(side) * side;");

        CellResult result = await RunAsync("var side = 3;\n#load \"lib/area.csx\"\nArea(side).ToString(CultureInfo.InvariantCulture)");

        Assert.Equal("18", result.Value);
    }

    [Fact]
    public async Task A_compiler_error_of_a_loaded_file_names_the_file_its_line_and_the_line_of_the_cell()
    {
        Write("wrong.csx", "int a = 1;\nint b = \"x\";");

        CellResult result = await RunAsync("\n#load \"wrong.csx\"");

        Assert.Equal(2, result.Error!.Line);
        Assert.Contains("wrong.csx, line 2, column 9: CS0029", result.Error.Traceback[0], StringComparison.Ordinal);
        Assert.Equal("    int b = \"x\";", result.Error.Traceback[1]);
        Assert.EndsWith("wrong.csx", Assert.Single(result.Diagnostics).File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_through_a_loaded_file_names_its_line()
    {
        Write("deep.csx", "\n\nint Deep(int x) => x / 0.CompareTo(0);");
        await RunAsync("#load \"deep.csx\"");

        CellResult result = await RunAsync("\nDeep(1)");

        Assert.Equal(2, result.Error!.Line);
        Assert.Contains(result.Error.Traceback, line => line.StartsWith("   at Deep(Int32) in ", StringComparison.Ordinal) && line.EndsWith("deep.csx, line 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_while_a_file_is_loaded_points_to_the_line_of_the_cell()
    {
        Write("throws.csx", "throw new InvalidOperationException(\"no\");");

        CellResult result = await RunAsync("int a = 1;\n#load \"throws.csx\"");

        Assert.Equal((CellOutcome.Failed, 2), (result.Outcome, result.Error!.Line));
        Assert.Equal(1, (await RunAsync("a")).Value);
    }

    [Theory]
    [InlineData("a.csx", "#load \"b.csx\"", "#load \"a.csx\"", "the file loads itself: a.csx → b.csx → a.csx")]
    [InlineData("a.csx", "#load \"nowhere.csx\"", "", "#load \"nowhere.csx\": there is no such file")]
    public async Task A_file_that_cannot_be_loaded_is_told(string name, string first, string second, string fact)
    {
        Write(name, first);
        Write("b.csx", second);

        CellResult result = await RunAsync($"#load \"{name}\"");

        Assert.Contains(fact, result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_library_that_a_loaded_file_names_is_relative_to_that_file()
    {
        Directory.CreateDirectory(_folder["lib"]);
        await TinyLibrary.BuildAsync(_folder["lib/Rain.dll"], "Rain", "public static class Gauge { public static double Depth() => 12.5; }", Cancel);
        Write("lib/rain.csx", "#r \"Rain.dll\"\nvar depth = Gauge.Depth();");

        Assert.Equal(12.5, (await RunAsync("#load \"lib/rain.csx\"\ndepth")).Value);
    }

    [Fact]
    public async Task The_code_cells_of_a_notebook_are_imported_and_its_texts_and_skipped_cells_are_not()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Markdown("text", "# no (code"));
        notebook.Add(NotebookCell.Code("one", "int one = 1;"));
        var skipped = NotebookCell.Code("skipped", "one = 100;");
        skipped.Metadata["tags"] = new System.Text.Json.Nodes.JsonArray("skip-execution");
        notebook.Add(skipped);
        notebook.Add(NotebookCell.Code("two", "int two = one + 1;\ntwo"));
        notebook.Save(_folder["part.ipynb"]);

        CellResult result = await RunAsync("#!import part.ipynb\none + two");

        Assert.Equal(3, result.Value);
        Assert.Equal("2", Assert.Single(_sink.Outputs.OfType<CellOutput.Displayed>()).Bundle.PlainText);
    }

    [Fact]
    public async Task An_error_of_an_imported_notebook_names_its_cell()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("one", "int one = 1;"));
        notebook.Add(NotebookCell.Code("two", "\nnobody"));
        notebook.Save(_folder["part.ipynb"]);

        CellResult result = await RunAsync("#!import \"part.ipynb\"");

        Assert.Contains("part.ipynb[2], line 2, column 1: CS0103", result.Error!.Traceback[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_of_a_loaded_file_is_interrupted_and_what_it_had_set_stays()
    {
        Write("endless.csx", "int turns = 0;\nConsole.WriteLine(\"begun\");\nwhile (true) { turns = 1; }");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task<CellResult> running = _session.ExecuteAsync("#load \"endless.csx\"", _sink, cancel.Token);
        for (int k = 0; k < 6000 && _sink.Printed().Length == 0; k++)
        {
            await Task.Delay(10, Cancel);
        }

        await cancel.CancelAsync();

        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
        Assert.Equal(1, (await RunAsync("turns")).Value);
    }

    [Fact]
    public async Task A_dib_file_runs_as_a_notebook()
    {
        Write("old.dib", "#!csharp\n\nint fromDib = 5;\n\n#!markdown\n\nText (here\n\n#!csharp\n\nfromDib + 1\n");

        var done = await HydroNotebook.Kernel.Running.NotebookRunner.RunAsync(
            new HydroNotebook.Kernel.Running.NotebookRunRequest { Path = _folder["old.dib"] }, cancel: Cancel);

        Assert.True(done.IsDone, done.Message);
        NotebookDocument executed = NotebookDocument.Load(_folder["old.executed.ipynb"]);
        Assert.Equal([CellKind.Code, CellKind.Markdown, CellKind.Code], executed.Cells.Select(cell => cell.Kind));
        Assert.Contains("6", executed.Cells[2].Outputs.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dib_file_is_imported()
    {
        Write("old.dib", "#!meta\n\n{\"kernelInfo\":{}}\n\n#!markdown\n\n# Text (here\n\n#!csharp\n\nint fromDib = 5;\n\n#!csharp\n\nfromDib += 1;\n");

        Assert.Equal(6, (await RunAsync("#!import old.dib\nfromDib")).Value);
    }

    [Fact]
    public async Task A_dib_file_with_another_language_is_refused_with_its_name()
    {
        Write("old.dib", "#!csharp\nint a = 1;\n#!fsharp\nlet b = 2\n");

        CellResult result = await RunAsync("#!import old.dib");

        Assert.Contains("'#!fsharp': only C# runs here.", result.Error!.Message, StringComparison.Ordinal);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, _sink, Cancel);
}
