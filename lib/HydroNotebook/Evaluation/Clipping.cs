namespace HydroNotebook.Evaluation;

/// <summary>What was done about negative discharge.</summary>
public enum Clipping
{
    /// <summary>Nothing: the numbers are as the model gave them.</summary>
    None,

    /// <summary>Negative values were set to zero; of an ensemble after the mean was taken (NeuralHydrology).</summary>
    AtZero,

    /// <summary>Of an ensemble: each member was clipped at zero, then the mean was taken (K19).</summary>
    MembersAtZero,
}
