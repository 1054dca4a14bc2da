using System.Globalization;
using HydroNotebook.Figures.Outlines;

namespace HydroNotebook.Figures;

/// <content>Points and cells over two axes, and maps.</content>
public sealed partial record Figure
{
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

    /// <summary>Points in a plane, coloured by a third quantity.</summary>
    /// <param name="xLabel">Quantity and unit.</param>
    /// <param name="yLabel">Quantity and unit.</param>
    /// <param name="colourLabel">Quantity and unit of the colours.</param>
    /// <param name="x">Horizontal values, [points]; NaN = left out.</param>
    /// <param name="y">Vertical values, [points]; NaN = left out.</param>
    /// <param name="values">Values of the colours, [points]; NaN = grey.</param>
    /// <param name="labels">A name for each point, shown when one points at it: basin ids, say. Null = none.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static Figure Scatter(
        string xLabel,
        string yLabel,
        string colourLabel,
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        IReadOnlyList<double> values,
        IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(values);
        return new Figure
        {
            X = new Axis(xLabel),
            Y = new Axis(yLabel),
            Marks = [new Mark.Points("", x, RequireLength(yLabel, y, x.Count, nameof(y)))
            {
                Values = RequireLength(colourLabel, values, x.Count, nameof(values)),
                Scale = new ColourScale(colourLabel),
                Labels = labels is null ? null : RequireLength("labels", labels, x.Count, nameof(labels)),
            }],
        };
    }

    /// <summary>Cells over named columns and rows, the first row on top.</summary>
    /// <param name="colourLabel">Quantity and unit of the colours.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Names of the rows.</param>
    /// <param name="values">[rows][columns]; NaN = grey.</param>
    /// <exception cref="ArgumentException">The values have not the shape of rows and columns.</exception>
    public static Figure HeatMap(string colourLabel, IReadOnlyList<string> columns, IReadOnlyList<string> rows, IReadOnlyList<IReadOnlyList<double>> values)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        Figure figure = HeatMap(
            colourLabel,
            "",
            "",
            [.. Enumerable.Range(0, columns.Count).Select(k => (double)k)],
            [.. Enumerable.Range(0, rows.Count).Select(k => (double)k)],
            values);
        return figure with { X = Categories(columns), Y = Categories(rows) with { Inverted = true } };
    }

    /// <summary>Cells over two axes of numbers.</summary>
    /// <param name="colourLabel">Quantity and unit of the colours.</param>
    /// <param name="xLabel">Quantity and unit of the columns.</param>
    /// <param name="yLabel">Quantity and unit of the rows.</param>
    /// <param name="x">Middles of the columns, ascending.</param>
    /// <param name="y">Middles of the rows, ascending.</param>
    /// <param name="values">[rows][columns]; NaN = grey.</param>
    /// <exception cref="ArgumentException">The values have not the shape of rows and columns, or middles do not ascend.</exception>
    public static Figure HeatMap(
        string colourLabel, string xLabel, string yLabel, IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<IReadOnlyList<double>> values)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != y.Count || values.Any(row => row.Count != x.Count))
        {
            int wrong = values.Select(row => row.Count).FirstOrDefault(count => count != x.Count, x.Count);
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The values are {values.Count} rows of {wrong}, the axes ask for {y.Count} rows of {x.Count}; give one value for each cell."),
                nameof(values));
        }

        RequireAscending(x, nameof(x));
        RequireAscending(y, nameof(y));
        return new Figure
        {
            X = new Axis(xLabel),
            Y = new Axis(yLabel),
            Marks = [new Mark.Cells(x, y, values, new ColourScale(colourLabel))],
        };
    }

    /// <summary>A map of points over the outline of the land, coloured by value.</summary>
    /// <remarks>Longitude and latitude as they are, true to length in the middle of the map. Points within the conterminous United States or the British Isles get that outline, others the world's.</remarks>
    /// <param name="colourLabel">Quantity and unit of the colours.</param>
    /// <param name="longitude">Degrees east, [points]; NaN = left out.</param>
    /// <param name="latitude">Degrees north, [points]; NaN = left out.</param>
    /// <param name="values">Values of the colours, [points]; NaN = grey.</param>
    /// <param name="labels">A name for each point, shown when one points at it: basin ids, say. Null = none.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static Figure Map(
        string colourLabel, IReadOnlyList<double> longitude, IReadOnlyList<double> latitude, IReadOnlyList<double> values, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(longitude);
        ArgumentNullException.ThrowIfNull(latitude);
        ArgumentNullException.ThrowIfNull(values);
        Mark.Points points = Places("", longitude, latitude, labels) with
        {
            Values = RequireLength(colourLabel, values, longitude.Count, nameof(values)),
            Scale = new ColourScale(colourLabel),
        };
        return MapOf(longitude, latitude, [points]);
    }

    /// <summary>A map of points over the outline of the land, coloured by class, with a legend.</summary>
    /// <param name="longitude">Degrees east, [points]; NaN = left out.</param>
    /// <param name="latitude">Degrees north, [points]; NaN = left out.</param>
    /// <param name="classes">Name of the class of each point, [points]. Classes keep the order in which they first occur.</param>
    /// <param name="labels">A name for each point, shown when one points at it: basin ids, say. Null = none.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static Figure Map(
        IReadOnlyList<double> longitude, IReadOnlyList<double> latitude, IReadOnlyList<string> classes, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(longitude);
        ArgumentNullException.ThrowIfNull(latitude);
        ArgumentNullException.ThrowIfNull(classes);
        RequireLength("classes", classes, longitude.Count, nameof(classes));
        Places("", longitude, latitude, labels);
        var marks = new List<Mark>();
        foreach (IGrouping<string, int> one in Enumerable.Range(0, classes.Count).GroupBy(k => classes[k], StringComparer.Ordinal))
        {
            marks.Add(Places(one.Key, [.. one.Select(k => longitude[k])], [.. one.Select(k => latitude[k])], labels is null ? null : [.. one.Select(k => labels[k])]));
        }

        return MapOf(longitude, latitude, marks);
    }

    private static Mark.Points Places(string name, IReadOnlyList<double> longitude, IReadOnlyList<double> latitude, IReadOnlyList<string>? labels) =>
        new(name, longitude, RequireLength("latitude", latitude, longitude.Count, nameof(latitude)))
        {
            Labels = labels is null ? null : RequireLength("labels", labels, longitude.Count, nameof(labels)),
        };

    private static Figure MapOf(IReadOnlyList<double> longitude, IReadOnlyList<double> latitude, IReadOnlyList<Mark> points)
    {
        MapWindow window = MapWindow.Around(longitude, latitude);
        return new Figure
        {
            X = new Axis("") { Scale = AxisScale.Longitude, Min = window.West, Max = window.East },
            Y = new Axis("") { Scale = AxisScale.Latitude, Min = window.South, Max = window.North },
            Aspect = window.Aspect,
            Marks = [.. window.Land(), .. points],
            Height = Math.Clamp((int)(80 + (600 * window.Aspect * (window.North - window.South) / (window.East - window.West))), 280, 640),
        };
    }

    private static void RequireAscending(IReadOnlyList<double> middles, string argument)
    {
        for (int k = 0; k < middles.Count; k++)
        {
            if (!double.IsFinite(middles[k]) || (k > 0 && middles[k] <= middles[k - 1]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Middle {k} of the cells is {middles[k]}; give ascending finite numbers."), argument);
            }
        }
    }
}
