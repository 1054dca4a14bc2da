using HydroNotebook.Figures.Html;
using HydroNotebook.Figures.Plotly;
using HydroNotebook.Figures.Saving;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures;

/// <content>The forms in which a figure leaves the program.</content>
public sealed partial record Figure
{
    // Height over width of small pictures: texts take more of them.
    private const double Narrow = 0.68;

    /// <summary>The figure as SVG: no script, no style sheet, no font of its own, all ids its own.</summary>
    /// <remarks>Letters are at least 8 pt high at the size asked for; ask for 321 × 220 to print at a column width of 85 mm.</remarks>
    /// <param name="width">Width in CSS pixels (96 per inch), 200 or more; null = <see cref="Width"/>.</param>
    /// <param name="height">Height in CSS pixels, 150 or more; null = as high for the width as the figure is. Long texts make the picture higher so that half of it is left to the panel.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for a figure.</exception>
    public string ToSvg(int? width = null, int? height = null)
    {
        int wide = width ?? Width;
        int high = height ?? Math.Max(150, (int)Math.Round(Math.Max(Height * (double)wide / Width, Math.Min(Height, Narrow * wide))));
        ArgumentOutOfRangeException.ThrowIfLessThan(wide, 200, nameof(width));
        ArgumentOutOfRangeException.ThrowIfLessThan(high, 150, nameof(height));
        return new SvgFigure(this, wide, high).Draw();
    }

    /// <summary>The figure as plotly's JSON: one object with <c>data</c> and <c>layout</c>, of what plotly.js 2, 3 and 4 all know.</summary>
    /// <remarks>Numbers have five significant digits, gaps are null, dates ISO; the spans of the axes are those of the SVG.</remarks>
    public string ToPlotlyJson() => PlotlyFigure.Write(this);

    /// <summary>A page that needs no other file and no network: the SVG, and a small script that names the point under the pointer or at the arrow keys.</summary>
    /// <param name="width">Width in CSS pixels; null = <see cref="Width"/>.</param>
    /// <param name="height">Height in CSS pixels; null = as high for the width as the figure is.</param>
    public string ToHtml(int? width = null, int? height = null) => HoverPage.Write(this, ToSvg(width, height));

    /// <summary>Writes the figure to a file: beside its place first, then renamed, so that no half-written file is left.</summary>
    /// <param name="path">A path that ends in <c>.svg</c>, <c>.html</c>, <c>.json</c> (plotly's) or <c>.png</c>. A PNG is drawn by a browser: Chrome, Chromium or Edge where they are usually installed, or the one that the environment variable <c>HYDRONOTEBOOK_BROWSER</c> names.</param>
    /// <param name="width">Width in CSS pixels; null = <see cref="Width"/>.</param>
    /// <param name="height">Height in CSS pixels; null = as high for the width as the figure is.</param>
    /// <param name="scale">Pixels of a PNG per CSS pixel, 0.5 to 8: 2 for screens, 4 for 385 dots per inch.</param>
    /// <exception cref="ArgumentException">The path ends in something else.</exception>
    /// <exception cref="InvalidOperationException">There is no browser for a PNG, or it did not draw.</exception>
    public void Save(string path, int? width = null, int? height = null, double scale = 2) => FigureFile.Save(this, path, width, height, scale);

    /// <summary>The figure in the forms that a notebook's front end chooses from; found by its name.</summary>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [FigureFormatters.PlotlyJson] = ToPlotlyJson(),
        [FigureFormatters.Svg] = ToSvg(),
        [FigureFormatters.Plain] = ToString(),
    };
}
