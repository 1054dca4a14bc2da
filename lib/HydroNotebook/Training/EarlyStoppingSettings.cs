using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>When training stops before its last epoch; watches the loss of the validation period.</summary>
public sealed record EarlyStoppingSettings : ISettings
{
    /// <summary>Epochs without improvement after which training stops; the weights of the best epoch are kept.</summary>
    /// <value>epochs</value>
    /// <remarks>Our choice.</remarks>
    public int Patience { get; init; } = 5;

    /// <summary>Smallest decrease of the validation loss that counts as improvement.</summary>
    /// <value>that of the loss (standardised)</value>
    /// <remarks>Our choice.</remarks>
    public double MinimumImprovement { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (Patience < 1)
        {
            yield return new("training.earlyStopping.patience", $"is {Patience}", "use 1 or more");
        }

        if (!(MinimumImprovement >= 0 && double.IsFinite(MinimumImprovement)))
        {
            yield return new("training.earlyStopping.minimumImprovement", FormattableString.Invariant($"is {MinimumImprovement}"), "use 0 or more");
        }
    }
}
