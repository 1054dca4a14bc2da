using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Round places on an axis and their texts.</summary>
internal static class Ticks
{
    // What "1999-10-01", "1999-10" and "1999" need, with air.
    private const double DayRoom = 78;
    private const double MonthRoom = 60;
    private const double YearRoom = 44;

    private static readonly int[] DaySteps = [1, 2, 7, 14];
    private static readonly int[] MonthSteps = [1, 3, 6];
    private static readonly int[] YearSteps = [1, 2, 5, 10, 20, 50, 100];

    /// <summary>The step of 1, 2 or 5 times a power of ten that gives at most so many ticks.</summary>
    internal static double Step(double span, int most)
    {
        double rough = span / Math.Max(1, most);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double times = rough / power;
        // 1e-9: a span of exactly five steps must not become six by rounding.
        return power * (times <= 1 + 1e-9 ? 1 : times <= 2 + 1e-9 ? 2 : times <= 5 + 1e-9 ? 5 : 10);
    }

    /// <summary>Multiples of a nice step within the span.</summary>
    internal static IReadOnlyList<(double Value, string Text)> Linear(double min, double max, int most)
    {
        double step = Step(max - min, most);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = new List<(double, string)>();
        double tolerance = step * 1e-6;
        for (double k = Math.Ceiling((min - tolerance) / step); k * step <= max + tolerance; k++)
        {
            double value = k * step;
            ticks.Add((value, Text(k == 0 ? 0 : value, decimals)));
        }

        return ticks;
    }

    /// <summary>First days of years or months, or days, whichever texts have room side by side.</summary>
    /// <param name="min">First day, as a day number.</param>
    /// <param name="max">Last day.</param>
    /// <param name="width">Room, pixels.</param>
    internal static IReadOnlyList<(double Value, string Text)> Date(double min, double max, double width)
    {
        DateOnly first = DateOnly.FromDayNumber(Math.Clamp((int)Math.Ceiling(min), 0, DateOnly.MaxValue.DayNumber));
        DateOnly last = DateOnly.FromDayNumber(Math.Clamp((int)Math.Floor(max), 0, DateOnly.MaxValue.DayNumber));
        double days = max - min;
        foreach (int step in DaySteps)
        {
            if (days / step * DayRoom < width)
            {
                return [.. Days(first, last, step)];
            }
        }

        foreach (int step in MonthSteps)
        {
            if (days / (30.4 * step) * MonthRoom < width)
            {
                return [.. Months(first, last, step)];
            }
        }

        int years = Array.Find(YearSteps, step => days / (365.25 * step) * YearRoom < width);
        return [.. Months(first, last, 12 * (years == 0 ? 100 : years))];
    }

    /// <summary>A number with a true minus sign; powers of ten where the digits would not fit.</summary>
    internal static string Text(double value, int decimals)
    {
        string text = Math.Abs(value) >= 1e6 || decimals > 6
            ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    private static IEnumerable<(double Value, string Text)> Days(DateOnly first, DateOnly last, int step)
    {
        for (int day = first.DayNumber; day <= last.DayNumber; day += step)
        {
            yield return (day, DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<(double Value, string Text)> Months(DateOnly first, DateOnly last, int step)
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
                yield return (day.DayNumber, day.ToString(step % 12 == 0 ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture));
            }
        }
    }
}
