namespace HydroNotebook.Training;

/// <summary>Where training stands, for a progress bar.</summary>
public sealed record TrainingProgress
{
    /// <summary>Epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Epochs planned.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps done in this epoch.</summary>
    public required int Step { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean loss of this epoch so far.</summary>
    public required double Loss { get; init; }

    /// <summary>Samples trained per second, over the last seconds.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>Time that is left at this speed (validation not counted).</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>Loss of the validation period after this epoch; null during an epoch or without a validation period.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Whether an epoch has just ended.</summary>
    public bool EpochEnded { get; init; }

    /// <summary>Share of all steps done, 0 … 1.</summary>
    public double Fraction => (((Epoch - 1.0) * Steps) + Step) / Math.Max(1.0, (double)Epochs * Steps);
}
