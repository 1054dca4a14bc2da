namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>How far a front end is from running our notebooks.</summary>
public enum FrontEndState
{
    /// <summary>Notebooks run there.</summary>
    Works,

    /// <summary>It is there and something is missing.</summary>
    Incomplete,

    /// <summary>It is not on this computer, as far as can be seen; nothing is wrong with that.</summary>
    NotThere,
}
