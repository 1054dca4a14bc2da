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

    /// <summary>Dashes that keep series apart in grey print; empty = solid.</summary>
    internal static IReadOnlyList<string> Dashes { get; } = ["", "7 3", "2 2.5", "9 3 2 3", "4 2", "12 3", "1 3"];
}
