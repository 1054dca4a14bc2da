namespace HydroNotebook.Experiments;

/// <summary>A paper whose results are compared with.</summary>
/// <param name="Key">Key in ids and experiment names: <c>k19</c>.</param>
/// <param name="Title">Title of the paper.</param>
/// <param name="Doi">Digital object identifier.</param>
public sealed record PublishedPaper(string Key, string Title, string Doi);
