using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Draws one figure at one size: title and legend on top, notes and caption below, the panels between.</summary>
internal sealed class SvgFigure
{
    private const double PanelShare = 0.5;
    private const double PanelGap = 14;
    private const double LeastPanel = 220;
    private const double LeastFrame = 110;
    private const double Edge = TextSizes.Edge;

    private readonly Figure _figure;
    private readonly int _width;
    private readonly double _titleSize;
    private readonly IReadOnlyList<string> _title;
    private readonly IReadOnlyList<string> _foot;
    private readonly Legend _legend;
    private readonly IReadOnlyList<PanelLayout> _panels = [];
    private readonly int _height;

    internal SvgFigure(Figure figure, int width, int height)
    {
        MarkLengths.Require(figure);
        _figure = figure;
        _width = width;
        _titleSize = width < 480 ? 12 : 14;
        double inner = width - (2 * Edge);
        var styles = new MarkStyles(figure);
        bool shared = HasSharedLegend(figure);
        _title = LetterWidths.Wrap(figure.Title, _titleSize * 1.05, inner);
        _foot = [.. FigureNotes.Of(figure).Append(figure.Caption).SelectMany(text => LetterWidths.Wrap(text, TextSizes.Tick, inner))];
        _legend = new Legend(shared ? figure.Parts[0].Marks : [], styles, TextSizes.Label, inner);

        double top = Edge + (_title.Count * _titleSize * TextSizes.LineHeight) + _legend.Height;
        double below = Edge + (_foot.Count * TextSizes.Tick * TextSizes.LineHeight);
        // Side by side only as far as panels stay readable.
        int columns = Math.Clamp((int)((inner + PanelGap) / (LeastPanel + PanelGap)), 1, figure.Columns);
        int rows = (figure.Parts.Count + columns - 1) / columns;
        double wide = (inner - ((columns - 1) * PanelGap)) / columns;
        double high = (height - top - below - ((rows - 1) * PanelGap)) / rows;
        double least = Math.Max(PanelShare * height / rows, Math.Min(LeastFrame, 0.42 * wide));
        // Long texts make the picture higher, not the panels flat; what fits beside a higher panel is measured again.
        for (int round = 0; round < 2; round++)
        {
            _panels = [.. figure.Parts.Select((panel, k) => new PanelLayout(panel, styles, figure.Panels.Count > 0 ? Figure.Letter(k) : "", !shared, wide, high))];
            LineUp(columns);
            high = Math.Max(high, _panels.Max(panel => panel.Top + panel.Bottom) + least);
        }

        double used = 0;
        for (int k = 0; k < _panels.Count; k++)
        {
            double left = Edge + (k % columns * (wide + PanelGap));
            double y = top + (k / columns * (high + PanelGap));
            _panels[k].Place(left, y, left + wide, y + high);
            used = Math.Max(used, _panels[k].Frame.Bottom + _panels[k].Bottom);
        }

        // A plane of fixed proportions may need less than it was offered.
        _height = (int)Math.Ceiling(used + below);
    }

    /// <summary>The figure.</summary>
    internal Figure Figure => _figure;

    /// <summary>The panels in their places.</summary>
    internal IReadOnlyList<PanelLayout> Panels => _panels;

    /// <summary>Height of the picture, pixels.</summary>
    internal int Height => _height;

    /// <summary>Lines of notes and caption.</summary>
    internal IReadOnlyList<string> Foot => _foot;

    /// <summary>Lines of the title.</summary>
    internal IReadOnlyList<string> Title => _title;

    /// <summary>Size of the title's letters, pixels.</summary>
    internal double TitleSize => _titleSize;

    internal string Draw()
    {
        var svg = new SvgWriter();
        double y = Edge + (_titleSize * 0.8);
        foreach (string line in _title)
        {
            svg.Text(Edge, y, _titleSize, "start", line, " font-weight=\"bold\"");
            y += _titleSize * TextSizes.LineHeight;
        }

        _legend.Draw(svg, Edge, Edge + (_title.Count * _titleSize * TextSizes.LineHeight));
        foreach (PanelLayout panel in _panels)
        {
            SvgPanel.Draw(svg, panel);
        }

        y = _height - Edge - (_foot.Count * TextSizes.Tick * TextSizes.LineHeight);
        foreach (string line in _foot)
        {
            y += TextSizes.Tick * TextSizes.LineHeight;
            svg.Text(Edge, y + 1, TextSizes.Tick, "start", line, $" fill=\"{TextSizes.Quiet}\"");
        }

        string name = _figure.Title.Length > 0 ? _figure.Title : _figure.ToString();
        string description = _figure.Caption.Length > 0 ? $"<desc>{SvgWriter.Escape(_figure.Caption)}</desc>\n" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{_width}" height="{_height}" viewBox="0 0 {_width} {_height}" role="img">
            <title>{SvgWriter.Escape(name)}</title>
            {description}<rect width="{_width}" height="{_height}" fill="#ffffff"/>
            <g font-family="{TextSizes.Font}" fill="{TextSizes.Ink}">
            {svg}</g>
            </svg>

            """).ReplaceLineEndings("\n");
    }

    /// <summary>Whether one legend on top tells all: of a single figure, or of panels that show the same names in the same looks.</summary>
    private static bool HasSharedLegend(Figure figure)
    {
        (Type, string, string?)[] first = Names(figure.Parts[0]);
        return figure.Parts.All(panel => Names(panel).SequenceEqual(first));

        static (Type, string, string?)[] Names(Figure panel) => [.. panel.Marks.Where(mark => mark.Name.Length > 0).Select(mark => (mark.GetType(), mark.Name, mark.Colour))];
    }

    /// <summary>Frames of one column begin and end at the same places, those of one row too.</summary>
    private void LineUp(int columns)
    {
        for (int k = 0; k < _panels.Count; k++)
        {
            IEnumerable<PanelLayout> column = _panels.Where((_, other) => other % columns == k % columns);
            IEnumerable<PanelLayout> row = _panels.Where((_, other) => other / columns == k / columns);
            (_panels[k].Left, _panels[k].Right) = (column.Max(panel => panel.Left), column.Max(panel => panel.Right));
            (_panels[k].Top, _panels[k].Bottom) = (row.Max(panel => panel.Top), row.Max(panel => panel.Bottom));
        }
    }
}
