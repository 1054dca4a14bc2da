using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>Lowers the learning rate where the loss of the validation period stays on a plateau.</summary>
public sealed record PlateauSettings : ISettings
{
    /// <summary>Epochs without improvement after which the learning rate is lowered.</summary>
    /// <value>epochs</value>
    /// <remarks>Our choice.</remarks>
    public int Patience { get; init; } = 2;

    /// <summary>Factor by which the learning rate is multiplied.</summary>
    /// <value>0 &lt; … &lt; 1</value>
    /// <remarks>Our choice.</remarks>
    public double Factor { get; init; } = 0.5;

    /// <summary>Learning rate below which it is not lowered any more.</summary>
    /// <value>dimensionless</value>
    /// <remarks>Our choice.</remarks>
    public double MinimumLearningRate { get; init; } = 1e-5;

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (Patience < 1)
        {
            yield return new("training.plateau.patience", $"is {Patience}", "use 1 or more");
        }

        if (!(Factor > 0 && Factor < 1))
        {
            yield return new("training.plateau.factor", FormattableString.Invariant($"is {Factor}"), "use a number between 0 and 1");
        }

        if (!(MinimumLearningRate >= 0 && double.IsFinite(MinimumLearningRate)))
        {
            yield return new("training.plateau.minimumLearningRate", FormattableString.Invariant($"is {MinimumLearningRate}"), "use 0 or more");
        }
    }
}
