namespace HydroNotebook.Figures.Svg;

/// <summary>Draws marks into a panel.</summary>
internal static class MarkDrawing
{
    internal static void Draw(SvgWriter svg, Mark mark, PanelLayout panel)
    {
        MarkStyle style = panel.Styles[mark];
        Scaling y = mark.OnSecondAxis ? panel.Y2 : panel.Y;
        (double left, double top, double right, double bottom) = panel.Frame;
        switch (mark)
        {
            case Mark.Line line:
                Lines(svg, line, panel, style, y);
                break;
            case Mark.Cdf distribution:
                Stroke(svg, LinePath.Of(Steps(distribution, panel.X, y), left, right, out _), style, HoverData.OfMark(mark, "line"));
                break;
            case Mark.Points points:
                PointDrawing.Draw(svg, points, panel, style, y);
                break;
            case Mark.Bars bars:
                Bars(svg, bars, panel, style, y);
                break;
            case Mark.Histogram histogram:
                Histogram(svg, histogram, panel, style, y);
                break;
            case Mark.Boxes boxes:
                BoxDrawing.Draw(svg, boxes, panel, style, y);
                break;
            case Mark.Band band:
                string area = BandPath.Of([.. Enumerable.Range(0, band.X.Count).Select(k => (panel.X[band.X[k]], y[band.Low[k]], y[band.High[k]]))], left, right);
                Fill(svg, area, style.Colour, " fill-opacity=\"0.25\"");
                break;
            case Mark.Cells cells:
                CellDrawing.Draw(svg, cells, panel);
                break;
            case Mark.HorizontalLine line when double.IsFinite(y[line.At]):
                Stroke(svg, $"M{SvgWriter.Number(left)} {SvgWriter.Number(y[line.At])}H{SvgWriter.Number(right)}", style, "");
                break;
            case Mark.VerticalLine line when double.IsFinite(panel.X[line.At]):
                Stroke(svg, $"M{SvgWriter.Number(panel.X[line.At])} {SvgWriter.Number(top)}V{SvgWriter.Number(bottom)}", style, "");
                break;
            case Mark.Diagonal:
                Stroke(svg, LinePath.Of(Diagonal(panel).Select(value => (panel.X[value], y[value])), left - 1, right + 1, out _), style, "");
                break;
            case Mark.Text text:
                Words(svg, text, panel, y);
                break;
            case Mark.HorizontalLine or Mark.VerticalLine:
                break;
            default:
                throw new InvalidOperationException($"No drawing is known for the mark {mark.GetType().Name}.");
        }
    }

    /// <summary>Vertical bars with caps.</summary>
    internal static void Errors(SvgWriter svg, ErrorBars? errors, IReadOnlyList<double> places, Scaling y, string colour)
    {
        if (errors is null)
        {
            return;
        }

        string path = string.Concat(Enumerable.Range(0, Math.Min(places.Count, Math.Min(errors.Low.Count, errors.High.Count)))
            .Select(k => (X: places[k], Low: y[errors.Low[k]], High: y[errors.High[k]]))
            .Where(bar => double.IsFinite(bar.X) && double.IsFinite(bar.Low) && double.IsFinite(bar.High))
            .Select(bar => $"M{SvgWriter.Number(bar.X)} {SvgWriter.Number(bar.Low)}V{SvgWriter.Number(bar.High)}m-3 0h6M{SvgWriter.Number(bar.X - 3)} {SvgWriter.Number(bar.Low)}h6"));
        if (path.Length > 0)
        {
            svg.Raw($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.2\"/>");
        }
    }

    internal static void Fill(SvgWriter svg, string path, string colour, string more)
    {
        if (path.Length > 0)
        {
            svg.Raw($"<path d=\"{path}\" fill=\"{colour}\"{more}/>");
        }
    }

    private static void Stroke(SvgWriter svg, string path, MarkStyle style, string more)
    {
        if (path.Length > 0)
        {
            string cap = style.Dash == Dash.Solid ? "round" : "butt";
            svg.Raw($"<path d=\"{path}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"{SvgWriter.Number(style.Width)}\" stroke-linejoin=\"round\" stroke-linecap=\"{cap}\"{style.DashAttribute}{more}/>");
        }
    }

