namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Ends training when the validation loss has not improved for some epochs. Immutable: each epoch gives the next value.</summary>
/// <remarks>Save the value itself, as JSON.</remarks>
public sealed record EarlyStopping
{
    /// <summary>Epochs without improvement in a row that end the training; at least 1.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>By how much a loss must fall below the best one to count.</summary>
    public double LeastImprovement { get; init; }

    /// <summary>Best loss so far; null before the first epoch.</summary>
    public double? Best { get; init; }

    /// <summary>Epoch of the best loss, from 1; 0 before the first.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Epochs seen.</summary>
    public int Epoch { get; init; }

    /// <summary>Whether the last epoch seen is the best one: the moment to keep its weights.</summary>
    public bool IsBest => Epoch > 0 && BestEpoch == Epoch;

    /// <summary>Whether training shall end.</summary>
    public bool ShouldStop => Epoch - BestEpoch >= Math.Max(1, Patience);

    /// <summary>The state after an epoch.</summary>
    /// <param name="loss">Validation loss of the epoch; NaN is no improvement.</param>
    public EarlyStopping After(double loss)
    {
        bool better = !double.IsNaN(loss) && (Best is not { } best || loss < best - LeastImprovement);
        return this with { Epoch = Epoch + 1, Best = better ? loss : Best, BestEpoch = better ? Epoch + 1 : BestEpoch };
    }
}
