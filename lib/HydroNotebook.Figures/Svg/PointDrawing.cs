namespace HydroNotebook.Figures.Svg;

/// <summary>Draws points: of one colour as one path, coloured by value as circles.</summary>
internal static class PointDrawing
{
    private const int Many = 400;

    internal static void Draw(SvgWriter svg, Mark.Points points, PanelLayout panel, MarkStyle style, Scaling y)
    {
        (double left, _, double right, _) = panel.Frame;
        double size = points.Diameter * panel.PointScale;
        double[] x = [.. points.X.Select(value => panel.X[value])];
        int[] seen = [.. Enumerable.Range(0, Math.Min(x.Length, points.Y.Count))
            .Where(k => x[k] >= left && x[k] <= right && double.IsFinite(y[points.Y[k]]))];
        MarkDrawing.Errors(svg, points.Errors, x, y, style.Colour);
        if (points.Values is not null)
        {
            Coloured(svg, points, size, [.. seen.Select(k => (x[k], y[points.Y[k]], points.Values[k]))], Labels(points, seen));
            return;
        }

        IReadOnlyList<(double X, double Y)> places = [.. seen.Select(k => (x[k], y[points.Y[k]]))];
        // Thinned points have lost their labels.
        bool all = places.Count <= DotPath.Most;
        string opacity = places.Count > Many ? "0.6" : "0.85";
        string path = DotPath.Draw(DotPath.Thin(places), style, size, opacity, HoverData.OfMark(points, "points") + (all ? Labels(points, seen) : ""));
        if (path.Length > 0)
        {
            svg.Raw(path);
        }
    }

    private static void Coloured(SvgWriter svg, Mark.Points points, double size, IReadOnlyList<(double X, double Y, double Value)> places, string labels)
    {
        ColourScale scale = Figure.ScaleOf(points)!;
        (double Min, double Max) span = scale.Span(points.Values!);
        if (places.Count > DotPath.Most)
        {
            Levels(svg, size, places, scale, span);
            return;
        }

        string values = $" data-figure-values=\"{HoverData.Values(places.Select(place => place.Value))}\"";
        svg.Raw($"<g stroke=\"{TextSizes.Ink}\" stroke-width=\"0.4\"{HoverData.OfMark(points, "circles")}{labels}{values}>");
        string radius = SvgWriter.Number(size / 2);
        foreach ((double x, double y, double value) in places)
        {
            svg.Raw($"<circle cx=\"{SvgWriter.Fine(x)}\" cy=\"{SvgWriter.Number(y)}\" r=\"{radius}\" fill=\"{scale.At(value, span)}\"/>");
        }

        svg.Raw("</g>");
    }

    private static void Levels(SvgWriter svg, double size, IReadOnlyList<(double X, double Y, double Value)> places, ColourScale scale, (double Min, double Max) span)
    {
        const int levels = 48;
        foreach (IGrouping<int, (double X, double Y, double Value)> level in places
            .GroupBy(place => double.IsNaN(place.Value) ? -1 : (int)Math.Clamp((place.Value - span.Min) / (span.Max - span.Min) * levels, 0, levels - 1)).OrderBy(level => level.Key))
        {
            string colour = level.Key < 0 ? Palette.Missing : scale.At(span.Min + ((level.Key + 0.5) / levels * (span.Max - span.Min)), span);
            svg.Raw(DotPath.Draw(DotPath.Thin([.. level.Select(place => (place.X, place.Y))]), new MarkStyle(colour, 1, Dash.Solid, PointShape.Circle), size, "1", ""));
        }
    }

    private static string Labels(Mark.Points points, int[] seen) =>
        points.Labels is null ? "" : $" data-figure-labels=\"{HoverData.Names(seen.Select(k => points.Labels[k]))}\"";
}
