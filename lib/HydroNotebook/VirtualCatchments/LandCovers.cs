namespace HydroNotebook.VirtualCatchments;

/// <summary>Land cover classes (names as in CAMELS-US, MODIS/IGBP) and the roots that go with them.</summary>
internal static class LandCovers
{
    /// <summary>The dominant class for a forest fraction, a seasonal share of leaves, ln of precipitation (mm/day) and a uniform number.</summary>
    internal static string Of(double forest, double leafRange, double logPrecipitation, double u) => forest switch
    {
        > 0.75 when leafRange < 0.62 => "Evergreen Needleleaf Forest",
        > 0.75 when leafRange > 0.84 => "Deciduous Broadleaf Forest",
        > 0.75 => u < 0.55 ? "Mixed Forests" : "Deciduous Broadleaf Forest",
        > 0.35 => u < 0.5 ? "Woody Savannas" : "cropland/natural vegetation mosaic",
        _ when logPrecipitation < 0.2 => u < 0.2 ? "Open Shrublands" : "Grasslands",
        _ => u < 0.55 ? "Croplands" : "Grasslands",
    };

    /// <summary>Depth above which half of the roots lie, m.</summary>
    internal static double Root50(double forest) => 0.14 + (0.06 * forest);

    /// <summary>Depth above which 99 % of the roots lie, m.</summary>
    internal static double Root99(double forest, double logPrecipitation) => 1.5 + (0.55 * forest) + (logPrecipitation < 0.2 ? 0.4 : 0);
}
