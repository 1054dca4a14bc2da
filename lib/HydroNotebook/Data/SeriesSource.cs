namespace HydroNotebook.Data;

/// <summary>The files out of which one basin's series is read.</summary>
/// <param name="Id">Basin id.</param>
/// <param name="Region">Region within the data set.</param>
/// <param name="Files">The files, in the order that the layout's parser expects.</param>
internal sealed record SeriesSource(string Id, string Region, IReadOnlyList<SourceFile> Files);
