using System.Globalization;

namespace HydroNotebook.Figures;

/// <content>Distributions of values.</content>
public sealed partial record Figure
{
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

    /// <summary>Histogram with bins that suit the data: round edges, about as wide as Freedman and Diaconis (1981) propose; the same bins for all series.</summary>
    /// <param name="xLabel">Quantity and unit.</param>
    /// <param name="series">Name and values of each series; NaN = left out and counted in a note.</param>
    /// <exception cref="ArgumentException">There is no series.</exception>
    public static Figure Histogram(string xLabel, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Histogram(xLabel, BinEdges.Of(RequireSome(series).Select(one => one.Values)), series);
    }

    /// <summary>Histogram with bins of your own.</summary>
    /// <param name="xLabel">Quantity and unit.</param>
    /// <param name="edges">Edges of the bins, [bins + 1], ascending; a bin holds its lower edge, the last one both.</param>
    /// <param name="series">Name and values of each series; NaN = left out and counted in a note, as are values outside the edges.</param>
    /// <exception cref="ArgumentException">There is no series, or the edges do not ascend.</exception>
    public static Figure Histogram(string xLabel, IReadOnlyList<double> edges, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(series);
        if (edges.Count < 2 || Enumerable.Range(1, edges.Count - 1).Any(k => !(edges[k] > edges[k - 1]) || !double.IsFinite(edges[k]) || !double.IsFinite(edges[k - 1])))
        {
            throw new ArgumentException("The edges of the bins do not ascend; give two or more finite numbers, each larger than the one before.", nameof(edges));
        }

        return new Figure
        {
            X = new Axis(xLabel) { Min = edges[0], Max = edges[^1] },
            Y = new Axis("Count") { FromZero = true },
            Marks = [.. RequireSome(series).Select(one => new Mark.Histogram(one.Name, one.Values, edges))],
        };
    }

    /// <summary>One box for each group of values: quartiles, median, whiskers to the last value within 1.5 box heights, the values beyond as points.</summary>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="groups">Name and values of each group; NaN = left out and counted in a note.</param>
    /// <exception cref="ArgumentException">There is no group.</exception>
    public static Figure Box(string yLabel, params (string Name, IReadOnlyList<double> Values)[] groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        double[] places = [.. Enumerable.Range(0, RequireSome(groups).Length).Select(k => (double)k)];
        return new Figure
        {
            X = Categories([.. groups.Select(one => one.Name)]),
            Y = new Axis(yLabel),
            Marks = [new Mark.Boxes("", places, [.. groups.Select(one => one.Values)])],
        };
    }

    /// <summary>Boxes of several series side by side over named places.</summary>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="categories">Names of the places.</param>
    /// <param name="series">Name of each series and its values at each place, [categories][values].</param>
    /// <exception cref="ArgumentException">There is no series, or one has not as many groups as there are categories.</exception>
    public static Figure Box(
        string yLabel,
        IReadOnlyList<string> categories,
        params (string Name, IReadOnlyList<IReadOnlyList<double>> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(series);
        double[] places = [.. Enumerable.Range(0, categories.Count).Select(k => (double)k)];
        return new Figure
        {
            X = Categories(categories),
            Y = new Axis(yLabel),
            Marks = [.. RequireSome(series).Select((one, k) => new Mark.Boxes(one.Name, places, RequirePlaces(one.Name, one.Values, categories.Count, nameof(series)))
            {
                Slot = k,
                Slots = series.Length,
            })],
        };
    }

    /// <summary>Bars over named places, several series side by side.</summary>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="categories">Names of the places.</param>
    /// <param name="series">Name and heights, [categories], of each series; NaN = no bar.</param>
    /// <exception cref="ArgumentException">There is no series, or one has not as many values as there are categories.</exception>
    public static Figure Bar(string yLabel, IReadOnlyList<string> categories, params (string Name, IReadOnlyList<double> Values)[] series)
    {
        ArgumentNullException.ThrowIfNull(categories);
        ArgumentNullException.ThrowIfNull(series);
        double[] places = [.. Enumerable.Range(0, categories.Count).Select(k => (double)k)];
        return new Figure
        {
            X = Categories(categories),
            Y = new Axis(yLabel) { FromZero = true },
            Marks = [.. RequireSome(series).Select((one, k) => new Mark.Bars(one.Name, places, RequirePlaces(one.Name, one.Values, categories.Count, nameof(series)))
            {
                Slot = k,
                Slots = series.Length,
            })],
        };
    }

    private static Axis Categories(IReadOnlyList<string> names) => new("") { Scale = AxisScale.Category, Categories = names };

    private static IReadOnlyList<T> RequirePlaces<T>(string name, IReadOnlyList<T> values, int places, string argument) => values.Count == places
        ? values
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"'{name}' has {values.Count} values for {places} categories; give one for each."), argument);
}
