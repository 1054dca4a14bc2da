namespace HydroNotebook.Data;

/// <summary>A group of settings that knows what is wrong with itself; marks the records that the JSON reader enters.</summary>
internal interface ISettings
{
    /// <summary>All that is wrong with these settings, in one list; empty when they can be used.</summary>
    IEnumerable<ConfigProblem> Problems();
}
