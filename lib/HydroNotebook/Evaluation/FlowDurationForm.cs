namespace HydroNotebook.Evaluation;

/// <summary>Whose arithmetic the metrics of the flow-duration curve follow.</summary>
internal enum FlowDurationForm
{
    /// <summary>NeuralHydrology 1.11.</summary>
    NeuralHydrology,

    /// <summary>The code published with K19: negative simulations are 0, days with a negative observation do not count.</summary>
    K19,
}
