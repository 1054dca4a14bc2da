namespace HydroNotebook.Figures.Outlines;

/// <summary>The part of the world that a map shows.</summary>
/// <param name="West">Degrees east of the left edge.</param>
/// <param name="South">Degrees north of the lower edge.</param>
/// <param name="East">Degrees east of the right edge.</param>
/// <param name="North">Degrees north of the upper edge.</param>
/// <param name="Outlines">Names of the outlines drawn.</param>
internal sealed record MapWindow(double West, double South, double East, double North, IReadOnlyList<string> Outlines)
{
    private static readonly MapWindow Conus = new(-125.5, 24, -66.2, 50, ["states", "conus"]);
    private static readonly MapWindow Isles = new(-10.9, 49.6, 2.4, 61, ["isles"]);

    /// <summary>Length of a degree of latitude over one of longitude in the middle of the map.</summary>
    internal double Aspect => 1 / Math.Cos(Math.Clamp((South + North) / 2, -80, 80) * Math.PI / 180);

    /// <summary>The window for some points.</summary>
    internal static MapWindow Around(IReadOnlyList<double> longitude, IReadOnlyList<double> latitude)
    {
        (double west, double east) = Span(longitude, 360);
        (double south, double north) = Span(latitude, 90);
        if (west > east || south > north)
        {
            return Conus;
        }

        foreach (MapWindow known in (MapWindow[])[Conus, Isles])
        {
            if (west >= known.West && east <= known.East && south >= known.South && north <= known.North)
            {
                return known;
            }
        }

        double margin = Math.Max(2, 0.06 * Math.Max(east - west, north - south));
        return new MapWindow(
            Math.Max(Math.Min(-180, Math.Floor(west)), Math.Floor(west - margin)),
            Math.Max(-90, Math.Floor(south - margin)),
            Math.Min(Math.Max(180, Math.Ceiling(east)), Math.Ceiling(east + margin)),
            Math.Min(90, Math.Ceiling(north + margin)),
            ["world"]);
    }

    /// <summary>The outlines as lines that no legend names.</summary>
    internal IEnumerable<Mark> Land()
    {
        foreach (string name in Outlines)
        {
            var x = new List<double>();
            var y = new List<double>();
            foreach (IReadOnlyList<(double Longitude, double Latitude)> line in LandOutline.Named(name))
            {
                if (line.All(point => point.Longitude < West) || line.All(point => point.Longitude > East) || line.All(point => point.Latitude < South) || line.All(point => point.Latitude > North))
                {
                    continue;
                }

                x.AddRange(line.Select(point => point.Longitude).Append(double.NaN));
                y.AddRange(line.Select(point => point.Latitude).Append(double.NaN));
            }

            yield return new Mark.Line("", x, y) { Colour = name == "states" ? Palette.Border : Palette.Land, Width = name == "states" ? 0.7 : 1, Quiet = true };
        }
    }

    // What is no place on Earth is not drawn and must not widen the map.
    private static (double Min, double Max) Span(IReadOnlyList<double> values, double farthest)
    {
        double[] finite = [.. values.Where(value => Math.Abs(value) <= farthest)];
        return finite.Length == 0 ? (1, 0) : (finite.Min(), finite.Max());
    }
}
