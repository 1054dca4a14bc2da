using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Running;

namespace HydroNotebook.Kernel.Reports;

/// <summary>One executed notebook of a report.</summary>
/// <param name="Name">Name for people, such as the file's: <c>02-first-lstm</c>.</param>
/// <param name="Notebook">The executed copy.</param>
public sealed record ReportEntry(string Name, NotebookDocument Notebook)
{
    /// <summary>Folder in which the notebook's pictures lie; empty = pictures by relative paths are left as links.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Time of the run; null = not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Why the run failed; empty where it did not.</summary>
    public string Failure { get; init; } = "";

    /// <summary>Facts of this notebook alone, such as the data it used; its parameters are read from the notebook itself.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>The entry of a run: reads its executed copy.</summary>
    /// <exception cref="NotebookException">The executed copy cannot be read.</exception>
    public static ReportEntry From(NotebookRunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new ReportEntry(Path.GetFileNameWithoutExtension(result.Path), NotebookDocument.Load(result.OutputPath))
        {
            Folder = Path.GetDirectoryName(Path.GetFullPath(result.Path)) ?? "",
            Duration = result.Duration,
            Failure = result.IsDone ? "" : result.Message,
        };
    }
}
