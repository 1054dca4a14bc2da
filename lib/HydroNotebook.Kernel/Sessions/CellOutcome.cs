namespace HydroNotebook.Kernel.Sessions;

/// <summary>How a cell ended.</summary>
public enum CellOutcome
{
    /// <summary>It ran to its end.</summary>
    Done,

    /// <summary>It does not compile; nothing ran.</summary>
    NotCompiled,

    /// <summary>It threw; what it had assigned before stays.</summary>
    Failed,

    /// <summary>It was interrupted; what it had assigned before stays.</summary>
    Cancelled,
}
