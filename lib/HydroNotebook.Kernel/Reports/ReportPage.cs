namespace HydroNotebook.Kernel.Reports;

/// <summary>What stands on a report beside its notebooks.</summary>
public sealed record ReportPage
{
    /// <summary>Title of the page.</summary>
    public string Title { get; init; } = "Notebooks";

    /// <summary>Facts that hold for all notebooks, such as versions and the processor, in the order in which they are shown.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>Titles of what cells make (tag <c>makes:ID</c>), by id; an id without a title shows as itself.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Scripts that run in the page, such as one for hovering over figures; each stands in it as it is.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];
}
