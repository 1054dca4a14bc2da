using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

public sealed class CellInputTests : IDisposable
{
    private readonly CSharpSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Console.ReadLine()", "rain")]
    [InlineData("(char)Console.Read() + \"|\" + Console.ReadLine()", "r|ain")]
    [InlineData("(char)Console.In.Peek() + Console.In.ReadToEnd()", "rrain\nsnow\n")]
    [InlineData("Console.ReadLine() + Console.ReadLine() + (Console.ReadLine() ?? \"end\") + Console.Read()", "rainsnowend-1")]
    [InlineData("await Task.Run(() => Console.ReadLine())", "rain")]
    public async Task A_cell_reads_what_the_front_end_answers(string code, string read)
    {
        CellResult result = await AskAsync(code, new Answers("rain", "snow", null, null));

        Assert.Equal(read, result.Value);
    }

    [Fact]
    public async Task The_question_that_was_printed_comes_before_the_request_for_input()
    {
        var sink = new ListSink();
        string before = "";
        var input = new Watcher(() => before = sink.Printed());

        await _session.ExecuteAsync(new CellRequest("Console.Write(\"Which basin? \"); Console.ReadLine();") { Input = input }, sink, Cancel);

        Assert.Equal("Which basin? ", before);
    }

    [Fact]
    public async Task A_prompt_and_the_wish_for_secrecy_reach_the_front_end()
    {
        var answers = new Answers("a", "b");

        CellResult result = await AskAsync("NotebookInput.ReadLine(\"Name: \") + NotebookInput.ReadPassword(\"Word: \")", answers);

        Assert.Equal("ab", result.Value);
        Assert.Equal([("Name: ", false), ("Word: ", true)], answers.Questions);
    }

    [Fact]
    public async Task A_cell_without_a_front_end_that_answers_fails_at_once()
    {
        CellResult result = await AskAsync("Console.ReadLine()", input: null);

        Assert.Equal(CellOutcome.Failed, result.Outcome);
        Assert.StartsWith("Nobody is there to answer", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Console.ReadKey()")]
    [InlineData("System.Console.ReadKey(true).KeyChar")]
    public async Task A_key_cannot_be_read_and_the_error_says_what_can(string code)
    {
        CellResult result = await AskAsync(code, new Answers("rain"));

        Assert.Contains("a notebook has none. Use Console.ReadLine", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uncounted_cell_runs_leaves_its_variables_and_takes_no_number()
    {
        CellResult first = await _session.ExecuteAsync(new CellRequest("int hidden = 3;\nthrow new Exception(\"late\");") { Counted = false }, new ListSink(), Cancel);
        CellResult second = await _session.ExecuteAsync("hidden", new ListSink(), Cancel);
        CellResult empty = await _session.ExecuteAsync(" \n", new ListSink(), Cancel);

        Assert.Equal(0, first.ExecutionCount);
        Assert.Equal("   at the cell's own code in an uncounted cell, line 2", first.Error!.Traceback[^1]);
        Assert.Equal(1, second.ExecutionCount);
        Assert.Equal(3, second.Value);
        Assert.Equal((CellOutcome.Done, 1), (empty.Outcome, empty.ExecutionCount));
    }

    private Task<CellResult> AskAsync(string code, ICellInput? input) =>
        _session.ExecuteAsync(new CellRequest(code) { Input = input }, new ListSink(), Cancel);

    private sealed class Watcher(Action look) : ICellInput
    {
        public string? ReadLine(string prompt, bool secret, CancellationToken cancel)
        {
            look();
            return null;
        }
    }
}
