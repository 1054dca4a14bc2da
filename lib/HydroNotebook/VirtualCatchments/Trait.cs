namespace HydroNotebook.VirtualCatchments;

/// <summary>What a place fixes about a basin, each on a scale on which it is roughly normal.</summary>
internal enum Trait
{
    /// <summary>ln of mean precipitation, mm/day.</summary>
    Precipitation,

    /// <summary>Seasonality of precipitation (Woods 2009), positive with a summer peak.</summary>
    Seasonality,

    /// <summary>ln of (mean elevation, m, + 20).</summary>
    Elevation,

    /// <summary>ln of mean slope, m/km.</summary>
    Slope,

    /// <summary>ln of area, km².</summary>
    Area,

    /// <summary>Logit of the forest fraction.</summary>
    Forest,

    /// <summary>ln of the depth to bedrock, m.</summary>
    Bedrock,

    /// <summary>Logit of soil depth ÷ 1.55 m.</summary>
    SoilDepth,

    /// <summary>ln of sand ÷ silt.</summary>
    Sand,

    /// <summary>ln of clay ÷ silt.</summary>
    Clay,

    /// <summary>Permeability, log10 m².</summary>
    Permeability,

    /// <summary>Days per year with less than 1 mm.</summary>
    DryDays,

    /// <summary>ln of the mean length of dry spells, days.</summary>
    DryDuration,

    /// <summary>ln of the largest monthly leaf area index.</summary>
    Lai,

    /// <summary>Logit of (largest − smallest) ÷ largest leaf area index.</summary>
    LaiRange,

    /// <summary>Logit of the largest green vegetation fraction.</summary>
    Green,

    /// <summary>Logit of (largest − smallest) ÷ largest green vegetation fraction.</summary>
    GreenRange,
}
