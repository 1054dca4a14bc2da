namespace HydroNotebook.Data;

/// <summary>Collects the defects of one file.</summary>
/// <remarks>A file of another layout would be wrong on every line: after <see cref="Most"/> problems the rest is only counted.</remarks>
internal sealed class FileProblems(string basin, string file)
{
    /// <summary>Problems of one file that are told one by one.</summary>
    internal const int Most = 100;

    private readonly List<Problem> _problems = [];
    private int _more;

    /// <summary>Whether the file has a defect.</summary>
    internal bool Any => _problems.Count > 0;

    /// <summary>Notes a defect.</summary>
    internal void Add(int line, string column, string what, string cure)
    {
        if (_problems.Count < Most)
        {
            _problems.Add(new Problem(basin, file, line, column, what, cure));
        }
        else
        {
            _more++;
        }
    }

    /// <summary>The defects; the last one counts those that were not told one by one.</summary>
    internal IEnumerable<Problem> All()
    {
        return _more == 0
            ? _problems
            : _problems.Append(new Problem(basin, file, 0, "", $"{_more} more lines are wrong.", "Get the file anew: it seems to be of another layout."));
    }
}
