using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

public sealed class UnhandledExceptionTests : IDisposable
{
    private readonly CSharpSession _session = new(new SessionOptions { SurvivesThreads = true });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("var go = new ManualResetEventSlim(); var t = new Thread(() => { go.Wait(); throw new InvalidOperationException(\"dry\"); }); t.Start();", "go.Set(); t.Join();")]
    [InlineData("var go = new TaskCompletionSource(); async void Later() { await go.Task; throw new InvalidOperationException(\"dry\"); } Later();", "go.SetResult();")]
    [InlineData("var go = new TaskCompletionSource(); async void Later() { await go.Task.ConfigureAwait(false); throw new InvalidOperationException(\"dry\"); } Later();", "go.SetResult();")]
    [InlineData("var go = new ManualResetEventSlim(); ThreadPool.UnsafeQueueUserWorkItem(_ => { go.Wait(); throw new InvalidOperationException(\"dry\"); }, null);", "go.Set();")]
    [InlineData("async void Now() { await Task.Yield(); throw new InvalidOperationException(\"dry\"); } Now(); await Task.Delay(100);", "")]
    public async Task An_exception_that_nobody_catches_is_shown_in_the_cell_that_started_its_work(string code, string later)
    {
        var first = new ListSink();
        var second = new ListSink();

        CellResult result = await _session.ExecuteAsync(code, first, Cancel);
        await _session.ExecuteAsync(later, second, Cancel);

        for (int k = 0; k < 6000 && first.Printed(StreamName.Error).Length == 0; k++)
        {
            await Task.Delay(10, Cancel);
        }

        Assert.Equal(CellOutcome.Done, result.Outcome);
        Assert.Contains("System.InvalidOperationException: dry", first.Printed(StreamName.Error), StringComparison.Ordinal);
        Assert.Contains("in cell [1], line 1", first.Printed(StreamName.Error), StringComparison.Ordinal);
        Assert.Empty(second.Printed(StreamName.Error));
        Assert.Equal(2, (await _session.ExecuteAsync("1 + 1", new ListSink(), Cancel)).Value);
    }

    [Fact]
    public async Task An_interrupt_ends_a_thread_of_the_cell_without_a_word()
    {
        var sink = new ListSink();
        using var cancel = new CancellationTokenSource();
        Task<CellResult> running = _session.ExecuteAsync(
            "var t = new Thread(() => { while (true) { } }); t.Start(); display(1); t.Join();", sink, cancel.Token);
        for (int k = 0; k < 6000 && sink.Outputs.Count == 0; k++)
        {
            await Task.Delay(10, Cancel);
        }

        await cancel.CancelAsync();

        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
        CellResult after = await _session.ExecuteAsync("t.Join(60_000)", new ListSink(), Cancel);
        Assert.Equal(true, after.Value);
        Assert.Equal("", sink.Printed(StreamName.Error));
    }
}
