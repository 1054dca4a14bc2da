using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>What marks ask of axes, and what has to be told in words below the panel.</summary>
internal static class MarkData
{
    /// <summary>The span of the horizontal axis.</summary>
    internal static (double Min, double Max) SpanX(Figure figure)
    {
        bool days = figure.X.Scale == AxisScale.Date;
        (double min, double max) = Scaling.Span(figure.X, figure.Marks.SelectMany(ValuesX));
        // A day's bar is as wide as the day; points keep off the frame.
        double room = days ? 0.5 : figure.Marks.Any(mark => mark is Mark.Points) ? (max - min) * 0.03 : 0;
        return (days || figure.X.Min is null ? min - room : min, days || figure.X.Max is null ? max + room : max);
    }

    /// <summary>Whether there is anything to draw at all.</summary>
    internal static bool HasValues(Figure figure) => figure.Marks.SelectMany(ValuesX).Any(double.IsFinite);

    /// <summary>Values on one of the vertical axes, of what the horizontal span shows.</summary>
    internal static IEnumerable<double> ValuesY(Figure figure, bool second, (double Min, double Max) span)
    {
        foreach (Mark mark in figure.Marks.Where(mark => mark.OnSecondAxis == second))
        {
            (IReadOnlyList<double> x, IReadOnlyList<double> y) = mark switch
            {
                Mark.Line line => (line.X, line.Y),
                Mark.Points points => (points.X, points.Y),
                Mark.Bars bars => (bars.X, bars.Y),
                _ => ([0, 0], [0, 1]),
            };
            for (int k = 0; k < x.Count; k++)
            {
                if (mark is Mark.Cdf || (x[k] >= span.Min && x[k] <= span.Max))
                {
                    yield return y[k];
                }
            }

            if (mark is Mark.Bars)
            {
                yield return 0;
            }
        }
    }

    /// <summary>The steps of an empirical distribution in pixels: from the share below each value straight up to the share at or below it.</summary>
    internal static IEnumerable<(double X, double Y)> Steps(IReadOnlyList<double> values, Scaling x, Scaling y)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value))];
        Array.Sort(sorted);
        if (sorted.Length == 0)
        {
            yield break;
        }

        // Infinite values count but have no place: they lie beyond the ends of the axis.
        double left = Math.Min(x.From, x.To) - 10;
        double right = Math.Max(x.From, x.To) + 10;
        yield return (left, y[0]);
        for (int k = 0; k < sorted.Length; k++)
        {
            double place = Math.Clamp(x[sorted[k]], left, right);
            yield return (place, y[(double)k / sorted.Length]);
            yield return (place, y[(k + 1.0) / sorted.Length]);
        }

        yield return (right, y[1]);
    }

    /// <summary>Sentences on values that a distribution does not show.</summary>
    internal static IEnumerable<string> Notes(Figure figure, (double Min, double Max) span)
    {
        List<Mark.Cdf> distributions = [.. figure.Marks.OfType<Mark.Cdf>()];
        string below = Count(distributions, value => value < span.Min);
        string above = Count(distributions, value => value > span.Max);
        string missing = Count(distributions, double.IsNaN);
        if (below.Length > 0)
        {
            yield return $"Below {Limit(span.Min)}, not shown: {below}.";
        }

        if (above.Length > 0)
        {
            yield return $"Above {Limit(span.Max)}, not shown: {above}.";
        }

        if (missing.Length > 0)
        {
            yield return $"Without a value: {missing}.";
        }
    }

    private static string Limit(double value) => value.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Count(List<Mark.Cdf> distributions, Func<double, bool> isSo)
    {
        IEnumerable<string> counts = distributions
            .Select(one => (one.Name, Hits: one.Values.Count(isSo), All: one.Values.Count))
            .Where(one => one.Hits > 0)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{(one.Name.Length > 0 ? one.Name + " " : "")}{one.Hits} of {one.All}"));
        return string.Join(", ", counts);
    }

    private static IEnumerable<double> ValuesX(Mark mark) => mark switch
    {
        Mark.Line line => line.X,
        Mark.Points points => points.X,
        Mark.Bars bars => bars.X,
        Mark.Cdf distribution => distribution.Values,
        _ => [],
    };
}
