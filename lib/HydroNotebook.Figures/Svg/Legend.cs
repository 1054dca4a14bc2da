namespace HydroNotebook.Figures.Svg;

/// <summary>Names of the marks in rows above the panel, where they cover nothing.</summary>
internal sealed class Legend
{
    private const double Sample = 26;
    private const double Gap = 16;

    private readonly double _size;
    private readonly List<(string Name, Mark Mark, MarkStyle Style, double X, int Row)> _entries = [];
    private readonly int _rows;

    internal Legend(IReadOnlyList<Mark> marks, MarkStyles styles, double size, double width)
    {
        _size = size;
        double x = 0;
        foreach (Mark mark in marks.Where(mark => mark.Name.Length > 0))
        {
            string name = LetterWidths.Shorten(mark.Name, size, width - Sample - 6);
            double wide = Sample + 6 + LetterWidths.Of(name, size);
            if (x > 0 && x + wide > width)
            {
                x = 0;
                _rows++;
            }

            _entries.Add((name, mark, styles[mark], x, _rows));
            x += wide + Gap;
        }

        _rows = _entries.Count == 0 ? 0 : _rows + 1;
    }

    /// <summary>Height of all rows, pixels.</summary>
    internal double Height => _rows * _size * 1.5;

    internal void Draw(SvgWriter svg, double left, double top)
    {
        foreach ((string name, Mark mark, MarkStyle style, double x, int row) in _entries)
        {
            double y = top + ((row + 0.5) * _size * 1.5);
            DrawSample(svg, mark, style, left + x, y);
            svg.Text(left + x + Sample + 6, y + (_size * 0.35), _size, "start", name);
        }
    }

    private static void DrawSample(SvgWriter svg, Mark mark, MarkStyle style, double x, double y)
    {
        string Stroke(double width) =>
            $"<path d=\"M{SvgWriter.Number(x)} {SvgWriter.Number(y)}h{SvgWriter.Number(Sample)}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"{SvgWriter.Number(width)}\"{style.DashAttribute}/>";
        string Box(double wide, double high, string more) =>
            $"<rect x=\"{SvgWriter.Number(x + ((Sample - wide) / 2))}\" y=\"{SvgWriter.Number(y - (high / 2))}\" width=\"{SvgWriter.Number(wide)}\" height=\"{SvgWriter.Number(high)}\" fill=\"{style.Colour}\"{more}/>";
        svg.Raw(mark switch
        {
            Mark.Bars => Box(12, 10, ""),
            Mark.Histogram or Mark.Boxes => Box(14, 10, $" fill-opacity=\"0.45\" stroke=\"{style.Colour}\""),
            Mark.Band => Box(Sample, 10, " fill-opacity=\"0.25\""),
            Mark.Points => DotPath.Draw([(x + (Sample / 2), y)], style, 7, "1", ""),
            Mark.Line { Shape: not null } => Stroke(style.Width) + DotPath.Draw([(x + (Sample / 2), y)], style, 6, "1", ""),
            _ => Stroke(Math.Max(style.Width, 1.6)),
        });
    }
}
