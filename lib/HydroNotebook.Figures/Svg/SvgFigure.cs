using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Draws one figure at one size: texts are measured first, the panel gets what is left.</summary>
internal sealed class SvgFigure
{
    // 8 pt are 10.67 px; nothing is smaller.
    private const double TickSize = 11;
    private const double LabelSize = 12;
    private const double PanelShare = 0.5;
    private const double LineHeight = 1.3;
    private const double Edge = 8;
    private const string Ink = "#222222";
    private const string Grid = "#e2e2e2";

    private readonly Figure _figure;
    private readonly int _width;
    private readonly int _height;
    private readonly double _titleSize;
    private readonly SvgWriter _svg = new();
    private readonly IReadOnlyList<string> _title;
    private readonly IReadOnlyList<string> _foot;
    private readonly Legend _legend;
    private readonly IReadOnlyList<(double Value, string Text)> _yTicks;
    private readonly IReadOnlyList<(double Value, string Text)> _y2Ticks;
    private readonly IReadOnlyList<(double Value, string Text)> _xTicks;
    private readonly Scaling _x;
    private readonly Scaling _y;
    private readonly Scaling _y2;
    private readonly double _left;
    private readonly double _right;
    private readonly double _top;
    private readonly double _bottom;

    internal SvgFigure(Figure figure, int width, int height)
    {
        _figure = figure;
        _width = width;
        _titleSize = width < 480 ? 12 : 14;
        (double Min, double Max) x = MarkData.SpanX(figure);
        _title = LetterWidths.Wrap(figure.Title, _titleSize, width - (2 * Edge));
        _foot = [.. MarkData.Notes(figure, x).Append(figure.Caption).SelectMany(text => LetterWidths.Wrap(text, TickSize, width - (2 * Edge)))];
        _legend = new Legend(figure.Marks, LabelSize, width - (2 * Edge));
        _top = Edge + (_title.Count * _titleSize * LineHeight) + _legend.Height + (TickSize / 2);
        double below = Edge + (_foot.Count * TickSize * LineHeight) + (figure.X.Label.Length > 0 ? LabelSize * LineHeight : 0) + (TickSize * 1.7);
        // Long texts make the picture higher, not the panel flat.
        _height = Math.Max(height, (int)Math.Ceiling(_top + below + (PanelShare * height)));
        _bottom = _height - below;

        (_y, _yTicks) = Vertical(figure.Y, MarkData.ValuesY(figure, second: false, x));
        (_y2, _y2Ticks) = figure.Y2 is null ? (default, []) : Vertical(figure.Y2, MarkData.ValuesY(figure, second: true, x));
        _left = Edge + Widest(_yTicks) + 11 + (HasLabel(figure.Y) ? LabelSize * LineHeight : 0);
        double right = figure.Y2 is null ? 0 : Widest(_y2Ticks) + 9 + (HasLabel(figure.Y2) ? LabelSize * LineHeight : 0);
        _right = width - Edge - Math.Max(right, 6);
        _right = Math.Max(_right, _left + 20);
        _x = figure.X.Inverted ? new Scaling(x.Min, x.Max, _right, _left) : new Scaling(x.Min, x.Max, _left, _right);
        _xTicks = figure.X.Scale == AxisScale.Date
            ? Ticks.Date(x.Min, x.Max, _right - _left)
            : Ticks.Linear(x.Min, x.Max, (int)Math.Clamp((_right - _left) / 56, 1, 10));
    }

