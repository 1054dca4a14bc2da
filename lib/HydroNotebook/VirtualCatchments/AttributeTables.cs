using System.Globalization;

namespace HydroNotebook.VirtualCatchments;

/// <summary>The seven attribute tables of CAMELS-US: their columns in order, and a basin's entries.</summary>
internal static class AttributeTables
{
    /// <summary>What stands for a missing value.</summary>
    internal const string Missing = "NA";

    /// <summary>The tables by the last part of their name; the entries are texts as written.</summary>
    internal static IReadOnlyList<(string Name, (string Column, Func<VirtualBasin, string> Entry)[] Columns)> All { get; } =
    [
        ("name",
        [
            ("huc_02", b => b.Site.Region.ToString("00", CultureInfo.InvariantCulture)),
            ("gauge_name", b => string.Create(CultureInfo.InvariantCulture, $"Virtual River {b.Site.Id[3..]} in region {b.Site.Region:00}")),
        ]),
        ("topo",
        [
            ("gauge_lat", b => Number(b.Site.Latitude)),
            ("gauge_lon", b => Number(b.Site.Longitude)),
            ("elev_mean", b => Number(b.Site.Elevation)),
            ("slope_mean", b => Number(b.Site.Slope)),
            ("area_gages2", b => Number(b.Site.AreaKm2)),
            ("area_geospa_fabric", b => Number(VirtualBasin.TwoDecimals(b.AreaM2 / 1e6))),
        ]),
        ("clim",
        [
            ("p_mean", b => Number(b.Climate.MeanPrecipitation)),
            ("pet_mean", b => Number(b.Climate.MeanPotential)),
            ("p_seasonality", b => Number(b.Climate.Seasonality)),
            ("frac_snow", b => Number(b.Climate.SnowFraction)),
            ("aridity", b => Number(b.Climate.Aridity)),
            ("high_prec_freq", b => Number(b.Climate.HighFrequency)),
            ("high_prec_dur", b => Number(b.Climate.HighDuration)),
            ("high_prec_timing", b => b.Climate.HighTiming),
            ("low_prec_freq", b => Number(b.Climate.LowFrequency)),
            ("low_prec_dur", b => Number(b.Climate.LowDuration)),
            ("low_prec_timing", b => b.Climate.LowTiming),
        ]),
        ("hydro",
        [
            ("q_mean", b => Number(b.Flow.Mean)),
            ("runoff_ratio", b => Number(b.Flow.RunoffRatio)),
            ("slope_fdc", b => Number(b.Flow.Slope)),
            ("baseflow_index", b => Number(b.Flow.BaseflowIndex)),
            ("stream_elas", b => Number(b.Flow.Elasticity)),
            ("q5", b => Number(b.Flow.Q5)),
            ("q95", b => Number(b.Flow.Q95)),
            ("high_q_freq", b => Number(b.Flow.HighFrequency)),
            ("high_q_dur", b => Number(b.Flow.HighDuration)),
            ("low_q_freq", b => Number(b.Flow.LowFrequency)),
            ("low_q_dur", b => Number(b.Flow.LowDuration)),
            ("zero_q_freq", b => Number(b.Flow.ZeroFraction)),
            ("hfd_mean", b => Number(b.Flow.HalfFlowDay)),
        ]),
        ("soil",
        [
            ("soil_depth_pelletier", b => Number(b.Site.Bedrock)),
            ("soil_depth_statsgo", b => Number(b.Site.SoilDepth)),
            ("soil_porosity", b => Number(b.Site.Porosity)),
            ("soil_conductivity", b => Number(b.Site.Conductivity)),
            ("max_water_content", b => Number(b.Site.MaxWater)),
            ("sand_frac", b => Number(b.Site.Sand)),
            ("silt_frac", b => Number(b.Site.Silt)),
            ("clay_frac", b => Number(b.Site.Clay)),
            ("water_frac", _ => "0"),
            ("organic_frac", _ => "0"),
            ("other_frac", b => Number(b.Site.Other)),
        ]),
        ("vege",
        [
            ("frac_forest", b => Number(b.Site.Forest)),
            ("lai_max", b => Number(b.Site.LaiMax)),
            ("lai_diff", b => Number(b.Site.LaiDiff)),
            ("gvf_max", b => Number(b.Site.GreenMax)),
            ("gvf_diff", b => Number(b.Site.GreenDiff)),
            ("dom_land_cover_frac", b => Number(b.Site.LandCoverShare)),
            ("dom_land_cover", b => "    " + b.Site.LandCover),
            ("root_depth_50", b => Number(b.Site.Root50)),
            ("root_depth_99", b => Number(b.Site.Root99)),
        ]),
        ("geol",
        [
            ("geol_1st_class", b => Rock.All[b.Site.FirstRock].Name),
            ("glim_1st_class_frac", b => Number(b.Site.FirstRockShare)),
            ("geol_2nd_class", b => b.Site.SecondRock < 0 ? Missing : Rock.All[b.Site.SecondRock].Name),
            ("glim_2nd_class_frac", b => Number(b.Site.SecondRockShare)),
            ("carbonate_rocks_frac", b => Number(b.Site.Carbonate)),
            ("geol_porostiy", b => Number(b.Site.RockPorosity)),
            ("geol_permeability", b => Number(b.Site.Permeability)),
        ]),
    ];

    /// <summary>The entry of a column, as a number; NaN where it is missing or no number; null where there is no such column.</summary>
    internal static double? Value(VirtualBasin basin, string column)
    {
        foreach ((_, (string Column, Func<VirtualBasin, string> Entry)[] columns) in All)
        {
            foreach ((string name, Func<VirtualBasin, string> entry) in columns)
            {
                if (string.Equals(name, column, StringComparison.Ordinal))
                {
                    return double.TryParse(entry(basin), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
                }
            }
        }

        return null;
    }

    // Ten decimals at most and never an exponent; the series carry far fewer digits.
    private static string Number(double value) => double.IsNaN(value)
        ? Missing
        : Math.Round(value, 10).ToString("0.##########", CultureInfo.InvariantCulture);
}
