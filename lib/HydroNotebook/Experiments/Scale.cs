namespace HydroNotebook.Experiments;

/// <summary>How large an experiment is run.</summary>
public enum Scale
{
    /// <summary>Small enough for a notebook: seconds on virtual basins.</summary>
    Demo,

    /// <summary>As the paper did it: hours to days on the real basins.</summary>
    Paper,
}
