using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Sentences below the panel on values that a figure does not show, or not as they are.</summary>
internal static class FigureNotes
{
    /// <summary>The notes of a figure; of a grid, each with the panel's letter.</summary>
    internal static IEnumerable<string> Of(Figure figure) => figure.Panels.Count == 0
        ? OfPanel(figure)
        : figure.Panels.SelectMany((panel, k) => OfPanel(panel).Append(panel.Caption).Where(note => note.Length > 0).Select(note => $"({Figure.Letter(k)}) {note}"));

    private static IEnumerable<string> OfPanel(Figure figure)
    {
        (double Min, double Max) span = MarkData.SpanX(figure);
        List<(string Name, IReadOnlyList<double> Values)> distributions = [.. figure.Marks.SelectMany(Distribution)];
        List<(string Name, IReadOnlyList<double> Values)> boxes = [.. figure.Marks.OfType<Mark.Boxes>().SelectMany(mark => mark.Values.Select((values, k) => (NameOf(figure, mark, k), values)))];
        bool log = figure.X.IsLog;
        string below = Count(distributions, value => value < span.Min && !(log && value <= 0));
        string above = Count(distributions, value => value > span.Max);
        string missing = Count([.. distributions, .. boxes], double.IsNaN);
        string infinite = Count(boxes, double.IsInfinity);
        string flat = Count([.. figure.Marks.SelectMany(mark => OnLog(figure, mark))], value => value <= 0);
        foreach ((string counted, string sentence) in new[]
        {
            (below, $"Below {Limit(span.Min)}, not shown: "),
            (above, $"Above {Limit(span.Max)}, not shown: "),
            (missing, "Without a value: "),
            (infinite, "Infinite, not shown: "),
            (flat, "Zero or less, without a place on a logarithmic axis: "),
        })
        {
            if (counted.Length > 0)
            {
                yield return sentence + counted + ".";
            }
        }

        foreach (string note in Colours(figure))
        {
            yield return note;
        }
    }

    private static IEnumerable<string> Colours(Figure figure)
    {
        foreach (Mark mark in figure.Marks)
        {
            if (Figure.ScaleOf(mark) is not { } scale)
            {
                continue;
            }

            List<(string, IReadOnlyList<double>)> values = [("", ColourValues(mark))];
            (double min, double max) = scale.Span(ColourValues(mark));
            string low = Count(values, value => value < min);
            string high = Count(values, value => value > max);
            string missing = Count(values, double.IsNaN);
            string ends = string.Join("; ", new[] { low.Length > 0 ? $"below {Limit(min)}: {low}" : "", high.Length > 0 ? $"above {Limit(max)}: {high}" : "" }.Where(text => text.Length > 0));
            if (ends.Length > 0)
            {
                yield return $"In the colour of the end, {ends}.";
            }

            if (mark is Mark.Cells cells && CellDrawing.Block(cells) is var (columns, rows) && (columns > 1 || rows > 1))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Each coloured dot is the mean of {columns} × {rows} cells.");
            }

            if (missing.Length > 0)
            {
                yield return $"Grey, without a value: {missing}.";
            }
        }
    }

    internal static IReadOnlyList<double> ColourValues(Mark mark) => mark switch
    {
        Mark.Cells cells => [.. cells.Values.SelectMany(row => row)],
        Mark.Points points => points.Values ?? [],
        _ => [],
    };

    private static IEnumerable<(string Name, IReadOnlyList<double> Values)> Distribution(Mark mark) => mark switch
    {
        Mark.Cdf one => [(one.Name, one.Values)],
        Mark.Histogram one => [(one.Name, one.Values)],
        _ => [],
    };

    private static IEnumerable<(string Name, IReadOnlyList<double> Values)> OnLog(Figure figure, Mark mark)
    {
        bool y = mark.OnSecondAxis ? figure.Y2 is { IsLog: true } : figure.Y.IsLog;
        IReadOnlyList<double>? across = !figure.X.IsLog ? null : mark switch
        {
            Mark.Line line => line.X,
            Mark.Points points => points.X,
            Mark.Cdf one => one.Values,
            Mark.Histogram one => one.Values,
            _ => null,
        };
        IEnumerable<IReadOnlyList<double>> up = !y ? [] : mark switch
        {
            Mark.Line line => [line.Y],
            Mark.Points points => [points.Y],
            Mark.Bars bars => [bars.Y],
            Mark.Boxes boxes => boxes.Values,
            _ => [],
        };
        return up.Concat(across is null ? [] : [across]).Select((values, k) => (mark is Mark.Boxes boxes ? NameOf(figure, boxes, k) : mark.Name, values));
    }

    private static string NameOf(Figure figure, Mark.Boxes mark, int k)
    {
        string place = figure.X.Scale == AxisScale.Category && mark.X[k] >= 0 && mark.X[k] < figure.X.Categories.Count ? figure.X.Categories[(int)mark.X[k]] : "";
        return string.Join(" ", new[] { mark.Name, place }.Where(text => text.Length > 0));
    }

    private static string Limit(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Count(IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series, Func<double, bool> isSo)
    {
        IEnumerable<string> counts = series
            .Select(one => (one.Name, Hits: one.Values.Count(isSo), All: one.Values.Count))
            .Where(one => one.Hits > 0)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{(one.Name.Length > 0 ? one.Name + " " : "")}{one.Hits} of {one.All}"));
        return string.Join(", ", counts);
    }
}
