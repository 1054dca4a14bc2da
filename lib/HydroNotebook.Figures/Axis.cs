namespace HydroNotebook.Figures;

/// <summary>One axis of a figure. Immutable: a change is a new value.</summary>
/// <param name="Label">Quantity and unit as printed: <c>Discharge [mm/day]</c>; empty for none.</param>
public sealed record Axis(string Label)
{
    /// <summary>How values become places.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>Names of the places 0, 1, 2… of an axis with <see cref="AxisScale.Category"/>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Smallest value shown; null = from the data.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value shown; null = from the data.</summary>
    public double? Max { get; init; }

    /// <summary>Whether zero belongs on the axis whatever the data are: for amounts.</summary>
    public bool FromZero { get; init; }

    /// <summary>Whether values grow downwards (to the left on a horizontal axis).</summary>
    public bool Inverted { get; init; }

    /// <summary>Where the axis begins, as a fraction of the panel from the bottom.</summary>
    public double Start { get; init; }

    /// <summary>Where the axis ends, as a fraction of the panel from the bottom.</summary>
    public double End { get; init; } = 1;

    internal bool IsLog => Scale == AxisScale.Log;

    /// <summary>The label with what a reader must know of the scale.</summary>
    internal string FullLabel => !IsLog ? Label : Label.Length == 0 ? "log scale" : Label + ", log scale";
}
