namespace HydroNotebook.Figures.Svg;

/// <summary>How a mark looks.</summary>
/// <param name="Colour">As <c>#RRGGBB</c>.</param>
/// <param name="Width">Line width, pixels.</param>
/// <param name="Dash">How a line is broken.</param>
/// <param name="Shape">Shape of points.</param>
internal readonly record struct MarkStyle(string Colour, double Width, Dash Dash, PointShape Shape)
{
    internal string DashAttribute => Dash switch
    {
        Dash.Dashed => " stroke-dasharray=\"7 3\"",
        Dash.Dotted => " stroke-dasharray=\"1.5 3\"",
        Dash.DashDotted => " stroke-dasharray=\"9 3 1.5 3\"",
        Dash.LongDashed => " stroke-dasharray=\"13 4\"",
        _ => "",
    };
}
