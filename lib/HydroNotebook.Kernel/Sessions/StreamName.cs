namespace HydroNotebook.Kernel.Sessions;

/// <summary>The two text streams of a cell.</summary>
public enum StreamName
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,
}
