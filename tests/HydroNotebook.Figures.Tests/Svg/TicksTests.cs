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

    [Theory]
    [InlineData("1999-10-01", "1999-10-10", 700, "1999-10-01", "1999-10-09")]
    [InlineData("1999-10-01", "2000-09-30", 700, "1999-10", "2000-07")]
    [InlineData("1989-10-01", "1999-09-30", 620, "1990", "1999")]
    [InlineData("1801-01-01", "2000-12-31", 300, "1850", "2000")]
    [InlineData("0001-01-01", "0001-01-03", 300, "0001-01-01", "0001-01-03")]
    public void Dates_are_marked_at_days_months_or_years_as_room_allows(string first, string last, double width, string firstTick, string lastTick)
    {
        IReadOnlyList<(double Value, string Text)> ticks = Ticks.Date(
            DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture).DayNumber, DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture).DayNumber, width);

        Assert.Equal(firstTick, ticks[0].Text);
        Assert.Equal(lastTick, ticks[^1].Text);
    }
}
