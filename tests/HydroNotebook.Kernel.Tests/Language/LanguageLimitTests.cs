using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Language;

public sealed class LanguageLimitTests
{
    [Theory]
    [InlineData("namespace Rain { class Gauge { } }", "Leave the namespace out")]
    [InlineData("namespace Rain;\nclass Gauge { }", "Leave the namespace out")]
    [InlineData("static class Sizes { public static int Twice(this int x) => 2 * x; }", "static int Twice(this int x)")]
    [InlineData("static class Sizes { extension(int x) { public int Twice() => 2 * x; } }", "static int Twice(this int x)")]
    [InlineData("yield return 1;", "write a function")]
    [InlineData("int a = 1;\nusing System.Globalization;", "Using directives stand before the code")]
    [InlineData("Span<int> s = stackalloc int[3];", "a span cannot")]
    [InlineData("using var stream = new MemoryStream();", "using (")]
    [InlineData("file class Gauge { }", "leave 'file' out")]
    [InlineData("System.ComponentModel.TypeConverter converter = null;", "add the line #r \"System.ComponentModel.TypeConverter\"")]
    [InlineData("int a = 1; ref int b = ref a;", "inside { }")]
    public async Task A_limit_of_scripts_is_told_with_its_way_round(string code, string cure)
    {
        using var session = new CSharpSession();

        CellResult result = await session.ExecuteAsync(code, new ListSink(), TestContext.Current.CancellationToken);

        Assert.Equal(CellOutcome.NotCompiled, result.Outcome);
        Assert.True(result.Error!.Traceback.Any(line => line.Contains(cure, StringComparison.Ordinal)), string.Join("\n", result.Error.Traceback));
    }

    [Theory]
    [InlineData("static int Twice(this int x) => 2 * x;\n3.Twice()")]
    [InlineData("IEnumerable<int> Steps() { yield return 6; }\nSteps().Single()")]
    [InlineData("int sum = 0;\n{ Span<int> s = stackalloc int[3]; s.Fill(2); foreach (int k in s) sum += k; }\nsum")]
    [InlineData("int length;\nusing (var stream = new MemoryStream(new byte[6])) { length = (int)stream.Length; }\nlength")]
    [InlineData("#r \"System.ComponentModel.TypeConverter\"\n(int)new System.ComponentModel.Int32Converter().ConvertFromInvariantString(\"6\")")]
    [InlineData("int a = 1;\n{ ref int b = ref a; b = 6; }\na")]
    public async Task The_way_round_works(string code)
    {
        using var session = new CSharpSession();

        CellResult result = await session.ExecuteAsync(code, new ListSink(), TestContext.Current.CancellationToken);

        Assert.Equal(6, result.Value);
    }
}
