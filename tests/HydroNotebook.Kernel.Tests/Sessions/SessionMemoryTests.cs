using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

/// <summary>Measures the process, so nothing else may run beside it.</summary>
[Collection(nameof(Alone))]
public sealed class SessionMemoryTests
{
    [Fact]
    public async Task Fifty_cells_leave_memory_flat()
    {
        using var session = new CSharpSession();
        for (int k = 0; k < 10; k++)
        {
            await session.ExecuteAsync($"var v{k} = Enumerable.Range(0, {k + 1}).Select(i => i * 2.0).ToArray(); v{k}.Sum()", new ListSink(), TestContext.Current.CancellationToken);
        }

        long before = Environment.WorkingSet;
        for (int k = 10; k < 60; k++)
        {
            CellResult result = await session.ExecuteAsync($"var v{k} = Enumerable.Range(0, {k + 1}).Select(i => i * 2.0).ToArray(); v{k}.Sum()", new ListSink(), TestContext.Current.CancellationToken);
            Assert.Equal((double)k * (k + 1), result.Value);
        }

        // 500 cells cost 50 to 60 MiB when references are given once; with all references each time 50 cells cost some 130 MiB.
        Assert.InRange((Environment.WorkingSet - before) / 1048576.0, -1000, 80);
    }

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
