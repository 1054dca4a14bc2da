using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>What came of reading: the basins, or the reasons why there are none.</summary>
/// <param name="Basins">The basins; null when a problem forbids their use.</param>
/// <param name="Problems">Everything that is wrong, sorted by basin, file and line.</param>
public sealed record BasinReading(BasinSet? Basins, IReadOnlyList<Problem> Problems)
{
    /// <summary>What does not forbid the use but must be known: days without forcing, attributes that were filled, a cache that failed.</summary>
    /// <remarks>Days without forcing are NaN rows of the series, never filled: windows that touch them are left out by the sample list.</remarks>
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Whether the series came from the cache instead of the text files.</summary>
    public bool FromCache { get; init; }

    /// <summary>The basins, or one exception with all problems (at most 50, then the count of the rest).</summary>
    /// <exception cref="HydroException">There are problems.</exception>
    public BasinSet OrThrow()
    {
        if (Basins is not null)
        {
            return Basins;
        }

        const int Most = 50;
        IEnumerable<string> lines = Problems.Take(Most).Select(problem => problem.ToString());
        string rest = Problems.Count > Most ? $"{Environment.NewLine}… and {Problems.Count - Most} more." : "";
        throw new HydroException(string.Join(Environment.NewLine, lines) + rest);
    }
}
