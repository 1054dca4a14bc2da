using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

public sealed class InterruptTests : IDisposable
{
    private readonly CSharpSession _session = new(new SessionOptions { References = [typeof(Library).Assembly] });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("an endless loop", "while (true) { }")]
    [InlineData("a loop in a function of an earlier cell", "Spin();")]
    [InlineData("a sleep", "Thread.Sleep(60_000);")]
    [InlineData("a blocking wait for a task", "Task.Delay(60_000).Wait();")]
    [InlineData("an await", "await Task.Delay(60_000);")]
    [InlineData("an await of a value", "await new TaskCompletionSource<int>().Task")]
    [InlineData("an await of a value task", "await new ValueTask<int>(new TaskCompletionSource<int>().Task)")]
    [InlineData("a configured await", "await Task.Delay(60_000).ConfigureAwait(false);")]
    [InlineData("an await of something deaf", "await new Deaf();")]
    [InlineData("a lock held by another thread", "lock (held) { }")]
    [InlineData("a parallel loop", "Parallel.For(0, 64, k => { double s = 0; for (long i = 0; i < long.MaxValue; i++) s += i; });")]
    [InlineData("a parallel query", "ParallelEnumerable.Range(0, 64).Select(k => { while (true) { } return k; }).Sum()")]
    [InlineData("an input request", "Console.ReadLine();")]
    [InlineData("a library that looks at the token", "HydroNotebook.Kernel.Tests.Sessions.Library.UntilCancelled(NotebookCancellation.Token);")]
    [InlineData("a catch-all in a loop", "while (true) { try { Thread.Sleep(100); } catch (Exception) { } }")]
    [InlineData("a catch-all round a loop", "while (true) { try { while (true) { } } catch { } }")]
    [InlineData("recursion without a loop", "void Down(int n) { if (n > 0) { Down(n - 1); Down(n - 1); } } Down(500);")]
    [InlineData("recursion of an expression", "static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); Fib(400)")]
    [InlineData("recursion of a lambda", "Func<int, int> fib = null; fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2); fib(400)")]
    [InlineData("recursion of a property", "class Node { public Node Next; public int Depth => Next is null ? 0 : Next.Depth; } var n = new Node(); n.Next = n; try { _ = n.Depth; } catch (InsufficientExecutionStackException) { } while (true) ;")]
    [InlineData("a query with expression lambdas", "Enumerable.Range(0, int.MaxValue).Select(k => k % 7).Where(k => k > 9).Concat(Enumerable.Range(0, int.MaxValue).Where(k => k < 0)).Count()")]
    [InlineData("a loop by goto", "again: goto again;")]
    [InlineData("a loop by goto case", "switch (1) { case 1: goto case 1; }")]
    [InlineData("a sleep after a yield", "await Task.Yield(); Thread.Sleep(60_000);")]
    [InlineData("a loop in a task", "await Task.Run(() => { while (true) { } });")]
    [InlineData("a blocking wait for an async function", "async Task Long() { await Task.Yield(); await Task.Delay(60_000); } Long().Wait();")]
    [InlineData("an async sequence", "async IAsyncEnumerable<int> Slow() { await Task.Delay(60_000); yield return 1; } await foreach (int k in Slow()) { }")]
    [InlineData("a stream of items", "async IAsyncEnumerable<int> Many() { while (true) { await Task.Yield(); yield return 1; } } await foreach (int k in Many()) { }")]
    [InlineData("a lazy sequence that is shown", "IEnumerable<int> Forever() { while (true) { } yield break; } Forever()")]
    [InlineData("a printing loop", "while (true) { Console.WriteLine(\"rain\"); }")]
    public async Task An_interrupt_stops(string what, string code)
    {
        Assert.NotEmpty(what);
        await RunAsync(
            "var keep = new List<int> { 1, 2, 3 }; void Spin() { for (;;) ; } var held = new object(); var let = new ManualResetEventSlim(); var taken = new ManualResetEventSlim(); new Thread(() => { lock (held) { taken.Set(); let.Wait(); } }) { IsBackground = true }.Start(); taken.Wait();"
            + "class Deaf : System.Runtime.CompilerServices.INotifyCompletion { public Deaf GetAwaiter() => this; public bool IsCompleted => false; public void OnCompleted(Action next) { } public void GetResult() { } }");

        CellResult result = await InterruptedAsync(code);

        Assert.Equal(CellOutcome.Cancelled, result.Outcome);
        Assert.Equal("Interrupted", result.Error!.Name);
        Assert.False(_session.IsAbandoned);
        var sink = new ListSink();
        CellResult after = await _session.ExecuteAsync("Thread.Sleep(5); await Task.Delay(5); for (int k = 0; k < 10; k++) { } Console.Write(\"next\"); let.Set(); keep.Count", sink, Cancel);
        Assert.Equal(3, after.Value);
        Assert.Equal("next", sink.Printed());
    }

    [Fact]
    public async Task Cleaning_up_in_finally_runs_to_its_end_and_what_was_assigned_stays()
    {
        var sink = new ListSink();

        await InterruptedAsync(
            "int step = 0; try { while (true) { step = 7; } } finally { for (int k = 0; k < 300; k++) { Thread.SpinWait(50_000); } await Task.Delay(20); Console.Write(\"cleaned\"); }", sink);

        Assert.Equal("cleaned", sink.Printed());
        Assert.Equal(7, (await RunAsync("step")).Value);
    }

    [Fact]
    public async Task The_error_tells_where_the_cell_was()
    {
        await RunAsync("void Wait()\n{\n    while (true)\n    {\n    }\n}");

        CellResult result = await InterruptedAsync("\n\nWait();");

        Assert.Equal(3, result.Error!.Traceback.Count);
        Assert.Equal("cell [2]: The cell was interrupted.", result.Error.Traceback[0]);
        Assert.Matches(@"^   at Wait\(\) in cell \[1\], line [345]$", result.Error.Traceback[1]);
        Assert.Equal("   at the cell's own code in cell [2], line 3", result.Error.Traceback[2]);
        Assert.Equal(3, result.Error.Line);
    }

    [Theory]
    [InlineData("Parallel.For(0, 16, k => { while (true) { Interlocked.Increment(ref steps); } });")]
    [InlineData("await Task.Run(() => { while (true) { Interlocked.Increment(ref steps); } });")]
    [InlineData("Task.Run(async () => { while (true) { Interlocked.Increment(ref steps); await Task.Delay(1); } }).Wait();")]
    public async Task Nothing_that_the_cell_started_works_on_afterwards(string code)
    {
        await RunAsync("long steps = 0;");

        await InterruptedAsync(code);

        await RunAsync("await Task.Delay(100);");
        var before = (long)(await RunAsync("steps")).Value!;
        await RunAsync("await Task.Delay(100);");
        Assert.InRange(before, 1, long.MaxValue);
        Assert.Equal(before, (await RunAsync("steps")).Value);
    }

    [Fact]
    public async Task An_interrupt_that_comes_too_late_or_when_nothing_runs_hits_nothing()
    {
        for (int k = 0; k < 20; k++)
        {
            using var cancel = new CancellationTokenSource();
            CellResult result = await _session.ExecuteAsync("1", new ListSink(), cancel.Token);
            await cancel.CancelAsync();

            Assert.Equal(CellOutcome.Done, result.Outcome);
            Assert.Equal(CellOutcome.Done, (await RunAsync("Thread.Sleep(1); await Task.Delay(1); for (int i = 0; i < 10; i++) { }")).Outcome);
        }
    }

    [Fact]
    public async Task A_cell_that_is_interrupted_before_it_starts_does_not_run()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        CellResult result = await _session.ExecuteAsync("int never = 1;", new ListSink(), cancel.Token);

        Assert.Equal(CellOutcome.Cancelled, result.Outcome);
        Assert.Equal(CellOutcome.NotCompiled, (await RunAsync("never")).Outcome);
    }

    [Fact]
    public async Task An_interrupt_while_the_cell_compiles_ends_it_before_it_runs()
    {
        string code = "Console.Write(\"ran\");\n" + string.Concat(Enumerable.Range(0, 3000).Select(k => $"int F{k}(int n) => new[] {{ n, {k} }}.Select(i => i + {k}).Where(i => i > 2).Sum();\n"));
        using var cancel = new CancellationTokenSource();
        var sink = new ListSink();

        Task<CellResult> running = _session.ExecuteAsync(code, sink, cancel.Token);
        await Task.Delay(200, Cancel);
        await cancel.CancelAsync();

        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
        Assert.Equal("", sink.Printed());
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task An_interrupt_while_the_session_warms_up_ends_the_cell_and_the_next_one_runs()
    {
        Task warm = _session.WarmUpAsync();
        using var cancel = new CancellationTokenSource();
        Task<CellResult> running = _session.ExecuteAsync("while (true) { }", new ListSink(), cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
        await warm;
    }

    [Fact]
    public async Task A_second_interrupt_changes_nothing()
    {
        using var first = new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(first.Token);
        Task<CellResult> running = _session.ExecuteAsync("while (true) { }", new ListSink(), both.Token);
        await Task.Delay(20, Cancel);

        await first.CancelAsync();
        await both.CancelAsync();

        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_hundred_interrupts_at_any_time_leave_whole_lines_and_a_working_session()
    {
        var times = new Random(7);
        for (int k = 0; k < 100; k++)
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(times.Next(12)));
            var sink = new ListSink();

            CellResult result = await _session.ExecuteAsync("while (true) { Console.WriteLine(\"rain\"); display(1); }", sink, cancel.Token);

            Assert.Equal(CellOutcome.Cancelled, result.Outcome);
            Assert.Equal("", sink.Printed().Replace("rain\n", "", StringComparison.Ordinal));
            Assert.Single(sink.Outputs.OfType<CellOutput.Failed>());
        }

        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task Another_session_of_the_process_is_not_hit()
    {
        using var other = new CSharpSession();
        Task<CellResult> theirs = other.ExecuteAsync("var until = DateTime.UtcNow.AddSeconds(1); long n = 0; while (DateTime.UtcNow < until) { n++; } Thread.Sleep(5); \"through\"", new ListSink(), Cancel);

        await InterruptedAsync("while (true) { }");

        Assert.Equal("through", (await theirs).Value);
    }

    [Fact]
    public async Task A_cell_in_compiled_code_that_looks_at_nothing_is_given_up_and_can_be_stopped_by_force()
    {
        using var session = new CSharpSession(new SessionOptions { References = [typeof(Library).Assembly], CancelGrace = TimeSpan.FromMilliseconds(50) });
        Assert.False(session.StopByForce());
        await session.ExecuteAsync("int kept = 3;", new ListSink(), Cancel);
        using var cancel = new CancellationTokenSource();
        var sink = new ListSink();
        Task<CellResult> running = session.ExecuteAsync("display(1); HydroNotebook.Kernel.Tests.Sessions.Library.Deaf()", sink, cancel.Token);
        await UntilAsync(() => sink.Outputs.Count > 0);

        await cancel.CancelAsync();

        Assert.Contains("does not stop", (await running).Error!.Message, StringComparison.Ordinal);
        Assert.True(session.IsAbandoned);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.ExecuteAsync("1", sink, Cancel));
        Assert.True(session.StopByForce());
        await UntilAsync(() => !session.IsAbandoned);
        Assert.Equal(3, (await session.ExecuteAsync("kept", new ListSink(), Cancel)).Value);
    }

    [Fact]
    public async Task Force_is_told_as_such()
    {
        var sink = new ListSink();
        using var cancel = new CancellationTokenSource();
        Task<CellResult> running = _session.ExecuteAsync("display(1); HydroNotebook.Kernel.Tests.Sessions.Library.Deaf()", sink, cancel.Token);
        await UntilAsync(() => sink.Outputs.Count > 0);

        Assert.True(_session.StopByForce());

        CellResult result = await running.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal(CellOutcome.Cancelled, result.Outcome);
        Assert.Contains("by force", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int Down(int n) => Down(n + 1) + 1; Down(0)")]
    [InlineData("int Odd(int n) { return Even(n + 1) + 1; } int Even(int n) { return Odd(n + 1) + 1; } Odd(0)")]
    [InlineData("class Node { public Node() { Next = new Node(); } public Node Next; } new Node()")]
    public async Task Recursion_without_end_is_an_error_and_not_the_end_of_the_process(string code)
    {
        CellResult result = await RunAsync(code);

        Assert.Equal("InsufficientExecutionStackException", result.Error!.Name);
        Assert.InRange(result.Error.Traceback.Count, 20, 60);
        Assert.Contains(result.Error.Traceback, line => line.EndsWith(" in cell [1], line 1", StringComparison.Ordinal));
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (int k = 0; k < 6000 && !holds(); k++)
        {
            await Task.Delay(10, Cancel);
        }

        Assert.True(holds(), "It did not come true within 60 s.");
    }

    private async Task<CellResult> InterruptedAsync(string code, ListSink? sink = null)
    {
        using var cancel = new CancellationTokenSource();
        sink ??= new ListSink();
        Task<CellResult> running = _session.ExecuteAsync(
            new CellRequest($"display(\"started\"); {code}") { Input = new Answers() }, sink, cancel.Token);
        for (int k = 0; k < 6000 && !running.IsCompleted && !sink.Outputs.Any(output => output is CellOutput.Displayed); k++)
        {
            await Task.Delay(10, Cancel);
        }

        await Task.Delay(50, Cancel);
        Assert.False(running.IsCompleted, running.IsCompleted ? (await running).Error?.Message : "");
        long start = Environment.TickCount64;
#pragma warning disable MA0042, CA1849 // Cancels at once: asynchronously it would wait for a thread of the pool, which the cell may have filled.
        cancel.Cancel();
#pragma warning restore MA0042, CA1849
        CellResult result = await running.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Environment.TickCount64 - start} ms, {result.Error?.Message}");
        return result;
    }

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, new ListSink(), Cancel);
}
