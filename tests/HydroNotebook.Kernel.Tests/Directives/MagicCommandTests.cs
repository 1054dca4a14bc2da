using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Directives;

public sealed class MagicCommandTests : IDisposable
{
    private readonly CSharpSession _session = new();
    private readonly ListSink _sink = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("#!markdown\n# Rain\n\nmuch (of it", "text/markdown", "# Rain\n\nmuch (of it")]
    [InlineData("#!html\n<b>wet</b>\n", "text/html", "<b>wet</b>")]
    [InlineData("#!javascript\nalert(1);", "application/javascript", "alert(1);")]
    [InlineData("#!js\nalert(\"}\");", "application/javascript", "alert(\"}\");")]
    public async Task A_block_of_another_kind_is_shown_as_what_it_is(string code, string type, string content)
    {
        CellResult result = await RunAsync(code);

        Assert.Equal(CellOutcome.Done, result.Outcome);
        Assert.Equal(content, Shown().Forms[type]);
    }

    [Fact]
    public async Task Blocks_and_code_run_in_their_order_and_lines_stay_those_of_the_cell()
    {
        CellResult result = await RunAsync("int a = 1;\n#!markdown\nHeading {\n#!csharp\nConsole.Write(a);\n#!html\n<i>\n#!csharp\nthrow new Exception(\"here\");");

        Assert.Equal(9, result.Error!.Line);
        Assert.Equal(["text/markdown", "Out", "text/html"], _sink.Outputs.Take(3).Select(output => output switch
        {
            CellOutput.Displayed shown => shown.Bundle.Forms.Keys.First(key => key != "text/plain"),
            CellOutput.Printed printed => printed.Name.ToString(),
            _ => output.GetType().Name,
        }));
    }

    [Fact]
    public async Task The_time_that_the_cell_took_is_shown_after_its_output()
    {
        CellResult result = await RunAsync("#!time\nint a = 1;\na");

        Assert.Equal(1, result.Value);
        Assert.Matches("^Wall time: [0-9.]+ ms$", ((CellOutput.Displayed)_sink.Outputs[^1]).Bundle.PlainText);
    }

    [Fact]
    public async Task A_code_line_below_a_command_keeps_its_number_in_compiler_errors()
    {
        CellResult result = await RunAsync("#!time\n\nint a = \"x\";");

        CellDiagnostic error = Assert.Single(result.Diagnostics);
        Assert.Equal((3, 9), (error.Line, error.Column));
    }

    [Fact]
    public async Task Variables_are_listed_by_name_and_with_type_and_value()
    {
        await RunAsync("int depth = 3; var names = new List<string> { \"a\" };");
        await RunAsync("double depth = 1.5;");

        await RunAsync("#!who");
        await RunAsync("#!whos");

        MimeBundle[] shown = [.. _sink.Outputs.OfType<CellOutput.Displayed>().Select(output => output.Bundle)];
        Assert.Equal("depth  names", shown[0].PlainText);
        Assert.Contains("depth", shown[1].PlainText, StringComparison.Ordinal);
        Assert.Contains("1.5", shown[1].PlainText, StringComparison.Ordinal);
        Assert.Contains("List<string> (1) [a]", shown[1].PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_variables_between_two_statements_shows_those_before_it()
    {
        await RunAsync("int a = 1;\n#!who\nint b = 2;\n#!who");

        Assert.Equal(["a", "a  b"], _sink.Outputs.OfType<CellOutput.Displayed>().Select(output => output.Bundle.PlainText));
    }

    [Theory]
    [InlineData("#!set --name x --value 42", "x", 42)]
    [InlineData("#!set --name x --value 0.5", "x", 0.5)]
    [InlineData("#!set --name x --value 3000000000", "x", 3000000000L)]
    [InlineData("#!set --name x --value true", "x", true)]
    [InlineData("#!set --name x --value \"some rain\"", "x", "some rain")]
    [InlineData("#!set --name x --value {\"a\":[1,2]}", "(int)x[\"a\"][1]", 2)]
    [InlineData("#!set --name x --value 42 --mime-type text/plain", "x", "42")]
    [InlineData("int y = 7;\n#!set --name x --value @csharp:y", "x", 7)]
    [InlineData("int y = 7;\n#!share y --as x", "x", 7)]
    [InlineData("int x = 7;\n#!share x --from csharp", "x", 7)]
    [InlineData("#!value --name x\nline \"one\"\nline two\n", "x", "line \"one\"\nline two")]
    public async Task A_variable_is_set_by_a_command(string code, string expression, object value)
    {
        Assert.Null((await RunAsync(code)).Error);

        Assert.Equal(value, (await RunAsync(expression)).Value);
    }

    [Fact]
    public async Task A_text_is_asked_of_the_user_where_one_answers_and_refused_where_not()
    {
        var request = new CellRequest("#!set --name basin --value @input:\"Which basin?\"\nbasin") { Input = new Answering("01022500") };

        CellResult answered = await _session.ExecuteAsync(request, _sink, Cancel);
        CellResult refused = await RunAsync("#!set --name basin --value @input:Which");

        Assert.Equal("01022500", answered.Value);
        Assert.Contains("takes no input", refused.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!tiem", 1, "'#!tiem' is not a magic command: did you mean #!time? #!lsmagic lists all.")]
    [InlineData("int a = 1;\n#!whoos", 2, "did you mean #!whos?")]
    [InlineData("#!fsharp\nlet a = 1", 1, "'#!fsharp': only C# runs here.")]
    [InlineData("void F()\n{\n#!who\n}", 3, "'#!who' stands inside a statement or a type")]
    [InlineData("#!set --nam x --value 1", 1, "'--nam' is not an option: did you mean --name?")]
    [InlineData("#!set --name 1x --value 1", 1, "'1x' cannot name a variable.")]
    [InlineData("#!set --name x", 1, "no value is given")]
    [InlineData("#!share x --from fsharp", 1, "there is no kernel 'fsharp' here.")]
    [InlineData("#!share nobody", 1, "no cell has declared 'nobody'.")]
    [InlineData("#!import nowhere.csx", 1, "there is no such file")]
    [InlineData("#!import rain.txt", 1, "files that end in '.txt' cannot be run")]
    [InlineData("#i \"nuget: somewhere\"", 1, "sources of packages are set in a nuget.config")]
    [InlineData("#r", 1, "nothing is named")]
    public async Task A_command_that_cannot_be_followed_names_its_line_and_the_cure(string code, int line, string fact)
    {
        CellResult result = await RunAsync(code);

        Assert.Equal(CellOutcome.NotCompiled, result.Outcome);
        Assert.Equal(line, result.Error!.Line);
        Assert.Contains(fact, result.Error.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}", result.Error.Traceback[0], StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task An_unknown_command_at_the_end_keeps_the_whole_cell_from_running()
    {
        await RunAsync("Console.Write(\"ran\");\n#!nonsense");

        Assert.Equal("", _sink.Printed());
    }

    [Fact]
    public async Task The_commands_are_listed_and_the_kernel_tells_about_itself()
    {
        await RunAsync("#!lsmagic");
        await RunAsync("#!about");

        string[] shown = [.. _sink.Outputs.OfType<CellOutput.Displayed>().Select(output => output.Bundle.PlainText)];
        Assert.Contains("#!whos", shown[0], StringComparison.Ordinal);
        Assert.Contains(".NET", shown[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_inside_a_text_is_text()
    {
        CellResult result = await RunAsync("var text = @\"\n#!who\n#!markdown\n\";\ntext");

        Assert.Equal("\n#!who\n#!markdown\n", result.Value);
    }

    [Fact]
    public async Task The_value_of_a_piece_before_the_last_is_shown_and_that_of_the_last_is_the_result()
    {
        CellResult result = await RunAsync("1 + 1\n#!markdown\nhi\n#!csharp\n2 + 2");

        Assert.Equal(4, result.Value);
        Assert.Equal(["2", "hi"], _sink.Outputs.OfType<CellOutput.Displayed>().Select(output => output.Bundle.PlainText));
    }

    private MimeBundle Shown() => _sink.Outputs.OfType<CellOutput.Displayed>().Single().Bundle;

    private Task<CellResult> RunAsync(string code) => _session.ExecuteAsync(code, _sink, Cancel);

    private sealed class Answering(string answer) : ICellInput
    {
        public string? ReadLine(string prompt, bool secret, CancellationToken cancel) => prompt == "Which basin?" && !secret ? answer : null;
    }
}
