using HydroNotebook.Kernel.Language;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Language;

public sealed class CompletenessTests
{
    [Theory]
    [InlineData("", "Complete", "")]
    [InlineData("1 + 1", "Complete", "")]
    [InlineData("var a = 1;", "Complete", "")]
    [InlineData("// comment", "Complete", "")]
    [InlineData("void F() { }", "Complete", "")]
    [InlineData("// :)\n/* ] */ var s = $\"({1}\" + @\"]\" + ')';", "Complete", "")]
    [InlineData("#!time", "Complete", "")]
    [InlineData("#!markdown\n# A (heading", "Complete", "")]
    [InlineData("#r \"nuget: Name, 1.0\"", "Complete", "")]
    [InlineData("if (true) {", "Incomplete", "    ")]
    [InlineData("for (;;) {\n    if (true) {\n", "Incomplete", "        ")]
    [InlineData("Console.WriteLine(", "Incomplete", "    ")]
    [InlineData("foo(new[] { 1,", "Incomplete", "    ")]
    [InlineData("var a =", "Incomplete", "")]
    [InlineData("/* open", "Incomplete", "")]
    [InlineData("var s = @\"open", "Incomplete", "")]
    [InlineData("#!time\nwhile (true) {", "Incomplete", "    ")]
    [InlineData("1 + ) 2", "Invalid", "")]
    [InlineData("}", "Invalid", "")]
    [InlineData("1 + 1)", "Invalid", "")]
    [InlineData("Console.WriteLine(1]", "Invalid", "")]
    [InlineData("if (true) {\n    F(1));\n", "Invalid", "")]
    [InlineData("var s = 1 2;", "Invalid", "")]
    public void A_typed_text_is_complete_or_waits_for_more_or_is_beyond_help(string code, string state, string indent)
    {
        using var session = new CSharpSession();

        Completeness found = session.IsComplete(code);

        Assert.Equal((state, indent), (found.State.ToString(), found.Indent));
    }
}
