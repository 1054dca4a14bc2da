namespace HydroNotebook.Figures.Svg;

/// <summary>How the texts below a panel stand: side by side, in lines, or slanted where they have no room.</summary>
/// <param name="Texts">Place and lines of each text.</param>
/// <param name="Slanted">Whether they are turned by 45 degrees.</param>
/// <param name="Height">Height of all, pixels.</param>
/// <param name="Overhang">How far the first slanted text reaches to the left of its tick, pixels.</param>
internal sealed record BottomTexts(IReadOnlyList<(double Value, string[] Lines)> Texts, bool Slanted, double Height, double Overhang)
{
    private const double LongestSlanted = 140;
    private const double LinePitch = TextSizes.Tick * 1.15;
    private const int MostLines = 3;

    /// <summary>The texts of an axis.</summary>
    internal static BottomTexts Of(Axis axis, IReadOnlyList<Tick> ticks, Scaling scaling)
    {
        if (axis.Scale != AxisScale.Category)
        {
            int lines = ticks.Count == 0 ? 1 : ticks.Max(tick => tick.Lines.Length);
            return new BottomTexts([.. ticks.Where(tick => !tick.IsMinor).Select(tick => (tick.Value, tick.Lines))], Slanted: false, LinesHeight(lines), 0);
        }

        double slot = (scaling.High - scaling.Low) / Math.Max(scaling.Max - scaling.Min, 1);
        List<(double Value, string[] Lines)> wrapped = [.. ticks.Select(tick => (tick.Value, LetterWidths.Wrap(tick.Text, TextSizes.Tick, slot - 6).ToArray()))];
        if (wrapped.All(text => text.Lines.Length <= MostLines && Array.TrueForAll(text.Lines, line => LetterWidths.Of(line, TextSizes.Tick) <= slot - 4)))
        {
            return new BottomTexts(wrapped, Slanted: false, LinesHeight(wrapped.Count == 0 ? 1 : Math.Max(1, wrapped.Max(text => text.Lines.Length))), 0);
        }

        // Slanted lines need their height along the axis; of very many names every second, third… is written.
        int every = (int)Math.Max(1, Math.Ceiling(TextSizes.Tick * 1.5 / slot));
        List<(double Value, string[] Lines)> slanted =
            [.. ticks.Where((_, k) => k % every == 0).Select(tick => (tick.Value, new[] { LetterWidths.Shorten(tick.Text, TextSizes.Tick, LongestSlanted) }))];
        double longest = slanted.Max(text => LetterWidths.Of(text.Lines[0], TextSizes.Tick));
        double overhang = slanted.Max(text => (LetterWidths.Of(text.Lines[0], TextSizes.Tick) * Math.Sqrt(0.5)) - (scaling[text.Value] - scaling.Low));
        return new BottomTexts(slanted, Slanted: true, 6 + ((longest + TextSizes.Tick) * Math.Sqrt(0.5)), Math.Max(0, overhang));
    }

    /// <summary>Writes the texts.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="scaling">The axis.</param>
    /// <param name="bottom">Lower edge of the panel, pixels.</param>
    /// <param name="left">Nothing is written left of this.</param>
    /// <param name="right">Nothing is written right of this.</param>
    internal void Draw(SvgWriter svg, Scaling scaling, double bottom, double left, double right)
    {
        foreach ((double value, string[] lines) in Texts)
        {
            double x = scaling[value];
            for (int k = 0; k < lines.Length; k++)
            {
                if (Slanted)
                {
                    (double px, double py) = (x + 3, bottom + 13);
                    svg.Text(px, py, TextSizes.Tick, "end", lines[k], $" transform=\"rotate(-45 {SvgWriter.Number(px)} {SvgWriter.Number(py)})\"");
                }
                else
                {
                    double half = LetterWidths.Of(lines[k], TextSizes.Tick) / 2;
                    double inside = right - left > 2 * half ? Math.Clamp(x, left + half, right - half) : x;
                    svg.Text(inside, bottom + 4 + TextSizes.Tick + (k * LinePitch), TextSizes.Tick, "middle", lines[k]);
                }
            }
        }
    }

    private static double LinesHeight(int lines) => (TextSizes.Tick * 1.7) + ((lines - 1) * LinePitch);
}
