using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>First days of years or months, or days, whichever texts have room side by side; the year stands below the first tick and below each first one of a year.</summary>
internal static class DateTicks
{
    // What "15 Oct", "Oct" and "1999" need, with air.
    private const double DayRoom = 52;
    private const double MonthRoom = 34;
    private const double YearRoom = 42;

    private static readonly int[] DaySteps = [1, 2, 7, 14];
    private static readonly int[] MonthSteps = [1, 2, 3, 6];
    private static readonly int[] YearSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500];

    /// <summary>The ticks of a span of days.</summary>
    /// <param name="min">First day, as a day number.</param>
    /// <param name="max">Last day.</param>
    /// <param name="width">Room, pixels.</param>
    internal static IReadOnlyList<Tick> Of(double min, double max, double width)
    {
        DateOnly first = DateOnly.FromDayNumber((int)Math.Clamp(Math.Ceiling(min), 0, DateOnly.MaxValue.DayNumber));
        DateOnly last = DateOnly.FromDayNumber((int)Math.Clamp(Math.Floor(max), 0, DateOnly.MaxValue.DayNumber));
        double days = Math.Max(max - min, 1);
        foreach (int step in DaySteps)
        {
            if (days / step * DayRoom < width && days < 70)
            {
                return WithYears(Days(first, last, step), "d MMM");
            }
        }

        foreach (int step in MonthSteps)
        {
            if (days / (30.4 * step) * MonthRoom < width)
            {
                return WithYears(Months(first, last, step), "MMM");
            }
        }

        int years = Array.Find(YearSteps, step => days / (365.25 * step) * YearRoom < width);
        return [.. Months(first, last, 12 * (years == 0 ? 1000 : years)).Select(day => new Tick(day.DayNumber, day.ToString("yyyy", CultureInfo.InvariantCulture)))];
    }

    private static List<Tick> WithYears(IEnumerable<DateOnly> days, string format)
    {
        var ticks = new List<Tick>();
        int year = -1;
        foreach (DateOnly day in days)
        {
            string text = day.ToString(format, CultureInfo.InvariantCulture);
            ticks.Add(new Tick(day.DayNumber, day.Year == year ? text : text + "\n" + day.ToString("yyyy", CultureInfo.InvariantCulture)));
            year = day.Year;
        }

        return ticks;
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, DateOnly last, int step)
    {
        for (DateOnly day = first; day <= last; day = day.AddDays(1))
        {
            // Steps start anew with each month and keep off its end.
            if ((day.Day - 1) % step == 0 && (step == 1 || day.Day - 1 <= 28 - (step / 2)))
            {
                yield return day;
            }

            if (day == DateOnly.MaxValue)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<DateOnly> Months(DateOnly first, DateOnly last, int step)
    {
        for (int month = first.Year * 12 / step * step; month <= (last.Year * 12) + last.Month - 1; month += step)
        {
            if (month < 12)
            {
                continue;
            }

            var day = new DateOnly(month / 12, (month % 12) + 1, 1);
            if (day >= first && day <= last)
            {
                yield return day;
            }
        }
    }
}
