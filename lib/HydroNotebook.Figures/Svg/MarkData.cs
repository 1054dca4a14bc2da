namespace HydroNotebook.Figures.Svg;

/// <summary>What marks ask of axes.</summary>
internal static class MarkData
{
    /// <summary>Share of a place that a group of bars or boxes fills.</summary>
    internal const double GroupShare = 0.8;

    /// <summary>The span of the horizontal axis.</summary>
    internal static (double Min, double Max) SpanX(Figure figure)
    {
        Axis axis = figure.X;
        bool days = axis.Scale == AxisScale.Date;
        (double min, double max) = Scaling.Span(axis, figure.Marks.SelectMany(mark => ValuesX(mark, axis)));
        if (axis.Scale is AxisScale.Category or AxisScale.Longitude or AxisScale.Latitude)
        {
            return (min, max);
        }

        bool points = figure.Marks.Any(mark => mark is Mark.Points or Mark.Line { Shape: not null });
        if (axis.IsLog)
        {
            double times = points ? Math.Exp(0.03 * (Math.Log(max) - Math.Log(min))) : 1;
            return (axis.Min is > 0 ? min : Math.Max(min / times, 1e-305), axis.Max is > 0 ? max : Math.Min(max * times, 1e305));
        }

        // A day's bar is as wide as the day; points keep off the frame.
        double room = days ? 0.5 : points ? ((max * 0.03) - (min * 0.03)) : 0;
        return (days || axis.Min is null ? min - room : min, days || axis.Max is null ? max + room : max);
    }

    /// <summary>The span of one of the vertical axes, ends from the data made round.</summary>
    internal static (double Min, double Max) SpanY(Figure figure, bool second, (double Min, double Max) x, int most)
    {
        Axis axis = second ? figure.Y2! : figure.Y;
        (double Min, double Max) span = Scaling.Span(axis, ValuesY(figure, second, x));
        if (axis.Scale == AxisScale.Linear && figure.Marks.Any(mark => mark is Mark.Points or Mark.Line { Shape: not null } && mark.OnSecondAxis == second))
        {
            // Points keep off the frame.
            double room = (span.Max * 0.02) - (span.Min * 0.02);
            span = (axis.Min ?? (span.Min - room), axis.Max ?? (span.Max + room));
        }

        return figure.Marks.Any(mark => mark is Mark.Cells) ? span : Ticks.Round(axis, span, most);
    }

    /// <summary>Whether there is anything to draw at all.</summary>
    internal static bool HasValues(Figure figure) => figure.Marks.Any(mark => mark is not (Mark.HorizontalLine or Mark.VerticalLine or Mark.Line { Quiet: true })
        && ValuesX(mark, figure.X).Any(double.IsFinite)
        && (mark is Mark.Cdf or Mark.Histogram || Heights(mark, (double.NegativeInfinity, double.PositiveInfinity)).Any(double.IsFinite)));

    /// <summary>Whether all horizontal values of points are whole numbers: epochs, counts.</summary>
    internal static bool HasWholeX(Figure figure) => figure.X.Scale == AxisScale.Linear
        && figure.Marks.Any(mark => mark is Mark.Line or Mark.Points)
        && figure.Marks.All(mark => mark is not (Mark.Line or Mark.Points or Mark.Band) || ValuesX(mark, figure.X).All(value => value == Math.Round(value)));

    /// <summary>Values on one of the vertical axes, of what the horizontal span shows.</summary>
    internal static IEnumerable<double> ValuesY(Figure figure, bool second, (double Min, double Max) span) =>
        figure.Marks.Where(mark => mark.OnSecondAxis == second).SelectMany(mark => mark switch
        {
            // Bars stand on something: on zero, or on a logarithmic axis well below the shortest.
            Mark.Bars or Mark.Histogram when (second ? figure.Y2! : figure.Y).IsLog => Heights(mark, span).SelectMany(value => new[] { value, value / 3 }),
            Mark.Bars => Heights(mark, span).Append(0),
            _ => Heights(mark, span),
        });

