namespace HydroNotebook.Figures.Svg;

/// <summary>The colours of a panel as a bar with ticks to its right.</summary>
internal sealed class ColourBar
{
    private const double Gap = 12;
    private const double Thick = 13;
    private const int Stops = 24;

    private readonly ColourScale _scale;
    private readonly (double Min, double Max) _span;

    private ColourBar(ColourScale scale, (double Min, double Max) span)
    {
        _scale = scale;
        _span = span;
    }

    /// <summary>The bar of a panel's first mark with colours by value; null where there is none.</summary>
    internal static ColourBar? Of(Figure figure)
    {
        Mark? mark = figure.Marks.FirstOrDefault(one => Figure.ScaleOf(one) is not null);
        return mark is null ? null : new ColourBar(Figure.ScaleOf(mark)!, Figure.ScaleOf(mark)!.Span(FigureNotes.ColourValues(mark)));
    }

    /// <summary>Room to the right of the frame, pixels.</summary>
    internal double Width(double height) => Gap + Thick + 8 + TickWidth(height) + (_scale.Label.Length > 0 ? TextSizes.Label * TextSizes.LineHeight : 0);

    internal void Draw(SvgWriter svg, string id, double left, double top, double bottom)
    {
        double x = left + Gap;
        svg.Raw($"<linearGradient id=\"{id}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">");
        for (int k = 0; k <= Stops; k++)
        {
            double share = (double)k / Stops;
            string colour = _scale.At(_span.Min + (share * (_span.Max - _span.Min)), _span);
            svg.Raw($"<stop offset=\"{SvgWriter.Number(100 * share)}%\" stop-color=\"{colour}\"/>");
        }

        svg.Raw("</linearGradient>");
        svg.Raw($"<rect x=\"{SvgWriter.Number(x)}\" y=\"{SvgWriter.Number(top)}\" width=\"{SvgWriter.Number(Thick)}\" height=\"{SvgWriter.Number(bottom - top)}\" fill=\"url(#{id})\" stroke=\"{TextSizes.Ink}\" stroke-width=\"0.6\"/>");
        var scaling = new Scaling(_span.Min, _span.Max, bottom, top);
        foreach (Tick tick in TicksOf(bottom - top))
        {
            double y = scaling[tick.Value];
            svg.Line(x + Thick, y, x + Thick + 4, y, TextSizes.Ink);
            svg.Text(x + Thick + 7, y + (TextSizes.Tick * 0.35), TextSizes.Tick, "start", tick.Text);
        }

        if (_scale.Label.Length > 0)
        {
            double middle = x + Thick + 8 + TickWidth(bottom - top) + TextSizes.Label;
            double y = (top + bottom) / 2;
            svg.Text(middle, y, TextSizes.Label, "middle", _scale.Label, $" transform=\"rotate(-90 {SvgWriter.Number(middle)} {SvgWriter.Number(y)})\"");
        }
    }

    private double TickWidth(double height) => TicksOf(height).Select(tick => LetterWidths.Of(tick.Text, TextSizes.Tick)).DefaultIfEmpty(0).Max();

    private IReadOnlyList<Tick> TicksOf(double height) => Ticks.Linear(_span.Min, _span.Max, AxisTicks.MostVertical(height));
}
