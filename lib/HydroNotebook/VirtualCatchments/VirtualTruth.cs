using HydroNotebook.Basins;

namespace HydroNotebook.VirtualCatchments;

/// <summary>The columns of the truth files, and their values as written.</summary>
internal static class VirtualTruth
{
    /// <summary>The columns in order.</summary>
    internal static IReadOnlyList<Variable> Variables { get; } =
    [
        new("swvl1", "m³/m³"),
        new("swvl2", "m³/m³"),
        new("swvl3", "m³/m³"),
        new("swvl4", "m³/m³"),
        new("swe", "mm"),
        new("et", "mm/day"),
        new("baseflow", "mm/day"),
        new("discharge", "mm/day"),
    ];

    /// <summary>One day, rounded to the four decimals of the file.</summary>
    internal static float[] Row(Truth truth, int day) =>
    [
        Four(truth.SoilMoisture[0][day]),
        Four(truth.SoilMoisture[1][day]),
        Four(truth.SoilMoisture[2][day]),
        Four(truth.SoilMoisture[3][day]),
        Four(truth.Snow[day]),
        Four(truth.Evapotranspiration[day]),
        Four(truth.Baseflow[day]),
        Four(truth.Discharge[day]),
    ];

    private static float Four(double value) => (float)(Math.Round(value * 1e4) / 1e4);
}
