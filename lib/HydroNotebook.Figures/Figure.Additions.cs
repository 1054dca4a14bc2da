using System.Globalization;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures;

/// <content>What is added to a figure after it is built.</content>
public sealed partial record Figure
{
    /// <summary>The same figure with a line more.</summary>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    /// <param name="x">Horizontal values, [points].</param>
    /// <param name="y">Vertical values, [points]; NaN = a gap.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public Figure WithLine(string name, IReadOnlyList<double> x, IReadOnlyList<double> y) => WithMark(new Mark.Line(name, x, RequireLength(name, y, x.Count, nameof(y))));

    /// <summary>The same figure with points more.</summary>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    /// <param name="x">Horizontal values, [points]; NaN = left out.</param>
    /// <param name="y">Vertical values, [points]; NaN = left out.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public Figure WithPoints(string name, IReadOnlyList<double> x, IReadOnlyList<double> y) => WithMark(new Mark.Points(name, x, RequireLength(name, y, x.Count, nameof(y))));

    /// <summary>The same figure with the area between two curves, behind all else.</summary>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    /// <param name="x">Horizontal values, [points], ascending.</param>
    /// <param name="low">Lower curve, [points]; NaN = a gap.</param>
    /// <param name="high">Upper curve, [points]; NaN = a gap.</param>
    /// <param name="like">Name of the series whose colour it takes; null = a colour of its own.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public Figure WithBand(string name, IReadOnlyList<double> x, IReadOnlyList<double> low, IReadOnlyList<double> high, string? like = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        RequireLength(name, low, x.Count, nameof(low));
        RequireLength(name, high, x.Count, nameof(high));
        return this with { Marks = [new Mark.Band(name, x, low, high) { Like = like }, .. Marks] };
    }

    /// <summary>The same distributions with the range that those of several members (eight seeds, say) span at each value.</summary>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    /// <param name="members">The values of each member; NaN = left out.</param>
    /// <param name="like">Name of the series whose colour it takes; null = a colour of its own.</param>
    public Figure WithCdfRange(string name, IReadOnlyList<IReadOnlyList<double>> members, string? like = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        double[][] sorted = [.. members.Select(values => values.Where(value => !double.IsNaN(value)).Order().ToArray()).Where(values => values.Length > 0)];
        double[] places = [.. sorted.SelectMany(values => values).Where(double.IsFinite).Distinct().Order()];
        var (x, low, high) = (new List<double>(), new List<double>(), new List<double>());
        (double Low, double High) before = (0, 0);
        foreach (double place in places)
        {
            double[] shares = [.. sorted.Select(values => (double)CountUpTo(values, place) / values.Length)];
            (double Low, double High) after = (shares.Min(), shares.Max());
            x.AddRange([place, place]);
            low.AddRange([before.Low, after.Low]);
            high.AddRange([before.High, after.High]);
            before = after;
        }

        return WithBand(name, x, low, high, like);
    }

    /// <summary>The same figure with a line across the panel.</summary>
    /// <param name="at">Vertical value.</param>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    public Figure WithHorizontalLine(double at, string name = "") => WithMark(new Mark.HorizontalLine(name, at));

    /// <summary>The same figure with a line up the panel.</summary>
    /// <param name="at">Horizontal value.</param>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    public Figure WithVerticalLine(double at, string name = "") => WithMark(new Mark.VerticalLine(name, at));

    /// <summary>The same figure with a line up the panel at a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    public Figure WithVerticalLine(DateOnly day, string name = "") => WithVerticalLine(day.DayNumber, name);

    /// <summary>The same figure with the line on which y equals x.</summary>
    /// <param name="name">Name in the legend; empty = not in the legend.</param>
    public Figure WithDiagonal(string name = "") => WithMark(new Mark.Diagonal(name));

    /// <summary>The same figure with words at a point.</summary>
    /// <param name="words">What is written.</param>
    /// <param name="x">Horizontal value of the middle of the text.</param>
    /// <param name="y">Vertical value just below the text.</param>
    public Figure WithText(string words, double x, double y) => WithMark(new Mark.Text(words, x, y));

    /// <summary>The same figure with one thing more drawn on top.</summary>
    public Figure WithMark(Mark mark) => this with { Marks = [.. Marks, mark] };

    /// <summary>The same figure with vertical error bars on a series of lines, points or bars.</summary>
    /// <param name="name">Name of the series.</param>
    /// <param name="low">Lower ends, [points], in the unit of the axis; NaN = no bar.</param>
    /// <param name="high">Upper ends, [points], in the unit of the axis; NaN = no bar.</param>
    /// <exception cref="ArgumentException">There is no such series, or it has another number of points.</exception>
    public Figure WithErrorBars(string name, IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        var errors = new ErrorBars(low, high);
        int Check(int points) => low.Count == points && high.Count == points
            ? points
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"'{name}' has {points} points, its error bars {low.Count} lower and {high.Count} upper ends; give one of each for each point."), nameof(low));
        return WithChanged<Mark>(name, mark => mark switch
        {
            Mark.Line line when Check(line.Y.Count) >= 0 => line with { Errors = errors },
            Mark.Points points when Check(points.Y.Count) >= 0 => points with { Errors = errors },
            Mark.Bars bars when Check(bars.Y.Count) >= 0 => bars with { Errors = errors },
            _ => throw new ArgumentException($"'{name}' is neither a line, points nor bars; error bars have no place there.", nameof(name)),
        });
    }

    /// <summary>The same figure with error bars of the same length up and down.</summary>
    /// <param name="name">Name of the series.</param>
    /// <param name="halfLengths">Length to each side, [points], in the unit of the axis: a standard deviation, say; NaN = no bar.</param>
    /// <exception cref="ArgumentException">There is no such series, or it has another number of points.</exception>
    public Figure WithErrorBars(string name, IReadOnlyList<double> halfLengths)
    {
        ArgumentNullException.ThrowIfNull(halfLengths);
        IReadOnlyList<double> middles = Marks.FirstOrDefault(mark => mark.Name == name) switch
        {
            Mark.Line line => line.Y,
            Mark.Points points => points.Y,
            Mark.Bars bars => bars.Y,
            _ => [],
        };
        return middles.Count == halfLengths.Count
            ? WithErrorBars(name, [.. middles.Zip(halfLengths, (middle, half) => middle - half)], [.. middles.Zip(halfLengths, (middle, half) => middle + half)])
            : WithErrorBars(name, halfLengths, halfLengths);
    }

    /// <summary>The same figure, each point of a series with a name that is shown when one points at it: basin ids, say.</summary>
    /// <param name="name">Name of the series.</param>
    /// <param name="labels">Names, [points].</param>
    /// <exception cref="ArgumentException">There are no such points, or another number of them.</exception>
    public Figure WithLabels(string name, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return WithChanged<Mark.Points>(name, points => points with { Labels = RequireLength("labels", labels, points.X.Count, nameof(labels)) });
    }

    /// <summary>The same figure, one series in a colour of its own: keep one colour for one model in all figures.</summary>
    /// <param name="name">Name of the series.</param>
    /// <param name="colour">As <c>#RRGGBB</c>.</param>
    /// <exception cref="ArgumentException">There is no such series, or the colour is written otherwise.</exception>
    public Figure WithColour(string name, string colour)
    {
        ArgumentNullException.ThrowIfNull(colour);
        if (colour.Length != 7 || colour[0] != '#' || !colour.Skip(1).All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException($"'{colour}' is no colour of the form #RRGGBB, such as {Palette.Series[0]}.", nameof(colour));
        }

        return WithChanged<Mark>(name, mark => mark with { Colour = colour });
    }

    /// <summary>The same figure, one line broken as given.</summary>
    /// <param name="name">Name of the series.</param>
    /// <param name="dash">How the line is broken.</param>
    /// <exception cref="ArgumentException">There is no such line.</exception>
    public Figure WithDash(string name, Dash dash) => WithChanged<Mark>(name, mark => mark switch
    {
        Mark.Line line => line with { Dash = dash },
        Mark.Cdf line => line with { Dash = dash },
        _ => throw new ArgumentException($"'{name}' is no line; only lines are dashed.", nameof(name)),
    });

    /// <summary>The same figure with a point at each value of its lines, of another shape for each.</summary>
    public Figure WithMarkers()
    {
        int shapes = Enum.GetValues<PointShape>().Length;
        int index = 0;
        return this with { Marks = [.. Marks.Select(mark => mark is Mark.Line line and { Quiet: false } ? line with { Shape = (PointShape)(index++ % shapes) } : mark)] };
    }

    /// <summary>The same figure with a logarithmic x axis.</summary>
    public Figure WithLogX() => this with { X = X with { Scale = AxisScale.Log, FromZero = false } };

    /// <summary>The same figure with a logarithmic left y axis.</summary>
    public Figure WithLogY() => this with { Y = Y with { Scale = AxisScale.Log, FromZero = false } };

    /// <summary>The same figure, only a part of the x axis shown; how many values of a distribution lie outside is told below the panel.</summary>
    /// <exception cref="ArgumentException">The limits are not two ascending finite numbers.</exception>
    public Figure WithXLimits(double min, double max) => this with { X = Limit(X, min, max) };

    /// <summary>The same figure, only some days shown, both included.</summary>
    /// <exception cref="ArgumentException">The last day does not lie behind the first.</exception>
    public Figure WithXLimits(DateOnly first, DateOnly last) => WithXLimits(first.DayNumber, (double)last.DayNumber);

    /// <summary>The same figure, only a part of the left y axis shown.</summary>
    /// <exception cref="ArgumentException">The limits are not two ascending finite numbers.</exception>
    public Figure WithYLimits(double min, double max) => this with { Y = Limit(Y, min, max) };

    /// <summary>The same figure as a square plane whose two axes show the same span: for observed against simulated.</summary>
    public Figure WithEqualAxes()
    {
        (double Min, double Max) x = MarkData.SpanX(this);
        (double Min, double Max) y = Scaling.Span(Y, MarkData.ValuesY(this, second: false, x));
        (double min, double max) = (Math.Min(x.Min, y.Min), Math.Max(x.Max, y.Max));
        return this with { X = X with { Min = min, Max = max }, Y = Y with { Min = min, Max = max }, Aspect = 1, Height = Width };
    }

    /// <summary>The same figure, its colours from one value to another; values beyond take the colour of the end and are counted below the panel.</summary>
    /// <exception cref="ArgumentException">The limits are not two ascending finite numbers.</exception>
    /// <exception cref="InvalidOperationException">No mark is coloured by value.</exception>
    public Figure WithColourLimits(double min, double max)
    {
        Limit(X, min, max);
        return WithScale(scale => scale with { Min = min, Max = max });
    }

    /// <summary>The same figure with two-armed colours around a value that really divides the data: a difference of zero, a correlation of zero.</summary>
    /// <param name="centre">Value of the colour in the middle.</param>
    /// <exception cref="ArgumentOutOfRangeException">The centre is no finite number.</exception>
    /// <exception cref="InvalidOperationException">No mark is coloured by value.</exception>
    public Figure WithDivergingColours(double centre = 0) => Math.Abs(centre) <= 1e300
        ? WithScale(scale => scale with { Centre = centre, Colours = Palette.Diverging })
        : throw new ArgumentOutOfRangeException(nameof(centre), centre, "The middle of the colours is a finite number that divides the data: zero, mostly.");

    private Figure WithScale(Func<ColourScale, ColourScale> change) => Marks.Any(mark => ScaleOf(mark) is not null)
        ? this with
        {
            Marks = [.. Marks.Select(mark => mark switch
            {
                Mark.Cells cells => cells with { Scale = change(cells.Scale) },
                Mark.Points { Values: not null } points => points with { Scale = change(ScaleOf(points)!) },
                _ => mark,
            })],
        }
        : throw new InvalidOperationException("Nothing in this figure is coloured by value; heat maps and maps of values are.");

    private Figure WithChanged<T>(string name, Func<T, Mark> change)
        where T : Mark
    {
        if (!Marks.Any(mark => mark is T && mark.Name == name))
        {
            string names = string.Join(", ", Marks.Select(mark => mark.Name).Where(one => one.Length > 0).Select(one => $"'{one}'"));
            throw new ArgumentException($"The figure has no series '{name}'; it has {(names.Length > 0 ? names : "none with a name")}.", nameof(name));
        }

        return this with { Marks = [.. Marks.Select(mark => mark is T one && mark.Name == name ? change(one) : mark)] };
    }

    private static Axis Limit(Axis axis, double min, double max) => double.IsFinite(min) && double.IsFinite(max) && min < max
        ? axis with { Min = min, Max = max }
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{min} … {max} is no span of an axis: give two ascending numbers."), nameof(max));

    private static int CountUpTo(double[] sorted, double value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
