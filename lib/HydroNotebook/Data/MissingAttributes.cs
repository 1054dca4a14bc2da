namespace HydroNotebook.Data;

/// <summary>What to do about a static attribute that a basin lacks.</summary>
public enum MissingAttributes
{
    /// <summary>It is a problem that forbids the use (default).</summary>
    Refuse,

    /// <summary>It is filled with the mean over the requested basins that have it, and every fill is told as a notice.</summary>
    BasinMean,
}
