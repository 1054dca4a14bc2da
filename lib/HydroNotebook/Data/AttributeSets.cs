namespace HydroNotebook.Data;

/// <summary>Sets of static attributes that stand in settings under one name.</summary>
public static class AttributeSets
{
    /// <summary>The 27 attributes of K19 (table A1) under the column names of CAMELS-US, in the order of the paper's program; set name <c>k19</c>.</summary>
    public static IReadOnlyList<string> K19 { get; } =
    [
        "p_mean", "pet_mean", "aridity", "p_seasonality", "frac_snow", "high_prec_freq", "high_prec_dur", "low_prec_freq", "low_prec_dur",
        "elev_mean", "slope_mean", "area_gages2", "frac_forest", "lai_max", "lai_diff", "gvf_max", "gvf_diff",
        "soil_depth_pelletier", "soil_depth_statsgo", "soil_porosity", "soil_conductivity", "max_water_content",
        "sand_frac", "silt_frac", "clay_frac", "carbonate_rocks_frac", "geol_permeability",
    ];

    /// <summary>Names of attributes with every set name replaced by its attributes; a name that occurs twice stays once, at its first place.</summary>
    /// <param name="names">Attribute names and set names, such as <c>["k19"]</c> or <c>["k19", "root_depth_50"]</c>.</param>
    public static IReadOnlyList<string> Expand(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return [.. names.SelectMany(name => name == "k19" ? K19 : [name]).Distinct(StringComparer.Ordinal)];
    }
}
