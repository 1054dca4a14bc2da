using System.Globalization;
using System.Text;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures;

/// <summary>A figure as marks over axes; drawn as SVG, and shown so when it is the last expression of a cell.</summary>
/// <remarks>Immutable: a change is a new value (<c>figure with { Title = "…" }</c>), so one figure may be shown in several sizes.</remarks>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = [FigureFormatters.Svg, FigureFormatters.Plain])]
public sealed record Figure
{
    private const double RainShare = 0.25;

    /// <summary>Title above the panel: the answer to the figure's question; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Text below the panel: what is shown, number of basins, period; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>Vertical axis on the left.</summary>
    public required Axis Y { get; init; }

    /// <summary>Vertical axis on the right; null = none.</summary>
    public Axis? Y2 { get; init; }

    /// <summary>What is drawn, in the order of drawing and of the legend.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Cumulative distributions: for each value on the x axis the share of values that lie at or below it.</summary>
    /// <remarks>NaN values are left out and counted in a note below the panel, as are values outside the limits of <see cref="WithXLimits(double, double)"/>.</remarks>
    /// <param name="xLabel">Quantity and unit: <c>NSE</c>, <c>Peak timing error [days]</c>.</param>
    /// <param name="series">Name and values (one per basin, say) of each line.</param>
    /// <exception cref="ArgumentException">There is no series.</exception>
    public static Figure Cdf(string xLabel, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new Figure
        {
            X = new Axis(xLabel),
            Y = new Axis("Cumulative share [–]") { Min = 0, Max = 1 },
            Marks = [.. RequireSome(series).Select(one => new Mark.Cdf(one.Name, one.Values))],
        };
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

    /// <summary>Points in a plane.</summary>
    /// <param name="xLabel">Quantity and unit.</param>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="series">Name, horizontal and vertical values, [points], of each group; NaN = left out.</param>
    /// <exception cref="ArgumentException">There is no series, or the two columns of one differ in length.</exception>
    public static Figure Scatter(string xLabel, string yLabel, params (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new Figure
        {
            X = new Axis(xLabel),
            Y = new Axis(yLabel),
            Marks = [.. RequireSome(series).Select(one => new Mark.Points(one.Name, one.X, RequireLength(one.Name, one.Y, one.X.Count, nameof(series))))],
        };
    }

    /// <summary>The same figure with a title.</summary>
    public Figure WithTitle(string title) => this with { Title = title };

    /// <summary>The same figure with a caption.</summary>
    public Figure WithCaption(string caption) => this with { Caption = caption };

    /// <summary>The same figure, only a part of the x axis shown; how many values of a distribution lie outside is told below the panel.</summary>
    /// <exception cref="ArgumentException">The limits are not two ascending finite numbers.</exception>
    public Figure WithXLimits(double min, double max) => this with { X = Limit(X, min, max) };

    /// <summary>The same figure, only some days shown, both included.</summary>
    /// <exception cref="ArgumentException">The last day does not lie behind the first.</exception>
    public Figure WithXLimits(DateOnly first, DateOnly last) => WithXLimits(first.DayNumber, (double)last.DayNumber);

    /// <summary>The same figure, only a part of the left y axis shown.</summary>
    /// <exception cref="ArgumentException">The limits are not two ascending finite numbers.</exception>
    public Figure WithYLimits(double min, double max) => this with { Y = Limit(Y, min, max) };

    /// <summary>The figure as SVG: no script, no style sheet, no font of its own, all ids its own.</summary>
    /// <remarks>Letters are at least 8 pt high at the size asked for; ask for 321 × 220 to print at a column width of 85 mm.</remarks>
    /// <param name="width">Width in CSS pixels (96 per inch), 200 or more.</param>
    /// <param name="height">Height in CSS pixels, 150 or more; long texts make the picture higher so that half of it is left to the panel.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for a figure.</exception>
    public string ToSvg(int width = 720, int height = 420)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 200);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 150);
        return new SvgFigure(this, width, height).Draw();
    }

    /// <summary>Writes the figure to a file.</summary>
    /// <param name="path">A path that ends in <c>.svg</c>.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    /// <exception cref="ArgumentException">The path ends in something else.</exception>
    public void Save(string path, int width = 720, int height = 420)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"'{path}' does not end in .svg, the one format that figures are saved in so far.", nameof(path));
        }

        File.WriteAllText(path, ToSvg(width, height), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    /// <summary>The figure in the forms that a notebook's front end chooses from; found by its name.</summary>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [FigureFormatters.Svg] = ToSvg(),
        [FigureFormatters.Plain] = ToString(),
    };

    /// <summary>Title, axes and names in one line, for places without pictures.</summary>
    public override string ToString()
    {
        string names = string.Join(", ", Marks.Select(mark => mark.Name).Where(name => name.Length > 0));
        string axes = string.Join(" over ", new[] { Y.Label, X.Label }.Where(label => label.Length > 0));
        return string.Create(CultureInfo.InvariantCulture, $"Figure{(Title.Length > 0 ? $" '{Title}'" : "")}: {axes}{(names.Length > 0 ? $" ({names})" : "")}");
    }

    private static Axis Limit(Axis axis, double min, double max) => double.IsFinite(min) && double.IsFinite(max) && min < max
        ? axis with { Min = min, Max = max }
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{min} … {max} is no span of an axis: give two ascending numbers."), nameof(max));

    private static T[] RequireSome<T>(T[] series) => series.Length > 0
        ? series
        : throw new ArgumentException("There is nothing to draw: give at least one series.", nameof(series));

    private static IReadOnlyList<double> RequireLength(string name, IReadOnlyList<double> values, int length, string argument) => values.Count == length
        ? values
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"'{name}' has {values.Count} values where x has {length}; give both the same length."), argument);

    private static double[] Column(IReadOnlyList<float> values, int days, string argument) => values.Count == days
        ? [.. values.Select(value => (double)value)]
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"A series has {values.Count} days, the first one {days}; cut all to the same period first."), argument);
}
