namespace HydroNotebook.Evaluation;

/// <summary>How a trained model runs through a period.</summary>
public enum EvaluationMode
{
    /// <summary>As trained: every target day from its own window, which starts from zero states.</summary>
    Windowed,

    /// <summary>One pass through the period, states carried on from day to day.</summary>
    OnceThrough,
}
