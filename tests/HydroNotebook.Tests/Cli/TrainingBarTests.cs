using HydroNotebook.Cli;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Cli;

public sealed class TrainingBarTests
{
    private static readonly TrainingProgress s_early = new()
    {
        Epoch = 2,
        Epochs = 30,
        Step = 1705,
        Steps = 6820,
        Loss = 0.12345,
        SamplesPerSecond = 12_345.6,
        Remaining = new TimeSpan(3, 4, 5),
    };

    [Theory]
    [InlineData(120, "\r[#.......................] epoch 2/30, step 1705/6820, loss 0.1235, 12,346 samples/s, 3:04:05 left")]
    [InlineData(80, "\r[.....] epoch 2/30, step 1705/6820, loss 0.1235, 12,346 samples/s, 3:04:05 left")]
    [InlineData(60, "\repoch 2/30, step 1705/6820, loss 0.1235, 12,346 samples/s, ")]
    public void In_a_terminal_the_line_fits_and_the_bar_gives_way_to_the_numbers(int width, string expected)
    {
        using var writer = new StringWriter();
        using var bar = new TrainingBar(new TestScreen(writer, width, terminal: true).Console());

        bar.Report(s_early);

        Assert.Equal(expected, writer.ToString());
    }

    [Fact]
    public void The_end_of_an_epoch_takes_the_place_of_the_bar_and_leaves_nothing_of_it()
    {
        using var writer = new StringWriter();
        using var bar = new TrainingBar(new TestScreen(writer, 80, terminal: true).Console());
        bar.Report(s_early);
        int before = writer.ToString().Length;

        bar.Report(s_early with { EpochEnded = true, ValidationLoss = 0.5, Remaining = TimeSpan.FromSeconds(62) });

        string told = writer.ToString()[before..];
        Assert.Equal("\r" + new string(' ', before - 1) + "\repoch 2/30: loss 0.1235, validation 0.5000, 12,346 samples/s, 1:02 left" + Environment.NewLine, told);
    }

    [Fact]
    public void In_a_file_there_is_one_line_an_epoch_and_nothing_else()
    {
        using var writer = new StringWriter();
        using var bar = new TrainingBar(new TestScreen(writer, 80, terminal: false).Console());

        bar.Report(s_early);
        bar.Report(s_early with { EpochEnded = true });

        Assert.Equal("epoch 2/30: loss 0.1235, 12,346 samples/s, 3:04:05 left\n", writer.ToString().ReplaceLineEndings("\n"));
    }
}
