using System.Text;

namespace HydroNotebook.Figures.Svg;

/// <summary>The area between two curves as an SVG path: the lowest and highest value of each pixel column.</summary>
internal static class BandPath
{
    /// <summary>Path data in pixels; a gap parts the area.</summary>
    internal static string Of(IReadOnlyList<(double X, double Low, double High)> points, double left, double right)
    {
        var path = new StringBuilder();
        var piece = new List<(double X, double Low, double High)>();
        foreach ((double X, double Low, double High) point in points)
        {
            if (double.IsFinite(point.X) && double.IsFinite(point.Low) && double.IsFinite(point.High))
            {
                // Far neighbours outside bound the area no worse than a point on the edge of the picture.
                piece.Add(point);
            }
            else
            {
                Write(path, piece, left, right);
            }
        }

        Write(path, piece, left, right);
        return path.ToString();
    }

    private static void Write(StringBuilder path, List<(double X, double Low, double High)> piece, double left, double right)
    {
        List<(double X, double Low, double High)> thin = Thin(Visible(piece, left, right));
        piece.Clear();
        if (thin.Count == 0)
        {
            return;
        }

        if (thin.Count == 1)
        {
            // A lone point is a stroke of one pixel.
            thin = [thin[0] with { X = thin[0].X - 0.5 }, thin[0] with { X = thin[0].X + 0.5 }];
        }

        char command = 'M';
        foreach ((double x, double low, _) in thin)
        {
            path.Append(command).Append(SvgWriter.Fine(x)).Append(' ').Append(SvgWriter.Number(low));
            command = 'L';
        }

        for (int k = thin.Count - 1; k >= 0; k--)
        {
            path.Append('L').Append(SvgWriter.Fine(thin[k].X)).Append(' ').Append(SvgWriter.Number(thin[k].High));
        }

        path.Append('z');
    }

    private static List<(double X, double Low, double High)> Visible(List<(double X, double Low, double High)> piece, double left, double right)
    {
        int first = piece.FindIndex(point => point.X >= left);
        int last = piece.FindLastIndex(point => point.X <= right);
        return first < 0 || last < 0 ? [] : piece[Math.Max(0, Math.Min(first, last) - 1)..Math.Min(piece.Count, Math.Max(first, last) + 2)];
    }

    private static List<(double X, double Low, double High)> Thin(List<(double X, double Low, double High)> points)
    {
        if (points.Count < 2000)
        {
            return points;
        }

        // In pixels "low" lies below: the larger number.
        return [.. points.GroupBy(point => Math.Floor(point.X)).SelectMany(column =>
        {
            (double X, double Low, double High)[] all = [.. column];
            (double low, double high) = (all.Max(point => point.Low), all.Min(point => point.High));
            return all.Length == 1 ? all : [(all[0].X, low, high), (all[^1].X, low, high)];
        })];
    }
}
