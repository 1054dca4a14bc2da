namespace HydroNotebook.Basins;

/// <summary>One basin: its gauge, its static attributes and its daily series.</summary>
public sealed record Basin
{
    /// <summary>Identifier as in the data set, zeros kept: <c>"01022500"</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the gauge, empty where the data set gives none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Region within the data set (CAMELS-US: two-digit hydrologic unit), empty where there is none.</summary>
    public string Region { get; init; } = "";

    /// <summary>Latitude of the gauge, degrees north.</summary>
    public double Latitude { get; init; } = double.NaN;

    /// <summary>Longitude of the gauge, degrees east (negative in the Americas).</summary>
    public double Longitude { get; init; } = double.NaN;

    /// <summary>Area that turned the flow into mm/day, km².</summary>
    public required double AreaKm2 { get; init; }

    /// <summary>Static attributes in the order of <see cref="BasinSet.AttributeNames"/>; NaN = missing.</summary>
    public required ReadOnlyMemory<double> Attributes { get; init; }

    /// <summary>Forcing columns, then <c>discharge</c> [mm/day], on one calendar; NaN = missing.</summary>
    public required DailySeries Series { get; init; }
}
