namespace HydroNotebook.Kernel.Language;

/// <summary>How far a typed text has come.</summary>
internal enum CompletenessState
{
    /// <summary>It can run.</summary>
    Complete,

    /// <summary>Something is still open: a bracket, a text, a comment.</summary>
    Incomplete,

    /// <summary>No further text makes it C#.</summary>
    Invalid,
}
