namespace HydroNotebook.VirtualCatchments;

/// <summary>A part of the map around which basins scatter.</summary>
/// <param name="Region">Two-digit hydrologic unit that most of its basins belong to.</param>
/// <param name="Weight">Share of all basins, relative.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east (negative).</param>
/// <param name="LatitudeSpread">Standard deviation of the basins' latitude, degrees.</param>
/// <param name="LongitudeSpread">Standard deviation of the basins' longitude, degrees.</param>
/// <param name="Means">Means of the traits.</param>
/// <param name="Spreads">Factors on <see cref="Places.Spread"/>.</param>
/// <param name="Rocks">Share of the rock classes of <see cref="Rock"/>, percent.</param>
internal sealed record Place(
    int Region,
    int Weight,
    double Latitude,
    double Longitude,
    double LatitudeSpread,
    double LongitudeSpread,
    double[] Means,
    double[] Spreads,
    int[] Rocks);
