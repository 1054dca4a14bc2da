using System.Globalization;

namespace HydroNotebook.Figures;

/// <content>Lines over an axis or over time.</content>
public sealed partial record Figure
{
    private const double RainShare = 0.25;

    /// <summary>Lines over one common x.</summary>
    /// <param name="xLabel">Quantity and unit.</param>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="x">Horizontal values, [points], ascending.</param>
    /// <param name="series">Name and vertical values, [points], of each line; NaN = a gap.</param>
    /// <exception cref="ArgumentException">There is no series, or one differs in length from <paramref name="x"/>.</exception>
    public static Figure Line(string xLabel, string yLabel, IReadOnlyList<double> x, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(series);
        return new Figure
        {
            X = new Axis(xLabel),
            Y = new Axis(yLabel),
            Marks = [.. RequireSome(series).Select(one => new Mark.Line(one.Name, x, RequireLength(one.Name, one.Values, x.Count, nameof(series))))],
        };
    }

    /// <summary>Lines over days; days need not follow each other.</summary>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="days">Days, [points], ascending.</param>
    /// <param name="series">Name and values, [points], of each line; NaN = a gap.</param>
    /// <exception cref="ArgumentException">There is no series, or one differs in length from <paramref name="days"/>.</exception>
    public static Figure TimeSeries(string yLabel, IReadOnlyList<DateOnly> days, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(days);
        Figure figure = Line("", yLabel, [.. days.Select(day => (double)day.DayNumber)], series);
        return figure with { X = new Axis("") { Scale = AxisScale.Date } };
    }

    /// <summary>Daily values as lines over time.</summary>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="firstDay">Day of the first value of all series.</param>
    /// <param name="series">Name and values, [days], of each line; NaN = a gap.</param>
    /// <exception cref="ArgumentException">There is no series, or the series differ in length.</exception>
    public static Figure TimeSeries(string yLabel, DateOnly firstDay, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int days = RequireSome(series)[0].Values.Count;
        return TimeSeries(yLabel, [.. Enumerable.Range(0, days).Select(firstDay.AddDays)], series);
    }

    /// <summary>Daily discharge over time: observed in black, simulations in colour; precipitation as bars that hang from the top.</summary>
    /// <param name="firstDay">Day of the first value of all series.</param>
    /// <param name="observed">Observed discharge, [days], mm/day; NaN = a gap. Empty = none.</param>
    /// <param name="precipitation">Precipitation, [days], mm/day; null = none.</param>
    /// <param name="simulated">Name and simulated discharge, [days], mm/day, of each model; NaN = a gap.</param>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static Figure Hydrograph(
        DateOnly firstDay,
        IReadOnlyList<float> observed,
        IReadOnlyList<float>? precipitation = null,
        params (string Name, IReadOnlyList<float> Values)[] simulated)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(simulated);
        int days = observed.Count > 0 || simulated.Length == 0 ? observed.Count : simulated[0].Values.Count;
        double[] calendar = [.. Enumerable.Range(0, days).Select(day => (double)(firstDay.DayNumber + day))];
        var marks = new List<Mark>();
        if (precipitation is not null)
        {
            marks.Add(new Mark.Bars("Precipitation", calendar, Column(precipitation, days, nameof(precipitation)))
            {
                Colour = Palette.Rain,
                OnSecondAxis = true,
            });
        }

        if (observed.Count > 0)
        {
            marks.Add(new Mark.Line("Observed", calendar, Column(observed, days, nameof(observed))) { Colour = Palette.Observed });
        }

        marks.AddRange(simulated.Select(one => new Mark.Line(one.Name, calendar, Column(one.Values, days, nameof(simulated)))));
        return new Figure
        {
            X = new Axis("") { Scale = AxisScale.Date },
            Y = new Axis("Discharge [mm/day]") { FromZero = true, End = precipitation is null ? 1 : 1 - RainShare - 0.03 },
            Y2 = precipitation is null ? null : new Axis("Precip. [mm/day]") { FromZero = true, Inverted = true, Start = 1 - RainShare },
            Marks = marks,
        };
    }

    private static double[] Column(IReadOnlyList<float> values, int days, string argument) => values.Count == days
        ? [.. values.Select(value => (double)value)]
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"A series has {values.Count} days, the first one {days}; cut all to the same period first."), argument);
}