    private static void Lines(SvgWriter svg, Mark.Line line, PanelLayout panel, MarkStyle style, Scaling y)
    {
        (double X, double Y)[] places = [.. Enumerable.Range(0, line.X.Count).Select(k => (panel.X[line.X[k]], y[line.Y[k]]))];
        (double left, _, double right, _) = panel.Frame;
        Errors(svg, line.Errors, [.. places.Select(place => place.X)], y, style.Colour);
        Stroke(svg, LinePath.Of(places, left, right, out IReadOnlyList<(double X, double Y)> lone), style, line.Quiet ? "" : HoverData.OfMark(line, "line"));
        if (lone.Count > 0 && line is { Shape: null, Quiet: false })
        {
            svg.Raw(DotPath.Draw(DotPath.Thin(lone), style with { Shape = PointShape.Circle }, style.Width + 2.6, "1", HoverData.OfMark(line, "points")));
        }

        if (line.Shape is not null)
        {
            svg.Raw(DotPath.Draw(DotPath.Thin([.. places.Where(place => double.IsFinite(place.X) && double.IsFinite(place.Y))]), style, 6, "1", ""));
        }
    }

    private static void Bars(SvgWriter svg, Mark.Bars bars, PanelLayout panel, MarkStyle style, Scaling y)
    {
        (double left, _, double right, _) = panel.Frame;
        double group = MarkData.BarWidth(bars.X, panel.Figure.X.Scale) / (panel.X.Max - panel.X.Min) * (panel.X.High - panel.X.Low);
        double width = group / bars.Slots;
        double shift = (bars.Slot - ((bars.Slots - 1) / 2.0)) * width;
        double[] places = [.. bars.X.Select(x => panel.X[x] + shift)];
        string path = BarPath.Of(places.Select((place, k) => (place, y[bars.Y[k]])), y.Foot, width, left, right);
        Fill(svg, path, style.Colour, HoverData.OfMark(bars, "bars"));
        Errors(svg, bars.Errors, places, y, TextSizes.Ink);
    }

    private static void Histogram(SvgWriter svg, Mark.Histogram histogram, PanelLayout panel, MarkStyle style, Scaling y)
    {
        int[] counts = MarkData.Counts(histogram);
        var path = new System.Text.StringBuilder();
        for (int k = 0; k < counts.Length; k++)
        {
            double from = Math.Min(panel.X[histogram.Edges[k]], panel.X[histogram.Edges[k + 1]]);
            double width = Math.Abs(panel.X[histogram.Edges[k + 1]] - panel.X[histogram.Edges[k]]);
            double top = y[counts[k]];
            if (counts[k] > 0 && double.IsFinite(from) && double.IsFinite(width) && double.IsFinite(top))
            {
                path.Append('M').Append(SvgWriter.Number(from)).Append(' ').Append(SvgWriter.Number(y.Foot))
                    .Append('V').Append(SvgWriter.Number(top)).Append('h').Append(SvgWriter.Number(width)).Append('V').Append(SvgWriter.Number(y.Foot)).Append('z');
            }
        }

        bool alone = panel.Figure.Marks.Count(mark => mark is Mark.Histogram) == 1;
        string paint = alone ? " fill-opacity=\"0.85\" stroke=\"#ffffff\" stroke-width=\"0.8\"" : $" fill-opacity=\"0.3\" stroke=\"{style.Colour}\" stroke-width=\"1.2\"";
        Fill(svg, path.ToString(), style.Colour, paint + HoverData.OfMark(histogram, "bars"));
    }

    private static IEnumerable<(double X, double Y)> Steps(Mark.Cdf distribution, Scaling x, Scaling y)
    {
        // Values beyond the ends (infinite, or zero on a logarithmic axis) count, but have no place.
        double low = x.Low - 10;
        double high = x.High + 10;
        bool any = false;
        foreach ((double value, double share) in MarkData.Steps(distribution.Values))
        {
            double place = x[value];
            place = double.IsFinite(place) ? Math.Clamp(place, low, high) : (value > 0) == (x.To > x.From) ? high : low;
            if (!any)
            {
                yield return (x.To > x.From ? low : high, y[0]);
                any = true;
            }

            yield return (place, y[share]);
        }

        if (any)
        {
            yield return (x.To > x.From ? high : low, y[1]);
        }
    }

    private static double[] Diagonal(PanelLayout panel)
    {
        double min = Math.Max(panel.X.Min, panel.Y.Min);
        double max = Math.Min(panel.X.Max, panel.Y.Max);
        return min < max ? [min, max] : [];
    }

    private static void Words(SvgWriter svg, Mark.Text text, PanelLayout panel, Scaling y)
    {
        (double px, double py) = (panel.X[text.X], y[text.Y]);
        if (!double.IsFinite(px) || !double.IsFinite(py))
        {
            return;
        }

        double half = LetterWidths.Of(text.Words, TextSizes.Tick) / 2;
        (double left, double top, double right, double bottom) = panel.Frame;
        px = right - left > 2 * half ? Math.Clamp(px, left + half + 3, right - half - 3) : (left + right) / 2;
        svg.Text(px, Math.Clamp(py - 4, top + TextSizes.Tick, bottom - 3), TextSizes.Tick, "middle", text.Words, " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
    }
}
