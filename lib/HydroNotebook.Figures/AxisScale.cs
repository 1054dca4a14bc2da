namespace HydroNotebook.Figures;

/// <summary>How an axis turns values into places.</summary>
public enum AxisScale
{
    /// <summary>Equal distances for equal differences.</summary>
    Linear,

    /// <summary>Days, as <see cref="DateOnly.DayNumber"/>; ticks at days, months or years.</summary>
    Date,

    /// <summary>Equal distances for equal ratios; zero and less have no place and are counted below the panel.</summary>
    Log,

    /// <summary>Named places: value k is the k-th of <see cref="Axis.Categories"/>, from 0.</summary>
    Category,

    /// <summary>Degrees east, ticks as <c>100° W</c>.</summary>
    Longitude,

    /// <summary>Degrees north, ticks as <c>40° N</c>.</summary>
    Latitude,
}
