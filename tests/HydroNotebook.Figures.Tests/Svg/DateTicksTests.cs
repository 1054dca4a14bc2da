using System.Globalization;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Tests.Svg;

public sealed class DateTicksTests
{
    [Theory]
    [InlineData("1999-10-01", "1999-10-10", 700, "1 Oct/1999", "10 Oct")]
    [InlineData("1999-10-01", "1999-12-10", 700, "Oct/1999", "Dec")]
    [InlineData("1999-10-01", "2000-09-30", 700, "Oct/1999", "Sep")]
    [InlineData("1999-12-30", "2000-01-02", 700, "30 Dec/1999", "2 Jan")]
    [InlineData("1989-10-01", "1999-09-30", 620, "1990", "1999")]
    [InlineData("1801-01-01", "2000-12-31", 300, "1850", "2000")]
    [InlineData("0001-01-01", "0001-01-03", 300, "1 Jan/0001", "3 Jan")]
    public void Dates_are_marked_at_days_months_or_years_as_room_allows(string first, string last, double width, string firstTick, string lastTick)
    {
        IReadOnlyList<Tick> ticks = DateTicks.Of(Day(first), Day(last), width);

        Assert.Equal(firstTick, ticks[0].Text.Replace('\n', '/'));
        Assert.Equal(lastTick, ticks[^1].Text);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(620)]
    public void Spans_from_two_days_to_two_centuries_have_two_to_sixteen_ticks(double width)
    {
        for (int days = 3; days < 73000; days = (days * 5 / 4) + 1)
        {
            int start = Day("1951-03-17");
            Assert.InRange(DateTicks.Of(start, start + days, width).Count, 1, 16);
        }
    }

    private static int Day(string date) => DateOnly.Parse(date, CultureInfo.InvariantCulture).DayNumber;
}
