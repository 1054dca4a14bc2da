namespace HydroNotebook.Evaluation;

/// <summary>How a network ran over the period that it predicted.</summary>
public enum EvaluationMode
{
    /// <summary>Not known, or no recurrent network: a climatology, another program's numbers.</summary>
    Unspecified,

    /// <summary>As trained: for each day a window of its own, from an empty state. K19.</summary>
    Windowed,

    /// <summary>One pass from before the period to its end; the state is carried on.</summary>
    OnceThrough,
}
