namespace HydroNotebook.VirtualCatchments;

/// <summary>A class of rock: its name in GLiM and its typical porosity.</summary>
internal sealed record Rock(string Name, double Porosity)
{
    /// <summary>The classes in the order of <see cref="Place.Rocks"/>; porosities are medians over the basins of CAMELS-US.</summary>
    internal static readonly Rock[] All =
    [
        new("Siliciclastic sedimentary rocks", 0.17),
        new("Unconsolidated sediments", 0.21),
        new("Metamorphics", 0.02),
        new("Carbonate sedimentary rocks", 0.08),
        new("Acid plutonic rocks", 0.03),
        new("Basic volcanic rocks", 0.10),
        new("Mixed sedimentary rocks", 0.12),
        new("Acid volcanic rocks", 0.11),
    ];

    /// <summary>Position of the carbonates.</summary>
    internal const int Carbonate = 3;
}
