namespace HydroNotebook.Data;

/// <summary>What to do with a basin of which a static attribute is missing.</summary>
public enum MissingAttributes
{
    /// <summary>Stop before training and name basin and attribute.</summary>
    Refuse,

    /// <summary>Leave the basin out, and report it.</summary>
    LeaveOut,

    /// <summary>Use the mean of the training basins (0 after standardising), and report it. F22's program does so.</summary>
    Mean,
}
