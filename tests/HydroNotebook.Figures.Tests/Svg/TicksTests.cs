using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Tests.Svg;

public sealed class TicksTests
{
    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(10, 5, 2)]
    [InlineData(1, 5, 0.2)]
    [InlineData(0.7, 4, 0.2)]
    [InlineData(3, 1, 5)]
    [InlineData(9e-9, 3, 5e-9)]
    public void Steps_are_1_2_or_5_times_a_power_of_ten(double span, int most, double step)
    {
        Assert.Equal(step, Ticks.Step(span, most), step * 1e-9);
    }

    [Fact]
    public void Ticks_have_as_many_decimals_as_their_step_and_a_true_minus()
    {
        Assert.Equal(["−0.4", "−0.2", "0.0", "0.2", "0.4"], Ticks.Linear(-0.4, 0.4, 5).Select(tick => tick.Text));
        Assert.Equal(["0", "50", "100"], Ticks.Linear(0, 100, 2).Select(tick => tick.Text));
    }

    [Fact]
    public void Neighbours_never_read_the_same()
    {
        foreach ((double min, double max) in new[] { (1e9, 1e9 + 2), (-1e300, 1e300), (1e-300, 3e-300), (0.123456, 0.123459), (99999, 100003), (-double.MaxValue, double.MaxValue) })
        {
            string[] texts = [.. Ticks.Linear(min, max, 6).Select(tick => tick.Text)];

            Assert.InRange(texts.Length, 2, 13);
            Assert.Equal(texts.Length, texts.Distinct().Count());
        }
    }

    [Fact]
    public void Large_and_small_numbers_are_written_as_powers_of_ten()
    {
        Assert.Equal(["0", "2×10⁶", "4×10⁶"], Ticks.Linear(0, 4e6, 2).Select(tick => tick.Text));
        Assert.Equal(["0", "10⁻⁸", "2×10⁻⁸"], Ticks.Linear(0, 2e-8, 2).Select(tick => tick.Text));
    }

    [Theory]
    [InlineData(0.001, 1000, 10, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(0.5, 20, 10, "0.5 1 2 5 10 20")]
    [InlineData(1e-12, 1e12, 4, "10⁻⁷ 1 10⁷")]
    [InlineData(2, 4, 4, "2.0 2.5 3.0 3.5 4.0")]
    public void Logarithmic_axes_name_powers_of_ten_and_where_there_is_room_2_and_5(double min, double max, int most, string texts)
    {
        Assert.Equal(texts, string.Join(' ', Ticks.Log(min, max, most).Where(tick => !tick.IsMinor).Select(tick => tick.Text)));
    }

    [Fact]
    public void Degrees_tell_their_side()
    {
        Assert.Equal(["100° W", "50° W", "0°", "50° E"], Ticks.Degrees(-100, 60, 4, longitude: true).Select(tick => tick.Text));
        Assert.Equal(["20° S", "0°", "20° N"], Ticks.Degrees(-20, 20, 3, longitude: false).Select(tick => tick.Text));
    }
}
