using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Draws one panel: grid, marks, axes, texts.</summary>
internal static class SvgPanel
{
    internal static void Draw(SvgWriter svg, PanelLayout panel)
    {
        (double left, double top, double right, double bottom) = panel.Frame;
        string marks = DrawMarks(panel);
        string id = Fingerprint(string.Create(CultureInfo.InvariantCulture, $"{left:R} {top:R} {right:R} {bottom:R} {marks}"));
        DrawHead(svg, panel);
        DrawGrid(svg, panel);
        svg.Raw($"<clipPath id=\"panel-{id}\"><rect x=\"{SvgWriter.Number(left)}\" y=\"{SvgWriter.Number(top - 1)}\" width=\"{SvgWriter.Number(right - left)}\" height=\"{SvgWriter.Number(bottom - top + 2)}\"/></clipPath>");
        svg.Raw($"<g clip-path=\"url(#panel-{id})\"{HoverData.OfPanel(panel)}>\n{marks}</g>");
        panel.Bar?.Draw(svg, "colours-" + id, right, top, bottom);
        DrawAxes(svg, panel);
        DrawLabels(svg, panel);
    }

    /// <summary>A name for ids, the same for the same picture: two figures on one page must not share a clip path of different size.</summary>
    private static string Fingerprint(string content)
    {
        // FNV-1a, 64 bits.
        ulong hash = 14695981039346656037;
        foreach (char letter in content)
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private static string DrawMarks(PanelLayout panel)
    {
        var marks = new SvgWriter();
        foreach (Mark mark in panel.Figure.Marks)
        {
            MarkDrawing.Draw(marks, mark, panel);
        }

        return marks.ToString();
    }

    private static void DrawHead(SvgWriter svg, PanelLayout panel)
    {
        double y = panel.Outer.Top + (TextSizes.Label * 0.9);
        foreach (string line in panel.Head)
        {
            svg.Text(panel.Outer.Left, y, TextSizes.Label, "start", line, " font-weight=\"bold\"");
            y += TextSizes.Label * TextSizes.LineHeight;
        }

        panel.Legend.Draw(svg, panel.Outer.Left, panel.Outer.Top + (panel.Head.Count * TextSizes.Label * TextSizes.LineHeight));
    }

    private static void DrawGrid(SvgWriter svg, PanelLayout panel)
    {
        (double left, double top, double right, double bottom) = panel.Frame;
        if (panel.IsFramed)
        {
            return;
        }

        IEnumerable<double> across = panel.YTicks.Where(tick => !tick.IsMinor).Select(tick => panel.Y[tick.Value]);
        IEnumerable<double> up = panel.Figure.X.Scale == AxisScale.Category ? [] : panel.XTicks.Where(tick => !tick.IsMinor).Select(tick => panel.X[tick.Value]);
        svg.Path(
            string.Concat(across.Select(y => $"M{SvgWriter.Number(left)} {SvgWriter.Number(y)}H{SvgWriter.Number(right)}")
                .Concat(up.Select(x => $"M{SvgWriter.Number(x)} {SvgWriter.Number(top)}V{SvgWriter.Number(bottom)}"))),
            TextSizes.Grid);
    }

    private static void DrawAxes(SvgWriter svg, PanelLayout panel)
    {
        (double left, double top, double right, double bottom) = panel.Frame;
        string number(double value) => SvgWriter.Number(value);
        var lines = new List<string>
        {
            panel.IsFramed ? $"M{number(left)} {number(top)}H{number(right)}V{number(bottom)}H{number(left)}z"
                : $"M{number(left)} {number(panel.Y.Low)}V{number(panel.Y.High)}M{number(left)} {number(bottom)}H{number(right)}",
        };
        foreach (Tick tick in panel.YTicks)
        {
            lines.Add($"M{number(left)} {number(panel.Y[tick.Value])}h{(tick.IsMinor ? -2.5 : -4).ToString(CultureInfo.InvariantCulture)}");
            svg.Text(left - 7, panel.Y[tick.Value] + (TextSizes.Tick * 0.35), TextSizes.Tick, "end", LetterWidths.Shorten(tick.Text, TextSizes.Tick, panel.SideTextRoom));
        }

        foreach (Tick tick in panel.Y2Ticks)
        {
            lines.Add($"M{number(right)} {number(panel.Y2[tick.Value])}h{(tick.IsMinor ? 2.5 : 4).ToString(CultureInfo.InvariantCulture)}");
            svg.Text(right + 7, panel.Y2[tick.Value] + (TextSizes.Tick * 0.35), TextSizes.Tick, "start", tick.Text);
        }

        if (panel.Figure.Y2 is not null)
        {
            lines.Add($"M{number(right)} {number(panel.Y2.Low)}V{number(panel.Y2.High)}");
        }

        bool few = !panel.XTexts.Slanted || panel.XTexts.Texts.Count == panel.XTicks.Count;
        foreach (double value in few ? panel.XTicks.Select(tick => tick.Value) : panel.XTexts.Texts.Select(text => text.Value))
        {
            bool minor = panel.XTicks.Any(tick => tick.Value == value && tick.IsMinor);
            lines.Add($"M{number(panel.X[value])} {number(bottom)}v{(minor ? 2.5 : 4).ToString(CultureInfo.InvariantCulture)}");
        }

        svg.Path(string.Concat(lines), TextSizes.Ink);
        // Bars below zero: their foot is not the lower edge.
        if (panel.Figure.Marks.Any(mark => mark is Mark.Bars { OnSecondAxis: false }) && MarkData.HasValues(panel.Figure) && !panel.Y.Log && panel.Y.Min < 0 && panel.Y.Max > 0)
        {
            svg.Line(left, panel.Y[0], right, panel.Y[0], TextSizes.Ink);
        }

        panel.XTexts.Draw(svg, panel.X, bottom, panel.Outer.Left - 6, panel.Outer.Right + 6);
    }

    private static void DrawLabels(SvgWriter svg, PanelLayout panel)
    {
        Figure figure = panel.Figure;
        (double left, double top, double right, double bottom) = panel.Frame;
        if (figure.X.FullLabel.Length > 0)
        {
            double half = LetterWidths.Of(figure.X.FullLabel, TextSizes.Label) / 2;
            double room = panel.Outer.Right - panel.Outer.Left;
            double x = 2 * half < room ? Math.Clamp((left + right) / 2, panel.Outer.Left + half, panel.Outer.Right - half) : (panel.Outer.Left + panel.Outer.Right) / 2;
            svg.Text(x, bottom + panel.XTexts.Height + (TextSizes.Label * 0.95), TextSizes.Label, "middle", LetterWidths.Shorten(figure.X.FullLabel, TextSizes.Label, room));
        }

        if (!MarkData.HasValues(figure))
        {
            svg.Text((left + right) / 2, (top + bottom) / 2, TextSizes.Label, "middle", "no values");
        }

        double sideTexts = panel.YTicks.Select(tick => LetterWidths.Of(tick.Text, TextSizes.Tick)).DefaultIfEmpty(0).Max();
        Rotated(svg, panel, Math.Max(panel.Outer.Left + (TextSizes.Label * 0.8), left - 14 - Math.Min(sideTexts, panel.SideTextRoom)), panel.Y, figure.Y.FullLabel);
        if (figure.Y2 is not null)
        {
            double texts = panel.Y2Ticks.Select(tick => LetterWidths.Of(tick.Text, TextSizes.Tick)).DefaultIfEmpty(0).Max();
            Rotated(svg, panel, right + 9 + texts + TextSizes.Label, panel.Y2, figure.Y2.FullLabel);
        }
    }

    private static void Rotated(SvgWriter svg, PanelLayout panel, double x, Scaling axis, string text)
    {
        if (text.Length > 0)
        {
            // A label longer than its axis keeps within the panel's height as far as that goes.
            double room = panel.Outer.Bottom - panel.Outer.Top;
            string shown = LetterWidths.Shorten(text, TextSizes.Label, room);
            double half = LetterWidths.Of(shown, TextSizes.Label) / 2;
            double low = panel.Frame.Top + half - (TextSizes.Tick / 2);
            double y = Math.Min(Math.Max((axis.From + axis.To) / 2, low), Math.Max(panel.Frame.Bottom - half + (TextSizes.Tick * 1.7), panel.Outer.Top + half));
            svg.Text(x, y, TextSizes.Label, "middle", shown, $" transform=\"rotate(-90 {SvgWriter.Number(x)} {SvgWriter.Number(y)})\"");
        }
    }
}
