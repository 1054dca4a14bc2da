using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

public sealed class CSharpSessionTests : IDisposable
{
    private readonly CSharpSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("\"rain\"", "rain")]
    [InlineData("await Task.FromResult(7)", "7")]
    [InlineData("Enumerable.Range(1, 3).Select(k => k * k)", "[1, 4, 9]")]
    [InlineData("new DateOnly(1999, 10, 1)", "1999-10-01")]
    [InlineData("(string)null", "null")]
    [InlineData("new StringBuilder(\"sb\")", "sb")]
    [InlineData("return 5;", "5")]
    public async Task The_value_of_the_last_expression_is_the_result(string code, string shown)
    {
        var sink = new ListSink();

        CellResult result = await _session.ExecuteAsync(code, sink, Cancel);

        Assert.Equal(CellOutcome.Done, result.Outcome);
        Assert.True(result.HasValue);
        Assert.Equal(shown, sink.Result);
    }

    [Theory]
    [InlineData("int a = 1;")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("// nothing")]
    [InlineData("")]
    [InlineData("using System.Globalization;")]
    [InlineData("1 + 1; int b;")]
    public async Task A_cell_without_a_last_value_shows_no_result(string code)
    {
        var sink = new ListSink();

        CellResult result = await _session.ExecuteAsync(code, sink, Cancel);

        Assert.False(result.HasValue);
        Assert.Empty(sink.Outputs.OfType<CellOutput.Result>());
    }

    [Fact]
    public async Task Variables_functions_types_and_usings_reach_later_cells()
    {
        await RunAsync("using System.Globalization;");
        await RunAsync("int a = 20; record Gauge(string Id); static int Twice(this int x) => 2 * x;");
        await RunAsync("// a cell of comments");
        await RunAsync("a += 1;");
        var sink = new ListSink();

        await _session.ExecuteAsync("CultureInfo.InvariantCulture.Name + new Gauge(\"0102\").Id + a.Twice()", sink, Cancel);

        Assert.Equal("010242", sink.Result);
    }

    [Fact]
    public async Task A_failing_cell_keeps_what_it_had_assigned()
    {
        CellResult failed = await RunAsync("int before = 11;\nint after = 5;\nthrow new InvalidOperationException(\"dry\");\n");
        var sink = new ListSink();

        await _session.ExecuteAsync("before + after", sink, Cancel);

        Assert.Equal(CellOutcome.Failed, failed.Outcome);
        Assert.Equal("InvalidOperationException", failed.Error!.Name);
        Assert.Equal(3, failed.Error.Line);
        Assert.Equal("16", sink.Result);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_changes_nothing_and_shows_line_column_and_culprit()
    {
        await RunAsync("int a = 1;");
        var sink = new ListSink();

        CellResult result = await _session.ExecuteAsync("a = 2;\nint b = \"x\";", sink, Cancel);

        CellDiagnostic error = Assert.Single(result.Diagnostics);
        Assert.Equal(("CS0029", 2, 9, 12), (error.Id, error.Line, error.Column, error.EndColumn));
        Assert.Equal(["cell [2], line 2, column 9: CS0029: Cannot implicitly convert type 'string' to 'int'", "    int b = \"x\";", "            ^^^"], result.Error!.Traceback);
        Assert.Equal(result.Error, Assert.IsType<CellOutput.Failed>(Assert.Single(sink.Outputs)).Fault);
        var after = new ListSink();
        await _session.ExecuteAsync("a", after, Cancel);
        Assert.Equal("1", after.Result);
    }

    [Fact]
    public async Task The_trace_names_cells_and_lines_and_no_frame_of_the_host()
    {
        await RunAsync("int F(int a)\n{\n    if (a > 0) throw new ArgumentException(\"too wet\");\n    return a;\n}");
        await RunAsync("// two\nasync Task<int> G() { await Task.Yield(); return F(3); }");

        CellResult result = await RunAsync("\nvar x = await G();");

        Assert.Equal(2, result.Error!.Line);
        Assert.Equal(
            [
                "System.ArgumentException: too wet",
                "   at F(Int32) in cell [1], line 3",
                "   at G() in cell [2], line 2",
                "   at the cell's own code in cell [3], line 2",
            ],
            result.Error.Traceback);
    }

    [Fact]
    public async Task Prints_come_in_order_and_by_stream()
    {
        var sink = new ListSink();

        await _session.ExecuteAsync(
            "for (int k = 0; k < 2000; k++) Console.WriteLine(k);\nConsole.Error.Write(\"careful\");\nConsole.Write(1.5);\n\"end\"", sink, Cancel);

        Assert.Equal(string.Concat(Enumerable.Range(0, 2000).Select(k => $"{k}\n")) + "1.5", sink.Printed());
        Assert.Equal("careful", sink.Printed(StreamName.Error));
        Assert.IsType<CellOutput.Result>(sink.Outputs[^1]);
        Assert.True(sink.Outputs.Count < 50, $"{sink.Outputs.Count} outputs for 2000 lines.");
    }

    [Fact]
    public async Task Prints_of_a_task_land_in_the_cell_that_started_it()
    {
        var first = new ListSink();
        var second = new ListSink();

        await _session.ExecuteAsync("var go = new TaskCompletionSource(); var late = Task.Run(async () => { await go.Task; Console.Write(\"from cell 1\"); });", first, Cancel);
        await _session.ExecuteAsync("go.SetResult(); await late; Console.Write(\"from cell 2\");", second, Cancel);

        Assert.Equal("from cell 1", first.Printed());
        Assert.Equal("from cell 2", second.Printed());
    }

    [Fact]
    public async Task Two_sessions_in_one_process_do_not_mix_prints_or_variables()
    {
        using var other = new CSharpSession();
        var mine = new ListSink();
        var theirs = new ListSink();

        await Task.WhenAll(
            _session.ExecuteAsync("int x = 1; for (int k = 0; k < 100; k++) { Console.Write('a'); await Task.Yield(); }", mine, Cancel),
            other.ExecuteAsync("int x = 2; for (int k = 0; k < 100; k++) { Console.Write('b'); await Task.Yield(); }", theirs, Cancel));

        Assert.Equal(new string('a', 100), mine.Printed());
        Assert.Equal(new string('b', 100), theirs.Printed());
    }

    [Fact]
    public async Task A_library_that_the_host_has_loaded_is_shared()
    {
        string path = typeof(NotebookDocument).Assembly.Location;

        CellResult result = await RunAsync($"var a = 1;\n#r \"{path}\"\nnew HydroNotebook.Kernel.Documents.NotebookDocument()");

        Assert.IsType<NotebookDocument>(result.Value);
    }

    [Theory]
    [InlineData("#r \"nowhere/Water.dll\"", "there is no such file")]
    [InlineData("int a = 1;\n#!tima\na", "'#!tima' is not a magic command: did you mean #!time?")]
    public async Task A_directive_that_cannot_be_followed_is_refused_with_its_text(string code, string fact)
    {
        CellResult result = await RunAsync(code);

        Assert.Equal(CellOutcome.NotCompiled, result.Outcome);
        Assert.Contains(fact, result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("2", (await RunAsync("1 + 1")).Value!.ToString());
    }

    [Fact]
    public async Task A_directive_inside_a_text_is_left_alone()
    {
        CellResult result = await RunAsync("var text = @\"\n#r \"\"nowhere.dll\"\"\n\";\ntext.Length");

        Assert.Equal(CellOutcome.Done, result.Outcome);
        Assert.Equal("\n#r \"nowhere.dll\"\n".Length, result.Value);
    }

    [Fact]
    public async Task A_library_of_the_session_alone_is_loaded_and_goes_with_it()
    {
        using var folder = new TemporaryFolder();
        await BuildLibraryAsync(folder["Rain.dll"]);
        using var session = new CSharpSession(new SessionOptions { Folder = folder.Path });

        CellResult result = await session.ExecuteAsync("#r \"Rain.dll\"\nRain.Gauge.Depth()", new ListSink(), Cancel);

        Assert.Equal(12.5, result.Value);
    }

    [Fact]
    public async Task The_hosts_imports_and_libraries_need_no_directive()
    {
        using var session = new CSharpSession(new SessionOptions { References = [typeof(Assert).Assembly], Imports = ["Xunit", "System.Math"] });

        CellResult result = await session.ExecuteAsync("Assert.Equal(4.0, Sqrt(16)); 1", new ListSink(), Cancel);

        Assert.Equal(CellOutcome.Done, result.Outcome);
    }

    [Fact]
    public async Task A_cell_that_heeds_its_token_ends_as_cancelled_and_the_session_goes_on()
    {
        using var cancel = new CancellationTokenSource();
        var sink = new ListSink();
        Task<CellResult> running = _session.ExecuteAsync(
            "int kept = 3; Console.WriteLine(\"started\"); await Task.Delay(60_000, NotebookCancellation.Token);", sink, cancel.Token);
        await UntilAsync(() => sink.Printed().Length > 0);

        await cancel.CancelAsync();

        CellResult result = await running;
        Assert.Equal(CellOutcome.Cancelled, result.Outcome);
        Assert.True(result.Duration < TimeSpan.FromSeconds(30));
        Assert.Equal(3, (await RunAsync("kept")).Value);
    }

    [Fact]
    public async Task A_session_that_is_let_go_frees_its_variables()
    {
        WeakReference value = await RunAndLetGoAsync();

        for (int k = 0; k < 500 && value.IsAlive; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(20, Cancel);
        }

        Assert.False(value.IsAlive);
    }

    [Fact]
    public async Task Numbers_are_written_the_same_in_every_culture()
    {
        CellResult result = await RunAsync("$\"{1234.5:N1} {0.5}\"");

        Assert.Equal("1,234.5 0.5", result.Value);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAndLetGoAsync()
    {
        using var session = new CSharpSession();
        CellResult result = await session.ExecuteAsync("var kept = new double[1_000_000]; kept", new ListSink(), Cancel);
        return new WeakReference(result.Value!);
    }

    private static async Task BuildLibraryAsync(string path)
    {
        var compilation = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Rain",
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("namespace Rain; public static class Gauge { public static double Depth() => 12.5; }", cancellationToken: Cancel)],
            [Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));
        await using FileStream file = File.Create(path);
        Assert.True(compilation.Emit(file, cancellationToken: Cancel).Success);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int k = 0; k < 6000 && !holds(); k++)
        {
            await Task.Delay(10, Cancel);
        }

        Assert.True(holds(), "It did not come true within 60 s.");
    }

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, new ListSink(), Cancel);
}
