namespace HydroNotebook.Figures.Svg;

/// <summary>Names of the marks in rows above the panel, where they cover nothing.</summary>
internal sealed class Legend
{
    private const double Sample = 26;
    private const double Gap = 16;

    private readonly double _size;
    private readonly List<(string Name, Mark Mark, MarkStyle Style, double X, int Row)> _entries = [];
    private readonly int _rows;

    internal Legend(IReadOnlyList<Mark> marks, double size, double width)
    {
        _size = size;
        int coloured = 0;
        double x = 0;
        foreach (Mark mark in marks)
        {
            MarkStyle style = MarkStyle.Of(mark, mark.Colour is null ? coloured++ : coloured);
            if (mark.Name.Length == 0)
            {
                continue;
            }

            string name = Shorten(mark.Name, width - Sample - 6);
            double wide = Sample + 6 + LetterWidths.Of(name, size);
            if (x > 0 && x + wide > width)
            {
                x = 0;
                _rows++;
            }

            _entries.Add((name, mark, style, x, _rows));
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
            double from = left + x;
            string sample = mark switch
            {
                Mark.Bars => $"<rect x=\"{SvgWriter.Number(from + 7)}\" y=\"{SvgWriter.Number(y - 5)}\" width=\"12\" height=\"10\" fill=\"{style.Colour}\"/>",
                Mark.Points => $"<circle cx=\"{SvgWriter.Number(from + (Sample / 2))}\" cy=\"{SvgWriter.Number(y)}\" r=\"3.5\" fill=\"{style.Colour}\"/>",
                _ => $"<path d=\"M{SvgWriter.Number(from)} {SvgWriter.Number(y)}h{SvgWriter.Number(Sample)}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"2\"{style.DashAttribute}/>",
            };
            svg.Raw(sample);
            svg.Text(from + Sample + 6, y + (_size * 0.35), _size, "start", name);
        }
    }

    private string Shorten(string name, double width)
    {
        string shorter = name;
        while (shorter.Length > 1 && LetterWidths.Of(shorter, _size) > width)
        {
            shorter = shorter[..^2] + "…";
        }

        return shorter;
    }
}
