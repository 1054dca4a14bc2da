namespace HydroNotebook.Figures.Svg;

/// <summary>Gives each mark of a figure its colour, dash and shape: in order, and the same in all panels of a grid for the same name.</summary>
internal sealed class MarkStyles
{
    // Dashes help lines that are smooth; dense daily lines become unreadable by them.
    private const int SmoothPoints = 100;

    private readonly Dictionary<Mark, MarkStyle> _styles = new(ReferenceEqualityComparer.Instance);

    internal MarkStyles(Figure figure)
    {
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Figure panel in figure.Parts)
        {
            bool unnamed = panel.Marks.Where(TakesColour).All(mark => mark.Name.Length == 0);
            var taken = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (Mark mark in panel.Marks.Where(TakesColour))
            {
                // The second series of the same name in one panel is another series.
                int copy = taken[mark.Name] = taken.GetValueOrDefault(mark.Name, -1) + 1;
                string key = $"{copy}|{mark.Name}";
                int index = copy;
                if (!unnamed && !indices.TryGetValue(key, out index))
                {
                    indices[key] = index = indices.Count;
                }

                _styles[mark] = Of(mark, index);
            }

            foreach (Mark mark in panel.Marks.Where(mark => !_styles.ContainsKey(mark)))
            {
                _styles[mark] = Of(mark, 0) with { Colour = mark.Colour ?? ColourOfLike(panel, mark) ?? Palette.Reference };
            }
        }
    }

    internal MarkStyle this[Mark mark] => _styles[mark];

    private static bool TakesColour(Mark mark) => mark.Colour is null && mark.Like is null
        && mark is Mark.Line or Mark.Points { Values: null } or Mark.Bars or Mark.Cdf or Mark.Histogram or Mark.Boxes or Mark.Band;

    private string? ColourOfLike(Figure panel, Mark mark) =>
        mark.Like is not null && panel.Marks.FirstOrDefault(other => other.Name == mark.Like && !ReferenceEquals(other, mark)) is { } like
            ? _styles.TryGetValue(like, out MarkStyle style) ? style.Colour : like.Colour
            : null;

    /// <summary>Colours repeat after seven series, with other dashes.</summary>
    private static MarkStyle Of(Mark mark, int index)
    {
        int colours = Palette.Series.Count;
        int dashes = Enum.GetValues<Dash>().Length;
        int shapes = Enum.GetValues<PointShape>().Length;
        string colour = mark.Colour ?? Palette.Series[index % colours];
        bool smooth = mark is Mark.Cdf || (mark is Mark.Line line && line.X.Count <= SmoothPoints && line.Shape is null);
        Dash dash = mark switch
        {
            Mark.HorizontalLine or Mark.VerticalLine or Mark.Diagonal => Dash.Dashed,
            _ when mark.Colour is not null => Dash.Solid,
            _ => (Dash)((smooth ? index + (index / colours) : index / colours) % dashes),
        };
        double width = mark is Mark.Cdf || smooth || mark.Colour == Palette.Observed ? 2 : mark is Mark.HorizontalLine or Mark.VerticalLine or Mark.Diagonal ? 1.2 : 1.4;
        var shape = (PointShape)(index % shapes);
        return mark switch
        {
            Mark.Line one => new MarkStyle(colour, one.Width ?? width, one.Dash ?? dash, one.Shape ?? shape),
            Mark.Cdf one => new MarkStyle(colour, width, one.Dash ?? dash, shape),
            Mark.Points one => new MarkStyle(colour, width, dash, one.Shape ?? (one.Values is null ? shape : PointShape.Circle)),
            _ => new MarkStyle(colour, width, dash, shape),
        };
    }
}
