namespace HydroNotebook.Data;

/// <summary>What was found of one static attribute.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="File">File in which it stands, relative to the folder that the user named.</param>
/// <param name="Basins">Basins that have a value.</param>
/// <param name="IsCategory">Whether it names classes: it cannot be a static input then.</param>
public sealed record AttributeInspection(string Name, string File, int Basins, bool IsCategory);
