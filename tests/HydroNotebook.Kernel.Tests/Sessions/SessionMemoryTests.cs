using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

/// <summary>Measures the process, so nothing else may run beside it.</summary>
[Collection(nameof(Alone))]
public sealed class SessionMemoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_cells_grow_memory_by_less_than_150_MiB()
    {
        using var session = new CSharpSession();
        for (int k = 0; k < 10; k++)
        {
            await RunAsync(session, k);
        }

        long before = Environment.WorkingSet;
        for (int k = 10; k < 510; k++)
        {
            Assert.Equal((double)k * (k + 1), (await RunAsync(session, k)).Value);
        }

        // Measured: 44 to 53 MiB; with all references given to each cell it would be more than 1000.
        Assert.InRange((Environment.WorkingSet - before) / 1048576.0, -1000, 150);
    }

    [Fact]
    public async Task Sessions_that_unload_leave_no_code_behind()
    {
        int before = Unloadable();
        for (int k = 0; k < 5; k++)
        {
            await RunAndDisposeAsync();
        }

        for (int k = 0; k < 200 && Unloadable() > before; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(20, Cancel);
        }

        Assert.Equal(before, Unloadable());
    }

    [Fact]
    public async Task A_warm_up_leaves_no_variable_no_count_and_no_output()
    {
        using var session = new CSharpSession();
        var sink = new ListSink();
        Task warm = session.WarmUpAsync();

        CellResult result = await session.ExecuteAsync("1 + 1", sink, Cancel);
        CellResult foreign = await session.ExecuteAsync("days", sink, Cancel);

        Assert.True(warm.IsCompletedSuccessfully);
        Assert.Equal((2, 1), (result.Value, result.ExecutionCount));
        Assert.Equal("CS0103", Assert.Single(foreign.Diagnostics).Id);
        Assert.Equal("", sink.Printed());
    }

    private static int Unloadable() =>
        AssemblyLoadContext.All.Count(context => context.IsCollectible && context.Name == "notebook");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task RunAndDisposeAsync()
    {
        using var session = new CSharpSession(new SessionOptions { Unloads = true });
        await session.ExecuteAsync("record Day(int N); async Task<int> Wait(int n) { await Task.Delay(1); return n; } var days = new[] { 1, 2 }.Select(k => new Day(k)).ToList(); days", new ListSink(), Cancel);
        await session.ExecuteAsync("display(days[0]); Console.Write(1); await Wait(3)", new ListSink(), Cancel);
        CellResult result = await session.ExecuteAsync("throw new Exception($\"{days.Count}\");", new ListSink(), Cancel);
        Assert.Equal("2", result.Error!.Message);
        using var cancel = new CancellationTokenSource(50);
        await session.ExecuteAsync("while (true) { }", new ListSink(), cancel.Token);
    }

    private static Task<CellResult> RunAsync(CSharpSession session, int k) => session.ExecuteAsync(
        $"var v{k} = Enumerable.Range(0, {k + 1}).Select(i => i * 2.0).ToArray(); for (int i = 0; i < 3; i++) {{ }} v{k}.Sum()", new ListSink(), Cancel);

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
