namespace HydroNotebook.Figures;

/// <summary>Something drawn in a figure: what it is, not how it is drawn.</summary>
/// <param name="Name">Name in the legend; empty = not in the legend.</param>
public abstract record Mark(string Name)
{
    /// <summary>Colour as <c>#RRGGBB</c>; null = the next of the colour-blind-safe palette.</summary>
    public string? Colour { get; init; }

    /// <summary>Whether values belong to the second vertical axis.</summary>
    public bool OnSecondAxis { get; init; }

    /// <summary>A line through points; NaN breaks it.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Horizontal values, [points], ascending for thinning to work well.</param>
    /// <param name="Y">Vertical values, [points]; NaN = a gap.</param>
    public sealed record Line(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name);

    /// <summary>Points that nothing joins.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Horizontal values, [points]; NaN = left out.</param>
    /// <param name="Y">Vertical values, [points]; NaN = left out.</param>
    public sealed record Points(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name);

    /// <summary>Bars from zero.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="X">Middles of the bars, [bars], ascending.</param>
    /// <param name="Y">Heights, [bars]; NaN = no bar.</param>
    public sealed record Bars(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark(Name);

    /// <summary>The empirical distribution of values: the share of values at or below x, as steps.</summary>
    /// <param name="Name">Name in the legend.</param>
    /// <param name="Values">The values in any order; NaN = left out, and counted in a note.</param>
    public sealed record Cdf(string Name, IReadOnlyList<double> Values) : Mark(Name);
}