    /// <summary>Edges of cells: half way between their middles.</summary>
    internal static double[] Edges(IReadOnlyList<double> middles)
    {
        if (middles.Count == 0)
        {
            return [];
        }

        double[] edges = new double[middles.Count + 1];
        for (int k = 1; k < middles.Count; k++)
        {
            edges[k] = (middles[k - 1] + middles[k]) / 2;
        }

        double first = middles.Count > 1 ? edges[1] - middles[0] : 0.5;
        double last = middles.Count > 1 ? middles[^1] - edges[^2] : 0.5;
        (edges[0], edges[^1]) = (middles[0] - first, middles[^1] + last);
        return edges;
    }

    /// <summary>Number of values in each bin.</summary>
    internal static int[] Counts(Mark.Histogram histogram)
    {
        IReadOnlyList<double> edges = histogram.Edges;
        int[] counts = new int[edges.Count - 1];
        foreach (double value in histogram.Values)
        {
            if (value >= edges[0] && value <= edges[^1])
            {
                int bin = 0;
                while (bin < counts.Length - 1 && value >= edges[bin + 1])
                {
                    bin++;
                }

                counts[bin]++;
            }
        }

        return counts;
    }

    /// <summary>Width of a bar in units of x: the smallest distance of neighbours, of which a group takes its share.</summary>
    internal static double BarWidth(IReadOnlyList<double> x, AxisScale scale)
    {
        double least = double.PositiveInfinity;
        for (int k = 1; k < x.Count; k++)
        {
            double distance = Math.Abs(x[k] - x[k - 1]);
            least = distance > 0 ? Math.Min(least, distance) : least;
        }

        double width = double.IsFinite(least) ? least : 1;
        return scale == AxisScale.Category ? GroupShare : width;
    }

    /// <summary>The steps of an empirical distribution: from the share below each value straight up to the share at or below it.</summary>
    internal static IEnumerable<(double X, double Share)> Steps(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value))];
        Array.Sort(sorted);
        for (int k = 0; k < sorted.Length; k++)
        {
            yield return (sorted[k], (double)k / sorted.Length);
            yield return (sorted[k], (k + 1.0) / sorted.Length);
        }
    }

    internal static IEnumerable<double> ValuesX(Mark mark, Axis axis) => mark switch
    {
        Mark.Line line => line.X,
        Mark.Points points => points.X,
        Mark.Bars bars when axis.Scale == AxisScale.Linear => bars.X.SelectMany(x => new[] { x - (BarWidth(bars.X, axis.Scale) / 2), x + (BarWidth(bars.X, axis.Scale) / 2) }),
        Mark.Bars bars => bars.X,
        Mark.Cdf distribution => distribution.Values,
        Mark.Histogram histogram => histogram.Edges,
        Mark.Boxes boxes => boxes.X,
        Mark.Band band => band.X,
        Mark.Cells cells => Edges(cells.X),
        Mark.VerticalLine line => [line.At],
        _ => [],
    };

    private static IEnumerable<double> Heights(Mark mark, (double Min, double Max) span) => mark switch
    {
        Mark.Line line => Within(line.X, span, line.Y).Concat(OfErrors(line.Errors, line.X, span)),
        Mark.Points points => Within(points.X, span, points.Y).Concat(OfErrors(points.Errors, points.X, span)),
        Mark.Bars bars => Within(bars.X, span, bars.Y).Concat(OfErrors(bars.Errors, bars.X, span)),
        Mark.Histogram histogram => Counts(histogram).Select(count => (double)count).Append(0),
        Mark.Boxes boxes => boxes.Values.SelectMany(values => values),
        Mark.Band band => Within(band.X, span, band.Low).Concat(Within(band.X, span, band.High)),
        Mark.Cells cells => Edges(cells.Y),
        Mark.HorizontalLine line => [line.At],
        Mark.Cdf => [0, 1],
        _ => [],
    };

    private static IEnumerable<double> OfErrors(ErrorBars? errors, IReadOnlyList<double> x, (double Min, double Max) span) =>
        errors is null ? [] : Within(x, span, errors.Low).Concat(Within(x, span, errors.High));

    private static IEnumerable<double> Within(IReadOnlyList<double> x, (double Min, double Max) span, IReadOnlyList<double> y)
    {
        for (int k = 0; k < x.Count; k++)
        {
            if (x[k] >= span.Min && x[k] <= span.Max)
            {
                yield return y[k];
            }
        }
    }
}
