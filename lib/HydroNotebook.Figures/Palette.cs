namespace HydroNotebook.Figures;

/// <summary>Colours that people with any kind of colour vision tell apart: Okabe and Ito (2008), strongest on white first.</summary>
public static class Palette
{
    /// <summary>Observations, in every figure.</summary>
    public const string Observed = "#000000";

    /// <summary>Precipitation.</summary>
    public const string Rain = "#56B4E9";

    /// <summary>Series in order: blue, vermilion, green, purple, orange, sky blue, yellow.</summary>
    public static IReadOnlyList<string> Series { get; } = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442"];

    /// <summary>For amounts: light yellow over green and blue to dark violet. Lightness falls evenly (Oklab, 0.94 to 0.34), so it reads in grey and with any colour vision.</summary>
    public static IReadOnlyList<string> Sequential { get; } =
        ["#F8EF96", "#B5E488", "#5ED693", "#09BCA8", "#019EAD", "#0581AB", "#1560B0", "#3E4090", "#432666"];

    /// <summary>For differences around a real zero: dark blue over near-white to dark orange.</summary>
    public static IReadOnlyList<string> Diverging { get; } =
        ["#024478", "#206DB1", "#6399D0", "#A7C5E4", "#EFF0F2", "#E6BAA3", "#D48459", "#B65002", "#7C3503"];

    /// <summary>Without a value, in maps and heat maps.</summary>
    internal const string Missing = "#BDBDBD";

    /// <summary>Reference lines, outlines of the land.</summary>
    internal const string Reference = "#777777";

    internal const string Land = "#8A8A8A";

    internal const string Border = "#CFCFCF";
}
