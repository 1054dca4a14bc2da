namespace HydroNotebook.VirtualCatchments;

/// <summary>Daily weather of one basin, each [days].</summary>
/// <param name="Precipitation">mm/day.</param>
/// <param name="Radiation">Mean over the daylight hours, W/m².</param>
/// <param name="Maximum">Warmest temperature of the day, °C.</param>
/// <param name="Minimum">Coldest temperature of the day, °C.</param>
/// <param name="Vapour">Vapour pressure, Pa.</param>
/// <param name="DayLength">s.</param>
internal sealed record Weather(double[] Precipitation, double[] Radiation, double[] Maximum, double[] Minimum, double[] Vapour, double[] DayLength)
{
    internal int Days => Precipitation.Length;

    /// <summary>Mean of the day's extremes, °C.</summary>
    internal double Mean(int day) => 0.5 * (Maximum[day] + Minimum[day]);
}
