using System.Globalization;

namespace HydroNotebook.Figures;

/// <summary>A figure as marks over axes; drawn as SVG or by plotly, and shown so when it is the last expression of a cell.</summary>
/// <remarks>Immutable: a change is a new value (<c>figure with { Title = "…" }</c>), so one figure may be shown in several sizes.</remarks>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = [FigureFormatters.Svg, FigureFormatters.Plain])]
public sealed partial record Figure
{
    /// <summary>Title above the panel: the answer to the figure's question; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Text below the panel: what is shown, number of basins, period; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>Vertical axis on the left.</summary>
    public required Axis Y { get; init; }

    /// <summary>Vertical axis on the right; null = none.</summary>
    public Axis? Y2 { get; init; }

    /// <summary>What is drawn, in the order of drawing and of the legend.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Length of one unit of y over the length of one unit of x: 1 for a square plane; null = whatever fills the panel.</summary>
    public double? Aspect { get; init; }

    /// <summary>Figures side by side in one picture; empty = this is a figure with marks of its own.</summary>
    public IReadOnlyList<Figure> Panels { get; init; } = [];

    /// <summary>Number of panels in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Width in notebooks, CSS pixels.</summary>
    public int Width { get; init; } = 720;

    /// <summary>Height in notebooks, CSS pixels.</summary>
    public int Height { get; init; } = 420;

    /// <summary>The figures that hold marks: the panels, or this one alone.</summary>
    internal IReadOnlyList<Figure> Parts => Panels.Count > 0 ? Panels : [this];

    /// <summary>The same figure with a title.</summary>
    public Figure WithTitle(string title) => this with { Title = title };

    /// <summary>The same figure with a caption.</summary>
    public Figure WithCaption(string caption) => this with { Caption = caption };

    /// <summary>The same figure in another size.</summary>
    /// <param name="width">Width in CSS pixels (96 per inch): 321 for a column of 85 mm.</param>
    /// <param name="height">Height in CSS pixels.</param>
    public Figure WithSize(int width, int height) => this with { Width = width, Height = height };

    /// <summary>Title, axes and names in one line, for places without pictures.</summary>
    public override string ToString()
    {
        string title = Title.Length > 0 ? $" '{Title}'" : "";
        if (Panels.Count > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Figure{title}: {Panels.Count} panels: {string.Join("; ", Panels.Select(panel => panel.Content()))}");
        }

        return $"Figure{title}: {Content()}";
    }

    private string Content()
    {
        string names = string.Join(", ", Marks.Select(mark => mark.Name).Where(name => name.Length > 0));
        string axes = string.Join(" over ", new[] { Y.Label, X.Label }.Where(label => label.Length > 0));
        string colours = string.Join(", ", Marks.Select(ScaleOf).OfType<ColourScale>().Select(scale => scale.Label).Where(label => label.Length > 0));
        string what = axes.Length > 0 && colours.Length > 0 ? $"{colours} as colour over {axes}" : axes + colours;
        return $"{what}{(names.Length > 0 ? $" ({names})" : "")}";
    }

    internal static ColourScale? ScaleOf(Mark mark) => mark switch
    {
        Mark.Cells cells => cells.Scale,
        Mark.Points { Values: not null } points => points.Scale ?? new ColourScale(""),
        _ => null,
    };

    private static T[] RequireSome<T>(T[] series) => series.Length > 0
        ? series
        : throw new ArgumentException("There is nothing to draw: give at least one series.", nameof(series));

    private static IReadOnlyList<T> RequireLength<T>(string name, IReadOnlyList<T> values, int length, string argument) => values.Count == length
        ? values
        : throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"'{name}' has {values.Count} values where x has {length}; give both the same length."), argument);
}
