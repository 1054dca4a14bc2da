namespace HydroNotebook.Evaluation;

/// <summary>A dimension of a NetCDF file.</summary>
/// <param name="Name">Name.</param>
/// <param name="Length">Length, 1 or more: the format takes 0 for "may grow", which is not used here.</param>
internal sealed record NetCdfDimension(string Name, int Length);
