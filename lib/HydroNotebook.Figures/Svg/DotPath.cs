using System.Text;

namespace HydroNotebook.Figures.Svg;

/// <summary>Points as one SVG path of dots; points that would cover each other are drawn once.</summary>
internal static class DotPath
{
    // Some 10 bytes a dot: the figure stays under 100 kB.
    private const int Most = 8000;

    /// <summary>Path data in pixels.</summary>
    internal static string Of(IEnumerable<(double X, double Y)> points, double left, double right)
    {
        (double X, double Y)[] visible = [.. points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y) && point.X >= left && point.X <= right)];
        for (double cell = 0.5; ; cell *= 2)
        {
            var seen = new HashSet<(double, double)>();
            (double X, double Y)[] kept = [.. visible.Where(point => seen.Add((Math.Floor(point.X / cell), Math.Floor(point.Y / cell))))];
            if (kept.Length <= Most)
            {
                var path = new StringBuilder();
                foreach ((double x, double y) in kept)
                {
                    path.Append('M').Append(SvgWriter.Number(x)).Append(' ').Append(SvgWriter.Number(y)).Append("h0");
                }

                return path.ToString();
            }
        }
    }
}
