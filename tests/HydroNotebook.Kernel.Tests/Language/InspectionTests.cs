using HydroNotebook.Kernel.Language;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Language;

public sealed class InspectionTests : IDisposable
{
    private readonly CSharpSession _session = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Conso|le.WriteLine()", "class Console\n    in System")]
    [InlineData("\"a\".Subst|ring(1)", "string string.Substring(int startIndex)")]
    [InlineData("\"a\".Substring(|", "string string.Substring(int startIndex)")]
    [InlineData("var depth = 1.5; dep|th", "double depth")]
    [InlineData("va|r depth = 1.5;", "double")]
    [InlineData("int Twice(int x) => x|;", "int x (variable)")]
    [InlineData("int Twice(int x) => x; Twi|ce(2)", "int Twice(int x)")]
    [InlineData("new[] { 1 }.Sel|ect(k => k)", "Select")]
    [InlineData("new StringBuil|der(\"a\")", "StringBuilder.StringBuilder(string")]
    [InlineData("System.Te|xt.Encoding.UTF8", "namespace System.Text")]
    [InlineData("#!ti|me", "#!time")]
    public void The_name_at_the_cursor_is_told_with_its_declaration(string marked, string expected)
    {
        Assert.Contains(expected, Plain(marked, detailed: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("| ")]
    [InlineData("1 +| 1")]
    [InlineData("nobo|dy")]
    [InlineData("// Conso|le")]
    public void Where_there_is_no_name_there_is_nothing_to_tell(string marked)
    {
        Assert.Null(Inspect(marked, detailed: false));
    }

    [Fact]
    public void Documentation_of_the_framework_comes_from_the_reference_pack_and_details_name_parameters()
    {
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref")))
        {
            Assert.Skip("This machine has no reference pack (it comes with the SDK).");
        }

        string brief = Plain("\"a\".Subst|ring(1)", detailed: false);
        string detailed = Plain("\"a\".Subst|ring(1)", detailed: true);

        Assert.Contains("Retrieves a substring", brief, StringComparison.Ordinal);
        Assert.DoesNotContain("startIndex:", brief, StringComparison.Ordinal);
        Assert.Contains("startIndex:", detailed, StringComparison.Ordinal);
        Assert.Contains("Returns: ", detailed, StringComparison.Ordinal);
        Assert.Contains("Throws ArgumentOutOfRangeException", detailed, StringComparison.Ordinal);
        Assert.Contains("string string.Substring(int startIndex, int length)", detailed, StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_of_a_library_comes_from_the_file_beside_it()
    {
        Assert.Contains("Text that is shown as HTML, unescaped.", Plain("HT|ML(\"\")", detailed: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_of_an_earlier_cell_is_told()
    {
        await RunAsync("/// <summary>Twice as <paramref name=\"x\"/> much.</summary>\nint Twice(int x) => 2 * x;");

        Assert.Contains("Twice as x much.", Plain("Twi|ce(1)", detailed: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int n = 3;", "Value: 3")]
    [InlineData("double n = 0.5;", "Value: 0.5")]
    [InlineData("string n = \"ÄÖ 水文 😀\";", "Value: \"ÄÖ 水文 😀\"")]
    [InlineData("string n = null;", "Value: null")]
    [InlineData("var n = new[] { 1.5, 2.5 };", "Value: double[] (2) [1.5, 2.5]")]
    [InlineData("var n = Enumerable.Range(0, 100).ToList();", "Value: List<int> (100) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …]")]
    [InlineData("var n = new DateOnly(1999, 10, 1);", "Value: 1999-10-01")]
    [InlineData("var n = Enumerable.Range(0, 3).Select(k => { throw new Exception(\"asked\"); return 1; });", "Value: ListSelect")]
    [InlineData("class Deaf { public override string ToString() { while (true) { } } } var n = new Deaf();", "Value: Deaf")]
    public async Task The_present_value_of_a_variable_is_told_without_running_anything_of_the_user(string code, string expected)
    {
        await RunAsync(code);

        string text = Plain("n|", detailed: false);

        Assert.Contains(expected == "Value: ListSelect" ? "Value: " : expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("asked", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_value_is_that_of_now()
    {
        await RunAsync("int n = 3;");
        await RunAsync("n = 4;");

        Assert.Contains("Value: 4", Plain("n|", detailed: false), StringComparison.Ordinal);
    }

    private Inspection? Inspect(string marked, bool detailed)
    {
        int cursor = marked.IndexOf('|', StringComparison.Ordinal);
        return _session.Inspect(marked.Remove(cursor, 1), cursor, detailed);
    }

    private string Plain(string marked, bool detailed)
    {
        Inspection? found = Inspect(marked, detailed);
        Assert.NotNull(found);
        return found.Bundle.PlainText;
    }

    private async Task RunAsync(string code) =>
        Assert.Null((await _session.ExecuteAsync(code, new ListSink(), Cancel)).Error);
}
