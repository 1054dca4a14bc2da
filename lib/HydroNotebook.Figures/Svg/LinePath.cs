using System.Text;

namespace HydroNotebook.Figures.Svg;

/// <summary>A line as an SVG path, thinned to what the pixels can show: first, lowest, highest and last point of each pixel column.</summary>
internal static class LinePath
{
    /// <summary>Path data in pixels; NaN breaks the line.</summary>
    /// <param name="points">Points in pixels.</param>
    /// <param name="lone">Points with a gap on both sides, as dots: they would be lost as lines.</param>
    /// <param name="left">Left end of the panel; what lies further out is left out but for the neighbours of what is inside.</param>
    /// <param name="right">Right end of the panel.</param>
    internal static string Of(IEnumerable<(double X, double Y)> points, double left, double right, out IReadOnlyList<(double X, double Y)> lone)
    {
        var path = new StringBuilder();
        var dots = new List<(double X, double Y)>();
        var piece = new List<(double X, double Y)>();
        (double X, double Y)? outside = null;
        foreach ((double X, double Y) point in points)
        {
            if (!double.IsFinite(point.X) || !double.IsFinite(point.Y))
            {
                Write(path, dots, piece);
                outside = null;
            }
            else if (point.X >= left && point.X <= right)
            {
                if (outside is { } before)
                {
                    piece.Add(before);
                    outside = null;
                }

                piece.Add(point);
            }
            else
            {
                if (outside is { } before && (before.X < left) != (point.X < left))
                {
                    piece.Add(before);
                }

                if (piece.Count > 0)
                {
                    piece.Add(point);
                    Write(path, dots, piece);
                }

                outside = point;
            }
        }

        Write(path, dots, piece);
        lone = dots;
        return path.ToString();
    }

    private static void Write(StringBuilder path, List<(double X, double Y)> dots, List<(double X, double Y)> piece)
    {
        List<(double X, double Y)> thin = Thin(piece);
        piece.Clear();
        if (thin.Count == 0)
        {
            return;
        }

        if (thin.Count == 1)
        {
            dots.Add(thin[0]);
            return;
        }

        path.Append('M');
        Append(path, thin[0]);

        for (int k = 1; k < thin.Count; k++)
        {
            path.Append('L');
            Append(path, thin[k]);
        }
    }

    private static void Append(StringBuilder path, (double X, double Y) point) =>
        path.Append(SvgWriter.Fine(point.X)).Append(' ').Append(SvgWriter.Number(point.Y));

    private static List<(double X, double Y)> Thin(List<(double X, double Y)> points)
    {
        if (points.Count < 4)
        {
            return [.. points];
        }

        var kept = new List<(double X, double Y)>();
        int start = 0;
        while (start < points.Count)
        {
            double column = Math.Floor(points[start].X);
            int end = start;
            int low = start;
            int high = start;
            while (end < points.Count && Math.Floor(points[end].X) == column)
            {
                low = points[end].Y < points[low].Y ? end : low;
                high = points[end].Y > points[high].Y ? end : high;
                end++;
            }

            int last = -1;
            foreach (int k in new[] { start, Math.Min(low, high), Math.Max(low, high), end - 1 })
            {
                if (k > last)
                {
                    kept.Add(points[k]);
                    last = k;
                }
            }

            start = end;
        }

        return kept;
    }
}
