namespace HydroNotebook.Experiments;

/// <summary>The basins of a run.</summary>
/// <param name="Source">The data set in words.</param>
/// <param name="Basins">Number of basins.</param>
/// <param name="Fingerprint">Fingerprint of everything that was read.</param>
public sealed record RunData(string Source, int Basins, string Fingerprint);
