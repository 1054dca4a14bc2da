namespace HydroNotebook.Figures.Svg;

/// <summary>How a mark looks.</summary>
/// <param name="Colour">As <c>#RRGGBB</c>.</param>
/// <param name="Width">Line width, pixels.</param>
/// <param name="Dash">SVG dash array; empty = solid.</param>
internal readonly record struct MarkStyle(string Colour, double Width, string Dash)
{
    internal string DashAttribute => Dash.Length == 0 ? "" : $" stroke-dasharray=\"{Dash}\"";

    /// <summary>The style of a mark; colours repeat after seven series, with other dashes.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="index">Number of marks without a colour of their own before it.</param>
    internal static MarkStyle Of(Mark mark, int index)
    {
        int round = index / Palette.Series.Count;
        string colour = mark.Colour ?? Palette.Series[index % Palette.Series.Count];
        // Dashes help lines that are smooth; dense daily lines become unreadable by them.
        string dash = mark.Colour is null && mark is Mark.Cdf ? Palette.Dashes[(index + round) % Palette.Dashes.Count]
            : mark.Colour is null && round > 0 ? Palette.Dashes[round % Palette.Dashes.Count]
            : "";
        double width = mark is Mark.Cdf || mark.Colour == Palette.Observed ? 2 : 1.4;
        return new MarkStyle(colour, width, dash);
    }
}
