using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Formatting;

public sealed class ProgressDisplayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bar_is_one_output_that_moves_and_ends_as_a_sentence()
    {
        ListSink sink = await Run("""
            var bar = new ProgressDisplay(Clock);
            bar.Show(0, "a < b");
            Clock.Advance(0.1);
            bar.Show(0.5, "half");
            bar.End("Done in 3 s.");
            bar.Show(0.7, "late");
            bar.End("again");
            """);

        var shown = Assert.IsType<CellOutput.Displayed>(sink.Outputs[0]);
        Assert.Equal("[........................] a < b", shown.Bundle.PlainText);
        Assert.Contains("<span>a &lt; b</span>", (string)shown.Bundle.Forms["text/html"], StringComparison.Ordinal);
        CellOutput.Updated[] updates = [.. sink.Outputs.Skip(1).Cast<CellOutput.Updated>()];
        Assert.Equal(["[############............] half", "Done in 3 s."], updates.Select(update => update.Bundle.PlainText));
        Assert.All(updates, update => Assert.Equal(shown.DisplayId, update.DisplayId));
        Assert.Contains("<progress max=\"1\" value=\"0.5\"", (string)updates[0].Bundle.Forms["text/html"], StringComparison.Ordinal);
        Assert.Equal(["text/plain"], updates[1].Bundle.Forms.Keys);
    }

    [Fact]
    public async Task It_changes_ten_times_a_second_at_most()
    {
        ListSink sink = await Run("""
            var bar = new ProgressDisplay(Clock);
            for (int k = 0; k < 1000; k++) { bar.Show(k / 1000.0, "x"); Clock.Advance(0.001); }
            bar.End("end");
            """);

        Assert.Equal(11, sink.Outputs.Count);
    }

    [Fact]
    public async Task A_share_that_is_no_number_shows_as_nothing_done()
    {
        ListSink sink = await Run("new ProgressDisplay().Show(0.0 / 0, \"x\"); new ProgressDisplay().Show(7, \"y\");");

        Assert.Equal(
            ["[........................] x", "[########################] y"],
            sink.Outputs.Cast<CellOutput.Displayed>().Select(shown => shown.Bundle.PlainText));
    }

    [Fact]
    public void Outside_of_a_cell_nothing_is_shown()
    {
        var bar = new ProgressDisplay();

        bar.Show(0.5, "x");
        bar.End("y");
    }

    private static async Task<ListSink> Run(string code)
    {
        using var session = new CSharpSession(new SessionOptions { References = [typeof(HandClock).Assembly], Imports = ["HydroNotebook.Kernel.Formatting"] });
        var sink = new ListSink();
        string prelude = $"var Clock = new {typeof(HandClock).FullName}();";
        CellResult result = await session.ExecuteAsync(prelude + code, sink, Cancel);
        Assert.True(result.Error is null, result.Error?.Message);
        return sink;
    }
}
