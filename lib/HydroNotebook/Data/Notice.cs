namespace HydroNotebook.Data;

/// <summary>Something about the data that does not forbid their use but must be known: holes, fills that were asked for, a cache that failed.</summary>
/// <param name="Basin">Basin id; empty where it is not about one basin.</param>
/// <param name="File">Path of the file relative to the folder that the user named; empty where no file is meant.</param>
/// <param name="Count">How many days or values it concerns; 0 where nothing is counted.</param>
/// <param name="What">What was found and what was done about it.</param>
public sealed record Notice(string Basin, string File, int Count, string What)
{
    /// <summary>The notice in one line: <c>basin 01022500: basin_mean_forcing/…: 31 days without forcing …</c></summary>
    public override string ToString()
    {
        string who = Basin.Length > 0 ? $"basin {Basin}: " : "";
        string where = File.Length > 0 ? $"{File}: " : "";
        return who + where + What;
    }
}
