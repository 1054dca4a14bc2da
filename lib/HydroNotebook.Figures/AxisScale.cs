namespace HydroNotebook.Figures;

/// <summary>How an axis turns values into places.</summary>
public enum AxisScale
{
    /// <summary>Equal distances for equal differences.</summary>
    Linear,

    /// <summary>Days, as <see cref="DateOnly.DayNumber"/>; ticks at days, months or years.</summary>
    Date,
}
