using HydroNotebook.Kernel.Language;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Language;

public sealed class CompletionTests : IDisposable
{
    private readonly CSharpSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("\"rain\".To|", "ToUpperInvariant")]
    [InlineData("\"rain\".|", "Length")]
    [InlineData("var s = \"rain\"; s.|\nvar t = 1;", "Length")]
    [InlineData("var s = \"rain\";\ns.|\nint t = 1;", "Length")]
    [InlineData("var s = \"rain\";\ns.|\nforeach (var c in s) { }", "Length")]
    [InlineData("string s = null; s?.|", "Trim")]
    [InlineData("int? n = 3; n?.|", "CompareTo")]
    [InlineData("var a = new[] { 1, 2 }; a.Sel|", "Select")]
    [InlineData("new[] { \"ab\" }.Select(word => word.|)", "Length")]
    [InlineData("new[] { \"ab\" }.Where(word => word.|", "Length")]
    [InlineData("new[] { \"ab\" }.Where(word => wo|", "word")]
    [InlineData("Console.Wr|", "WriteLine")]
    [InlineData("Console.WL|", "WriteLine")]
    [InlineData("System.Text.Str|", "StringBuilder")]
    [InlineData("int.Max|", "MaxValue")]
    [InlineData("using System.Te|", "Text")]
    [InlineData("using static System.Ma|", "Math")]
    [InlineData("using Sy|", "System")]
    [InlineData("var list = new Lis|", "List")]
    [InlineData("StringBuilder b = new |", "StringBuilder")]
    [InlineData("typeof(Strin|", "StringBuilder")]
    [InlineData("fore|", "foreach")]
    [InlineData("void F(int depth) { var area = 1; if (dep|", "depth")]
    [InlineData("void F(int depth) { var area = 1; are| }", "area")]
    [InlineData("if (DateTime.UnixEpoch.DayOfWeek == |)", "DayOfWeek.Monday")]
    [InlineData("DayOfWeek day = |", "DayOfWeek.Monday")]
    [InlineData("\"a\".Equals(\"b\", |", "StringComparison.Ordinal")]
    [InlineData("\"a\".Equals(\"b\", comp|", "comparisonType:")]
    [InlineData("new FileStreamOptions { Mo|", "Mode")]
    [InlineData("new FileStreamOptions { Mode = |", "FileMode.Create")]
    [InlineData("new FileStreamOptions { Mode = FileMode.Open, Acc| }", "Access")]
    [InlineData("record Gauge(string Id, double Area); new Gauge(\"a\", 1) with { Ar| }", "Area")]
    [InlineData("$\"{\"rain\".Le|}\"", "Length")]
    [InlineData("var t = (depth: 1, area: 2); t.de|", "depth")]
    [InlineData("(await Task.FromResult(\"a\")).Le|", "Length")]
    [InlineData("await Task.Ru|", "Run")]
    [InlineData("new[] { \"ab\" }.Where(word => |", "word")]
    [InlineData("new[] { \"ab\" }.Where(word => word.Length > |)", "word")]
    [InlineData("if (\"rain\" is { Len|", "Length")]
    [InlineData("DateTime? t = null; if (t is { |", "Year")]
    [InlineData("(int A, int B) F() => (1, 2);\nF()\n    // chained\n    .|", "Item1")]
    [InlineData("var wörter = 1; wör|", "wörter")]
    [InlineData("\"😀\".Le|", "Length")]
    public void What_may_stand_at_the_cursor_is_proposed(string marked, string expected)
    {
        Assert.Contains(expected, Texts(marked));
    }

    [Theory]
    [InlineData("\"rain\".|", "IsNullOrEmpty")]
    [InlineData("string.|", "Length")]
    [InlineData("string.|", "Trim")]
    [InlineData("Console.|", "string")]
    [InlineData("new List<|", "if")]
    [InlineData("using System.|", "Console")]
    [InlineData("new FileStreamOptions { Mode = FileMode.Open, | }", "Mode")]
    [InlineData("GC.|", "MemberwiseClone")]
    public void What_cannot_stand_there_is_not(string marked, string unwanted)
    {
        Assert.DoesNotContain(unwanted, Texts(marked));
    }

    [Theory]
    [InlineData("// Cons|")]
    [InlineData("/* Cons|")]
    [InlineData("var x|")]
    [InlineData("int depth|")]
    [InlineData("'|")]
    [InlineData("12|")]
    [InlineData("foreach (var gau|")]
    [InlineData("string F(string wor|")]
    [InlineData("$\"ab|\"")]
    public void Nothing_is_proposed_in_comments_and_numbers_and_for_new_names(string marked)
    {
        Assert.Empty(Texts(marked));
    }

    [Fact]
    public async Task Variables_functions_types_and_imports_of_earlier_cells_are_known_with_their_types()
    {
        await RunAsync("using System.Globalization;");
        await RunAsync("var gauges = new Dictionary<string, double>(); static int Twice(this int x) => 2 * x; record Basin(string Id) { public double Area { get; init; } }");

        Assert.Equal("gauges", Texts("gau|")[0]);
        Assert.Contains("TryGetValue", Texts("gauges.|"));
        Assert.Contains("Area", Texts("new Basin(\"01\").|"));
        Assert.Contains("Area", Texts("gauges.Select(pair => new Basin(pair.Key)).Where(basin => basin.|)"));
        Assert.Contains("Twice", Texts("1.Tw|"));
        Assert.Contains("CultureInfo", Texts("Cultu|"));
    }

    [Fact]
    public async Task Variables_come_before_types_and_own_members_before_those_of_object()
    {
        await RunAsync("var stringently = 1;");

        Assert.Equal("stringently", Texts("string|")[0]);
        IReadOnlyList<string> members = Texts("\"a\".|");
        Assert.True(members.ToList().IndexOf("Length") < members.ToList().IndexOf("GetType"));
    }

    [Fact]
    public void A_proposal_tells_its_kind_and_its_signature_and_what_it_replaces()
    {
        Completions found = Complete("var n = \"a\".Leng|");
        CompletionItem length = Assert.Single(found.Items);

        Assert.Equal(("Length", "property", "int"), (length.Text, length.Kind, length.Signature.Split(' ')[0]));
        Assert.Equal(("var n = \"a\".".Length, "var n = \"a\".Leng".Length), (found.Start, found.End));
        Assert.Equal("method", Complete("Console.WriteL|").Items[0].Kind);
        Assert.Equal("class", Complete("StringBuild|").Items[0].Kind);
        Assert.Equal("enumMember", Complete("DayOfWeek.Mon|").Items[0].Kind);
        Assert.Equal("keyword", Complete("whil|").Items[0].Kind);
    }

    [Fact]
    public async Task A_running_cell_does_not_hold_completion_up()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await RunAsync("var depth = 1;");
        Task<CellResult> running = _session.ExecuteAsync("await Task.Delay(-1, NotebookCancellation.Token);", new ListSink(), cancel.Token);

        Assert.Contains("depth", Texts("dep|"));
        Assert.NotNull(_session.Inspect("depth", 2, detailed: false));
        Assert.False(running.IsCompleted);

        await cancel.CancelAsync();
        Assert.Equal(CellOutcome.Cancelled, (await running).Outcome);
    }

    [Theory]
    [InlineData("#!ti|", "#!time")]
    [InlineData("#!|", "#!whos")]
    [InlineData("var a = 1;\n  #!who|", "#!whos")]
    [InlineData("#|", "#r")]
    [InlineData("#r \"nu|", "nuget:")]
    [InlineData("#r \"|", "Rain.dll")]
    [InlineData("#r \"lib/|", "Snow.csproj")]
    [InlineData("#load \"he|", "helpers.csx")]
    [InlineData("#!import he|", "helpers.csx")]
    [InlineData("File.ReadAllText(\"da|", "data.csv")]
    [InlineData("File.ReadAllText(\"lib/Sn|\")", "Snow.csproj")]
    public void Magic_commands_and_paths_are_proposed(string marked, string expected)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["lib"]);
        foreach (string name in new[] { "Rain.dll", "lib/Snow.csproj", "helpers.csx", "data.csv" })
        {
            File.WriteAllText(folder[name], "");
        }

        using var session = new CSharpSession(new SessionOptions { Folder = folder.Path });
        int cursor = marked.IndexOf('|', StringComparison.Ordinal);

        Completions found = session.Complete(marked.Remove(cursor, 1), cursor);

        Assert.Contains(expected, found.Items.Select(item => item.Text));
        Assert.DoesNotContain(found.Items, item => item.Text == "data.csv" && marked.Contains("#r", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_of_Markdown_has_no_proposals_and_the_code_below_it_has()
    {
        Assert.Empty(Texts("#!markdown\nThe Cons| of water"));
        Assert.Contains("WriteLine", Texts("#!markdown\nThe string of (water\n#!csharp\nConsole.Wri|"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("}")]
    [InlineData("((((")]
    [InlineData("x.")]
    [InlineData(".")]
    [InlineData("a?.b?.")]
    [InlineData("new")]
    [InlineData("using")]
    [InlineData("var x = \"unfinished")]
    [InlineData("#r")]
    [InlineData("#!")]
    [InlineData("case: => , = { ; ] )")]
    [InlineData("\"\"\"\nraw")]
    [InlineData("$\"{")]
    [InlineData("Foo<Bar<")]
    [InlineData("/// <summary>")]
    public void No_text_and_no_position_makes_it_fail(string code)
    {
        for (int position = -1; position <= code.Length + 1; position++)
        {
            Completions found = _session.Complete(code, position);
            Assert.InRange(found.Start, 0, found.End);
            _session.Inspect(code, position, detailed: true);
        }
    }

    private Completions Complete(string marked)
    {
        int cursor = marked.IndexOf('|', StringComparison.Ordinal);
        return _session.Complete(marked.Remove(cursor, 1), cursor);
    }

    private IReadOnlyList<string> Texts(string marked) => [.. Complete(marked).Items.Select(item => item.Text)];

    private async Task RunAsync(string code) =>
        Assert.Null((await _session.ExecuteAsync(code, new ListSink(), Cancel)).Error);
}
