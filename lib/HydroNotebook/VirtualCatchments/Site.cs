namespace HydroNotebook.VirtualCatchments;

/// <summary>The land of one basin: what attributes tell about it. Climate and flow attributes come later, from the series.</summary>
internal sealed record Site
{
    internal required string Id { get; init; }

    internal required int Region { get; init; }

    internal required double Latitude { get; init; }

    internal required double Longitude { get; init; }

    /// <summary>Mean precipitation that the weather aims at, mm/day.</summary>
    internal required double MeanPrecipitation { get; init; }

    /// <summary>Seasonality of precipitation that the weather aims at.</summary>
    internal required double Seasonality { get; init; }

    /// <summary>Dry days per year that the weather aims at.</summary>
    internal required double DryDays { get; init; }

    /// <summary>Mean length of dry spells that the weather aims at, days.</summary>
    internal required double DryDuration { get; init; }

    /// <summary>Mean elevation, m.</summary>
    internal required double Elevation { get; init; }

    /// <summary>Mean slope, m/km.</summary>
    internal required double Slope { get; init; }

    internal required double AreaKm2 { get; init; }

    internal required double Forest { get; init; }

    internal required double LaiMax { get; init; }

    internal required double LaiDiff { get; init; }

    internal required double GreenMax { get; init; }

    internal required double GreenDiff { get; init; }

    /// <summary>Depth to bedrock, m, 50 at most.</summary>
    internal required double Bedrock { get; init; }

    /// <summary>Depth of soil, m, 1.5 at most.</summary>
    internal required double SoilDepth { get; init; }

    internal required double Porosity { get; init; }

    /// <summary>Saturated conductivity, cm/h.</summary>
    internal required double Conductivity { get; init; }

    /// <summary>Largest water content of the soil, m.</summary>
    internal required double MaxWater { get; init; }

    /// <summary>Sand, percent.</summary>
    internal required double Sand { get; init; }

    /// <summary>Silt, percent.</summary>
    internal required double Silt { get; init; }

    /// <summary>Clay, percent.</summary>
    internal required double Clay { get; init; }

    /// <summary>Neither sand, silt, clay, water nor organic, percent.</summary>
    internal required double Other { get; init; }

    /// <summary>Position of the commonest rock in <see cref="Rock.All"/>.</summary>
    internal required int FirstRock { get; init; }

    internal required double FirstRockShare { get; init; }

    /// <summary>Position of the second rock, −1 where there is one rock only.</summary>
    internal required int SecondRock { get; init; }

    internal required double SecondRockShare { get; init; }

    internal required double Carbonate { get; init; }

    internal required double RockPorosity { get; init; }

    /// <summary>Permeability of the ground below, log10 m².</summary>
    internal required double Permeability { get; init; }

    internal required string LandCover { get; init; }

    internal required double LandCoverShare { get; init; }

    /// <summary>Depth above which half of the roots lie, m.</summary>
    internal required double Root50 { get; init; }

    /// <summary>Depth above which 99 % of the roots lie, m.</summary>
    internal required double Root99 { get; init; }
}
