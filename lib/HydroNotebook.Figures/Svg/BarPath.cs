using System.Text;

namespace HydroNotebook.Figures.Svg;

/// <summary>Bars as one SVG path; where several fall into one pixel column the longest is drawn.</summary>
internal static class BarPath
{
    /// <summary>Path data in pixels.</summary>
    /// <param name="bars">Middle and end of each bar; NaN = none.</param>
    /// <param name="foot">Where bars start.</param>
    /// <param name="width">Distance between the middles of neighbours.</param>
    /// <param name="left">Left end of the panel.</param>
    /// <param name="right">Right end of the panel.</param>
    internal static string Of(IEnumerable<(double X, double Y)> bars, double foot, double width, double left, double right)
    {
        double column = Math.Max(1, width);
        double drawn = width >= 3 ? width * 0.85 : column;
        var longest = new SortedDictionary<double, (double X, double Y)>();
        foreach ((double X, double Y) bar in bars)
        {
            if (double.IsFinite(bar.Y) && bar.Y != foot && bar.X >= left - width && bar.X <= right + width)
            {
                double key = width >= 1 ? bar.X : Math.Floor(bar.X);
                if (!longest.TryGetValue(key, out (double X, double Y) other) || Math.Abs(bar.Y - foot) > Math.Abs(other.Y - foot))
                {
                    longest[key] = (width >= 1 ? bar.X : key + 0.5, bar.Y);
                }
            }
        }

        var path = new StringBuilder();
        foreach ((double x, double y) in longest.Values)
        {
            path.Append('M').Append(SvgWriter.Number(x - (drawn / 2))).Append(' ').Append(SvgWriter.Number(foot))
                .Append('V').Append(SvgWriter.Number(y)).Append('h').Append(SvgWriter.Number(drawn)).Append('V').Append(SvgWriter.Number(foot)).Append('z');
        }

        return path.ToString();
    }
}