    internal string Draw()
    {
        DrawGrid();
        string marks = DrawMarks();
        string clip = "panel-" + Fingerprint(marks);
        _svg.Raw($"<clipPath id=\"{clip}\"><rect x=\"{SvgWriter.Number(_left)}\" y=\"{SvgWriter.Number(_top - 1)}\" width=\"{SvgWriter.Number(_right - _left)}\" height=\"{SvgWriter.Number(_bottom - _top + 2)}\"/></clipPath>");
        _svg.Raw($"<g clip-path=\"url(#{clip})\">\n{marks}</g>");
        DrawAxes();
        DrawTexts();

        string name = _figure.Title.Length > 0 ? _figure.Title : _figure.ToString();
        string description = _figure.Caption.Length > 0 ? $"<desc>{SvgWriter.Escape(_figure.Caption)}</desc>\n" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{_width}" height="{_height}" viewBox="0 0 {_width} {_height}" role="img">
            <title>{SvgWriter.Escape(name)}</title>
            {description}<rect width="{_width}" height="{_height}" fill="#ffffff"/>
            <g font-family="Arial, Helvetica, sans-serif" fill="{Ink}">
            {_svg}</g>
            </svg>

            """).ReplaceLineEndings("\n");
    }

    private static double Widest(IReadOnlyList<(double Value, string Text)> ticks) =>
        ticks.Count == 0 ? 0 : ticks.Max(tick => LetterWidths.Of(tick.Text, TickSize));

    private static bool HasLabel(Axis axis) => axis.Label.Length > 0;

    /// <summary>A name for ids, the same for the same picture: two figures on one page must not share a clip path of different size.</summary>
    private string Fingerprint(string marks)
    {
        // FNV-1a, 64 bits.
        ulong hash = 14695981039346656037;
        foreach (char letter in string.Create(CultureInfo.InvariantCulture, $"{_left:R} {_top:R} {_right:R} {_bottom:R} {marks}"))
        {
            hash = (hash ^ letter) * 1099511628211;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    private (Scaling Scaling, IReadOnlyList<(double Value, string Text)> Ticks) Vertical(Axis axis, IEnumerable<double> values)
    {
        (double min, double max) = Scaling.Span(axis, values);
        double low = _bottom - (axis.Start * (_bottom - _top));
        double high = _bottom - (axis.End * (_bottom - _top));
        int most = (int)Math.Clamp((low - high) / 34, 1, 10);
        double step = Ticks.Step(max - min, most);
        // Ends of an axis that follow from the data are made round, so that nothing touches the frame.
        min = axis.Min ?? Math.Floor((min / step) + 1e-9) * step;
        max = axis.Max ?? Math.Ceiling((max / step) - 1e-9) * step;
        Scaling scaling = axis.Inverted ? new Scaling(min, max, high, low) : new Scaling(min, max, low, high);
        return (scaling, Ticks.Linear(min, max, Math.Max(most, (int)Math.Round((max - min) / step))));
    }

    private void DrawGrid()
    {
        foreach ((double value, _) in _yTicks)
        {
            _svg.Line(_left, _y[value], _right, _y[value], Grid);
        }

        foreach ((double value, _) in _xTicks)
        {
            _svg.Line(_x[value], _top, _x[value], _bottom, Grid);
        }
    }

    private string DrawMarks()
    {
        var marks = new SvgWriter();
        int coloured = 0;
        foreach (Mark mark in _figure.Marks)
        {
            MarkStyle style = MarkStyle.Of(mark, mark.Colour is null ? coloured++ : coloured);
            Scaling y = mark.OnSecondAxis ? _y2 : _y;
            switch (mark)
            {
                case Mark.Line line:
                    Stroke(marks, LinePath.Of(Place(line.X, line.Y, y), _left, _right), style);
                    break;
                case Mark.Cdf distribution:
                    Stroke(marks, LinePath.Of(MarkData.Steps(distribution.Values, _x, y), _left, _right), style);
                    break;
                case Mark.Bars bars:
                    marks.Raw($"<path d=\"{BarPath.Of(Place(bars.X, bars.Y, y), y[0], BarWidth(bars), _left, _right)}\" fill=\"{style.Colour}\"/>");
                    break;
                case Mark.Points points:
                    marks.Raw($"<path d=\"{DotPath.Of(Place(points.X, points.Y, y), _left, _right)}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"5\" stroke-linecap=\"round\" stroke-opacity=\"0.7\"/>");
                    break;
                default:
                    throw new InvalidOperationException($"No drawing is known for the mark {mark.GetType().Name}.");
            }
        }

        return marks.ToString();
    }

    private static void Stroke(SvgWriter marks, string path, MarkStyle style) => marks.Raw(
        $"<path d=\"{path}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"{SvgWriter.Number(style.Width)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{style.DashAttribute}/>");

    private double BarWidth(Mark.Bars bars) => bars.X.Count < 2 ? 10 : Math.Abs(_x[bars.X[1]] - _x[bars.X[0]]);

    private IEnumerable<(double X, double Y)> Place(IReadOnlyList<double> x, IReadOnlyList<double> y, Scaling vertical)
    {
        for (int k = 0; k < x.Count; k++)
        {
            yield return (_x[x[k]], vertical[y[k]]);
        }
    }

    private void DrawAxes()
    {
        _svg.Line(_left, _y.From, _left, _y.To, Ink);
        _svg.Line(_left, _bottom, _right, _bottom, Ink);
        foreach ((double value, string text) in _yTicks)
        {
            _svg.Line(_left - 4, _y[value], _left, _y[value], Ink);
            _svg.Text(_left - 7, _y[value] + (TickSize * 0.35), TickSize, "end", text);
        }

        foreach ((double value, string text) in _y2Ticks)
        {
            _svg.Line(_right, _y2[value], _right + 4, _y2[value], Ink);
            _svg.Text(_right + 7, _y2[value] + (TickSize * 0.35), TickSize, "start", text);
        }

        if (_figure.Y2 is not null)
        {
            _svg.Line(_right, _y2.From, _right, _y2.To, Ink);
        }

        foreach ((double value, string text) in _xTicks)
        {
            double x = _x[value];
            double half = LetterWidths.Of(text, TickSize) / 2;
            _svg.Line(x, _bottom, x, _bottom + 4, Ink);
            _svg.Text(Math.Clamp(x, half + 2, _width - half - 2), _bottom + 4 + TickSize, TickSize, "middle", text);
        }
    }

    private void DrawTexts()
    {
        double y = Edge + (_titleSize * 0.8);
        foreach (string line in _title)
        {
            _svg.Text(Edge, y, _titleSize, "start", line, " font-weight=\"bold\"");
            y += _titleSize * LineHeight;
        }

        _legend.Draw(_svg, Edge, Edge + (_title.Count * _titleSize * LineHeight));
        y = _bottom + (TickSize * 1.7);
        if (_figure.X.Label.Length > 0)
        {
            y += LabelSize;
            _svg.Text((_left + _right) / 2, y, LabelSize, "middle", _figure.X.Label);
            y += LabelSize * (LineHeight - 1);
        }

        foreach (string line in _foot)
        {
            y += TickSize * LineHeight;
            _svg.Text(Edge, y - 2, TickSize, "start", line, " fill=\"#555555\"");
        }

        if (!MarkData.HasValues(_figure))
        {
            _svg.Text((_left + _right) / 2, (_top + _bottom) / 2, LabelSize, "middle", "no values");
        }

        Rotated(Edge + (LabelSize * 0.8), _y, _figure.Y.Label);
        if (_figure.Y2 is not null)
        {
            Rotated(_width - Edge - (LabelSize * 0.2), _y2, _figure.Y2.Label);
        }
    }

    private void Rotated(double x, Scaling axis, string text)
    {
        if (text.Length > 0)
        {
            // A label longer than its axis keeps within the panel's height as far as that goes.
            double half = LetterWidths.Of(text, LabelSize) / 2;
            double y = Math.Min(Math.Max((axis.From + axis.To) / 2, _top + half - (TickSize / 2)), Math.Max(_bottom - half + (TickSize * 1.7), _top + half));
            _svg.Text(x, y, LabelSize, "middle", text, $" transform=\"rotate(-90 {SvgWriter.Number(x)} {SvgWriter.Number(y)})\"");
        }
    }
}
