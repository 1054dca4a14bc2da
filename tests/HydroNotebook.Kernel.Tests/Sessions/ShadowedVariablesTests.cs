using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

public sealed class ShadowedVariablesTests : IDisposable
{
    private readonly CSharpSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("var x = new double[1000];", "var x = 1;")]
    [InlineData("var x = new double[1000]; Console.Write(x.Length); for (int k = 0; k < 3; k++) x[k] = 1; var sum = x.Select(v => v + 1).Sum();", "var x = \"other\";")]
    [InlineData("var x = (new double[1000], 1);", "var x = (new double[5], 2);")]
    [InlineData("int Other() => 3; var x = new double[1000];", "var x = Other(); int F() => x;")]
    public async Task The_object_of_a_variable_that_is_declared_again_goes(string first, string second)
    {
        WeakReference old = await DeclareAsync(first);

        await RunAsync(second);
        await RunAsync("1");

        Assert.True(await GoesAsync(old));
    }

    [Theory]
    [InlineData("var x = new double[1000]; int Length() => x.Length;", "Length()")]
    [InlineData("var x = new double[1000]; Func<int> Length = () => x.Length;", "Length()")]
    [InlineData("var x = new double[1000]; IEnumerable<double> All() { foreach (var v in x) yield return v; }", "All().Count()")]
    [InlineData("var x = new double[1000]; var later = x.Where(v => v == x[0]);", "later.Count()")]
    [InlineData("var x = new double[1000]; async Task<int> Length() { await Task.Yield(); return x.Length; }", "await Length()")]
    public async Task A_function_keeps_the_variable_that_it_uses(string first, string use)
    {
        await RunAsync(first);
        await RunAsync("int LaterCell() => x.Length;");

        await RunAsync("var x = 1;");

        Assert.Equal(1000, (await RunAsync(use)).Value);
        Assert.Equal(1000, (await RunAsync("LaterCell()")).Value);
    }

    [Fact]
    public async Task A_failing_cell_takes_nothing_away()
    {
        WeakReference old = await DeclareAsync("var x = new double[1000];");

        await RunAsync("throw new Exception(); var x = 1;");

        Assert.True(old.IsAlive);
    }

    private static async Task<bool> GoesAsync(WeakReference old)
    {
        for (int k = 0; k < 200 && old.IsAlive; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(20, Cancel);
        }

        return !old.IsAlive;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private async Task<WeakReference> DeclareAsync(string code)
    {
        await RunAsync(code);
        CellResult result = await RunAsync("new WeakReference(((object)x as System.Runtime.CompilerServices.ITuple)?[0] ?? x)");
        return (WeakReference)result.Value!;
    }

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, new ListSink(), Cancel);
}
