using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

/// <summary>What safe points must not change.</summary>
public sealed class SafePointTests : IDisposable
{
    private readonly CSharpSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("using System.Linq.Expressions; Expression<Func<int, bool>> e = x => x > 2; e.ToString()", "x => (x > 2)")]
    [InlineData("using System.Linq.Expressions; Expression<Func<int[], bool>> e = xs => xs.Any(x => x > 2); e.ToString()", "xs => xs.Any(x => (x > 2))")]
    [InlineData("(from x in new[] { 1, 2, 3 }.AsQueryable() where new[] { 2 }.Any(y => y == x) select x).Single()", 2)]
    [InlineData("(from x in Enumerable.Range(0, 9) let y = x * x where y > 10 orderby y descending select new[] { y }.Select(z => z + 1).First()).First()", 65)]
    [InlineData("var seen = new List<int>(); new List<int> { 1, 2 }.ForEach(x => seen.Add(x)); Parallel.For(0, 1, i => seen.Add(i)); seen.Sum()", 3)]
    [InlineData("await Task.Run(() => 5)", 5)]
    [InlineData("int n = 0; await Task.Run(() => n++); n", 1)]
    [InlineData("Func<Task> f = () => Task.Delay(1); Func<int> g = () => throw new Exception(); await f(); 1", 1)]
    [InlineData("Func<Task<int>> f = async () => await Task.FromResult(4); await f()", 4)]
    [InlineData("var twice = (int x) => x * 2; twice(4)", 8)]
    [InlineData("int[] a = { 1, 2 }; ref int First() => ref a[0]; First() = 5; a[0]", 5)]
    [InlineData("delegate ref int Get(); int[] a = { 1, 2 }; Get g = () => ref a[1]; g() = 5; a[1]", 5)]
    [InlineData("record P(int X) { public int Y => X + 1; public int this[int k] => X * k; public static P operator +(P a, P b) => new(a.X + b.X); public void Say() => Console.Write(X); public async Task<int> Z() => await Task.FromResult(X); } var p = new P(2) + new P(3); p.Y + p[2] + await p.Z()", 21)]
    [InlineData("class C { static int[] A; static C() { A = new int[3]; for (int k = 0; k < 3; k++) A[k] = k; } public static int S => A.Sum(); int _v; public int V { get => _v; set => _v = value; } } C.S", 3)]
    [InlineData("IEnumerable<int> Count(int n) { for (int k = 0; k < n; k++) yield return k; } Count(4).Sum()", 6)]
    [InlineData("async IAsyncEnumerable<int> Count(int n) { for (int k = 0; k < n; k++) { await Task.Yield(); yield return k; } } int s = 0; await foreach (int k in Count(4)) s += k; s", 6)]
    [InlineData("int s = 0; foreach (var (a, b) in new[] { (1, 2), (3, 4) }) s += a * b; s", 14)]
    [InlineData("int s = 0; int k = 0; again: s += k; k++; if (k < 5) goto again; s", 10)]
    [InlineData("string T(int k) { switch (k) { case 1: goto case 2; case 2: return \"two\"; default: goto case 1; } } T(9)", "two")]
    [InlineData("var x = await Wait(); async ValueTask<int> Wait() => await new ValueTask<int>(3); await new ValueTask(); x", 3)]
    [InlineData("dynamic later = Task.FromResult(6); int v = await later; v", 6)]
    [InlineData("dynamic later = Task.Delay(1); await later; 6", 6)]
    [InlineData("async Task<int> Slow() { await Task.Delay(1); await Task.Yield(); return 3; } Slow().Result + Slow().GetAwaiter().GetResult()", 6)]
    [InlineData("async Task Set(int v) => await Task.FromResult(v); async void Go(TaskCompletionSource t) => t.SetResult(); var t = new TaskCompletionSource(); Go(t); await t.Task; await Set(1); 2", 2)]
    [InlineData("await using (var s = new System.IO.MemoryStream()) { s.WriteByte(1); } int k = 3; do k--; while (k > 0); for (;;) break; k", 0)]
    [InlineData("unsafe int Sum(int* p, int n) { int s = 0; for (int k = 0; k < n; k++) s += p[k]; return s; } int All() { Span<int> s = stackalloc int[] { 1, 2 }; unsafe { fixed (int* p = s) return Sum(p, 2); } } All()", 3)]
    [InlineData("var c = new System.Threading.Channels.BoundedChannelOptions(1); var ch = System.Threading.Channels.Channel.CreateBounded<int>(c); _ = Task.Run(async () => { for (int k = 0; k < 3; k++) await ch.Writer.WriteAsync(k); ch.Writer.Complete(); }); int s = 0; await foreach (var v in ch.Reader.ReadAllAsync().ConfigureAwait(false)) s += v; s", 3)]
    [InlineData("Predicate<int> p = delegate (int k) { return k > 1; }; p(2)", true)]
    [InlineData("int Fact(int n) => n <= 1 ? 1 : n * Fact(n - 1); Fact(5)", 120)]
    public async Task A_cell_means_what_it_says(string code, object value)
    {
        CellResult result = await _session.ExecuteAsync(code, new ListSink(), Cancel);

        Assert.Equal("", string.Join('\n', result.Error?.Traceback ?? []));
        Assert.Equal(value, result.Value);
    }

    [Theory]
    [InlineData("while (true)\n{\n    int b = \"x\";\n}", 3, 13)]
    [InlineData("int F() =>\n    \"x\";", 2, 5)]
    [InlineData("foreach (var k in new[] { 1 }) await Task.Delay(k).Missing();", 1, 52)]
    [InlineData("var f = new[] { 1 }.Select(k => k.Missing()).ToList();", 1, 35)]
    public async Task Errors_have_the_columns_of_the_cell_as_it_was_written(string code, int line, int column)
    {
        CellResult result = await _session.ExecuteAsync(code, new ListSink(), Cancel);

        Assert.Equal((line, column), (result.Error!.Line, result.Error.Column));
        Assert.DoesNotContain(result.Error.Traceback, one => one.Contains("SafePoint", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Warnings_have_the_columns_of_the_cell_as_it_was_written()
    {
        CellResult result = await _session.ExecuteAsync("while (true) { break; int never = 1; }", new ListSink(), Cancel);

        CellDiagnostic warning = Assert.Single(result.Diagnostics, diagnostic => diagnostic.Id == "CS0162");
        Assert.Equal((1, 23), (warning.Line, warning.Column));
    }

    [Theory]
    [InlineData("int k = 0;\nwhile (true)\n{\n    k++;\n    if (k > 3) throw new Exception();\n}", 5)]
    [InlineData("int F(int k) =>\n    k > 3\n        ? throw new Exception()\n        : F(k + 1);\nF(0)", 2)]
    [InlineData("for (int k = 0; ; k++)\n\n    // a word\n    if (k > 2)\n        throw new Exception();", 5)]
    [InlineData("new[] { 1 }\n    .Select(k =>\n        k / (k - 1))\n    .ToList();", 3)]
    [InlineData("await Task.Yield();\n\nawait\n    Task.FromException(new Exception());", 3)]
    public async Task Lines_do_not_move(string code, int line)
    {
        CellResult result = await _session.ExecuteAsync(code, new ListSink(), Cancel);

        Assert.Equal(CellOutcome.Failed, result.Outcome);
        Assert.Equal(line, result.Error!.Line);
    }
}
