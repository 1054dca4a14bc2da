namespace HydroNotebook.VirtualCatchments;

/// <summary>What the process model knows and no gauge shows, each [days].</summary>
internal sealed class Truth(int days)
{
    /// <summary>Volumetric soil moisture of the four layers, m³/m³, [layer][days].</summary>
    internal double[][] SoilMoisture { get; } = [new double[days], new double[days], new double[days], new double[days]];

    /// <summary>Snow water equivalent, mm.</summary>
    internal double[] Snow { get; } = new double[days];

    /// <summary>Actual evapotranspiration, mm/day.</summary>
    internal double[] Evapotranspiration { get; } = new double[days];

    /// <summary>Flow from both groundwater stores to the stream, mm/day, before routing.</summary>
    internal double[] Baseflow { get; } = new double[days];

    /// <summary>Discharge without the errors of its measurement, mm/day.</summary>
    internal double[] Discharge { get; } = new double[days];

    /// <summary>Potential evapotranspiration, mm/day.</summary>
    internal double[] Potential { get; } = new double[days];

    /// <summary>Water that left below the gauge, mm/day.</summary>
    internal double[] Leak { get; } = new double[days];

    /// <summary>All water in the basin at the end of the day, mm.</summary>
    internal double[] Storage { get; } = new double[days];
}
