namespace HydroNotebook.Data;

/// <summary>One defect of a data set: who, where, what, and what to do about it.</summary>
/// <param name="Basin">Basin id; empty where the defect is not of one basin.</param>
/// <param name="File">Path of the file relative to the folder that the user named; empty where no file is to blame.</param>
/// <param name="Line">Line number from 1; 0 where none applies.</param>
/// <param name="Column">Name of the column; empty where none applies.</param>
/// <param name="What">What was found against what was expected; a value in quotes as read.</param>
/// <param name="Cure">What to do next, one imperative sentence.</param>
public sealed record Problem(string Basin, string File, int Line, string Column, string What, string Cure)
{
    /// <summary>The problem in one line: <c>basin 01022500: usgs_streamflow/…:4018, column 'QObs': '-99.9' is negative but not -999. Correct …</c></summary>
    public override string ToString()
    {
        string who = Basin.Length > 0 ? $"basin {Basin}: " : "";
        string where = File.Length == 0 ? "" : Line > 0 ? $"{File}:{Line}" : File;
        string column = Column.Length > 0 ? $"column '{Column}'" : "";
        string place = string.Join(", ", new[] { where, column }.Where(part => part.Length > 0));
        return $"{who}{place}{(place.Length > 0 ? ": " : "")}{What} {Cure}";
    }
}
