namespace HydroNotebook.Figures;

/// <summary>How a line is broken, so that lines can be told apart in grey print.</summary>
public enum Dash
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Strokes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Stroke, dot, stroke, dot.</summary>
    DashDotted,

    /// <summary>Long strokes.</summary>
    LongDashed,
}
