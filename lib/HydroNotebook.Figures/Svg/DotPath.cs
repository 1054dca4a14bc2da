using System.Text;

namespace HydroNotebook.Figures.Svg;

/// <summary>Points of one colour as one SVG path; of very many, those that would cover each other are drawn once.</summary>
internal static class DotPath
{
    /// <summary>Some 10 bytes a dot: the figure stays under 100 kB.</summary>
    internal const int Most = 8000;

    /// <summary>A path element; empty where there is no point.</summary>
    /// <param name="points">Middles, pixels, all finite.</param>
    /// <param name="style">Colour and shape.</param>
    /// <param name="size">Diameter, pixels.</param>
    /// <param name="opacity">From 0 to 1.</param>
    /// <param name="more">More attributes, with a blank before each.</param>
    internal static string Draw(IReadOnlyList<(double X, double Y)> points, MarkStyle style, double size, string opacity, string more)
    {
        if (points.Count == 0)
        {
            return "";
        }

        var path = new StringBuilder();
        (double dx, double dy, string outline) = Outline(style.Shape, size);
        foreach ((double x, double y) in points)
        {
            path.Append('M').Append(SvgWriter.Fine(x - dx)).Append(' ').Append(SvgWriter.Number(y - dy)).Append(outline);
        }

        string offset = dx != 0 || dy != 0 ? $" data-figure-offset=\"{SvgWriter.Fine(dx)} {SvgWriter.Number(dy)}\"" : "";
        string paint = style.Shape switch
        {
            PointShape.Circle => $"fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"{SvgWriter.Number(size)}\" stroke-linecap=\"round\" stroke-opacity=\"{opacity}\"",
            PointShape.Plus => $"fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"1.8\" stroke-opacity=\"{opacity}\"",
            _ => $"fill=\"{style.Colour}\" fill-opacity=\"{opacity}\"",
        };
        return $"<path d=\"{path}\" {paint}{offset}{more}/>";
    }

    /// <summary>The points left when those in one cell of a grid are drawn once, the grid as fine as the number allows.</summary>
    internal static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        for (double cell = 0.5; points.Count > Most; cell *= 2)
        {
            var seen = new HashSet<(double, double)>();
            points = [.. points.Where(point => seen.Add((Math.Floor(point.X / cell), Math.Floor(point.Y / cell))))];
        }

        return points;
    }

    // From the middle to the start of the path (as the middle minus the start), and the rest of the path.
    private static (double Dx, double Dy, string Outline) Outline(PointShape shape, double size)
    {
        double half = Math.Round(size * 0.46, 1);
        string h = SvgWriter.Number(half);
        string full = SvgWriter.Number(2 * half);
        double tall = Math.Round(size * 0.6, 1);
        return shape switch
        {
            PointShape.Square => (half, half, $"h{full}v{full}h-{full}z"),
            PointShape.Triangle => (0, tall, $"l{SvgWriter.Number(tall)} {SvgWriter.Number(tall * 1.7)}h-{SvgWriter.Number(2 * tall)}z"),
            PointShape.TriangleDown => (0, -tall, $"l{SvgWriter.Number(tall)} -{SvgWriter.Number(tall * 1.7)}h-{SvgWriter.Number(2 * tall)}z"),
            PointShape.Diamond => (0, tall, $"l{SvgWriter.Number(tall)} {SvgWriter.Number(tall)}l-{SvgWriter.Number(tall)} {SvgWriter.Number(tall)}l-{SvgWriter.Number(tall)} -{SvgWriter.Number(tall)}z"),
            PointShape.Plus => (half, 0, $"h{full}m-{h} -{h}v{full}"),
            _ => (0, 0, "h0"),
        };
    }
}
