using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>How a model is trained. Immutable: a change is a new value (<c>settings with { Epochs = 10 }</c>).</summary>
public sealed record TrainingSettings : ISettings
{
    private readonly ValueMap<int, float> _learningRate =
        new(new Dictionary<int, float> { [1] = 1e-3f, [11] = 5e-4f, [21] = 1e-4f });

    /// <summary>Losses that <see cref="Loss"/> may name.</summary>
    public static IReadOnlyList<string> Losses { get; } = ["nse", "mse"];

    /// <summary>Loss: nse (K19's NSE*, every basin weighs by the spread of its discharge) or mse.</summary>
    /// <remarks>K19, equation 13.</remarks>
    public string Loss { get; init; } = "nse";

    /// <summary>Added to a basin's standard deviation in the weight 1/(sd + ε)² of the nse loss.</summary>
    /// <value>mm/day</value>
    /// <remarks>K19, section 2.3 (ε of equation 13).</remarks>
    public double NseEpsilon { get; init; } = 0.1;

    /// <summary>Passes through all samples.</summary>
    /// <value>epochs</value>
    /// <remarks>K19's program.</remarks>
    public int Epochs { get; init; } = 30;

    /// <summary>Samples (basin, target day) per optimiser step; the last batch of an epoch may be shorter.</summary>
    /// <value>samples</value>
    /// <remarks>K19's program.</remarks>
    public int BatchSize { get; init; } = 256;

    /// <summary>Days fed for one target day, the target day included.</summary>
    /// <value>days</value>
    /// <remarks>K19, appendix B (L22: 365).</remarks>
    public int SequenceLength { get; init; } = 270;

    /// <summary>Days at the end of a window that enter the loss.</summary>
    /// <value>days</value>
    /// <remarks>K19: the target day only.</remarks>
    public int PredictLastN { get; init; } = 1;

    /// <summary>Which windows make an epoch: everyDay or cuts.</summary>
    /// <remarks>K19: every day of the period ends a window once an epoch.</remarks>
    public Sampling Sampling { get; init; } = Sampling.EveryDay;

    /// <summary>Learning rate from the named epoch on, epochs counted from 1.</summary>
    /// <value>epoch → dimensionless</value>
    /// <remarks>K19's program.</remarks>
    public IReadOnlyDictionary<int, float> LearningRate
    {
        get => _learningRate;
        init => _learningRate = new ValueMap<int, float>(value);
    }

    /// <summary>Largest 2-norm of the gradient over all weights; a longer one is shortened to it.</summary>
    /// <value>dimensionless</value>
    /// <remarks>K19's program.</remarks>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Seed of all random numbers of the run: initial weights, order of samples, dropout.</summary>
    /// <remarks>K19's program: 111, 222, … 888.</remarks>
    public int Seed { get; init; } = 111;

    /// <summary>Optimiser steps per epoch; null: as many as all samples give, a number caps them for short runs.</summary>
    /// <value>steps</value>
    /// <remarks>K19: all samples.</remarks>
    public int? UpdatesPerEpoch { get; init; }

    /// <summary>When to stop early; null: never. Needs a validation period.</summary>
    /// <remarks>K19: none.</remarks>
    public EarlyStoppingSettings? EarlyStopping { get; init; }

    /// <summary>When to lower the learning rate besides the schedule; null: never. Needs a validation period.</summary>
    /// <remarks>K19: none.</remarks>
    public PlateauSettings? Plateau { get; init; }

    /// <summary>Threads; 0: one per processor core. The result does not depend on it.</summary>
    /// <value>threads</value>
    /// <remarks>Our choice.</remarks>
    public int Threads { get; init; }

    /// <summary>The learning rate of an epoch: that of the largest key not above it.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No key is at or below the epoch.</exception>
    public float LearningRateAt(int epoch)
    {
        float? rate = null;
        foreach ((int from, float value) in _learningRate)
        {
            if (from <= epoch)
            {
                rate = value;
            }
        }

        return rate ?? throw new ArgumentOutOfRangeException(nameof(epoch), epoch, "training.learningRate has no rate for this epoch.");
    }

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (!Losses.Contains(Loss, StringComparer.Ordinal))
        {
            string? nearest = NearestName.Find(Loss, Losses);
            yield return new("training.loss", $"is '{Loss}', which is no loss", $"use {nearest ?? string.Join(" or ", Losses)}");
        }

        if (!(NseEpsilon > 0 && double.IsFinite(NseEpsilon)))
        {
            yield return new("training.nseEpsilon", FormattableString.Invariant($"is {NseEpsilon}"), "use a number above 0 (K19: 0.1)");
        }

        foreach ((string key, int value, string paper) in new[]
        {
            ("epochs", Epochs, "30"), ("batchSize", BatchSize, "256"), ("sequenceLength", SequenceLength, "270"),
            ("predictLastN", PredictLastN, "1"), ("updatesPerEpoch", UpdatesPerEpoch ?? 1, "null"),
        })
        {
            if (value < 1)
            {
                yield return new($"training.{key}", $"is {value}", $"use 1 or more (K19: {paper})");
            }
        }

        if (PredictLastN > SequenceLength)
        {
            yield return new(
                "training.predictLastN", $"is {PredictLastN}, longer than the window of {SequenceLength} days", "use training.sequenceLength or less");
        }

        foreach (ConfigProblem problem in LearningRateProblems())
        {
            yield return problem;
        }

        if (!(ClipNorm > 0))
        {
            yield return new("training.clipNorm", FormattableString.Invariant($"is {ClipNorm}"), "use a number above 0 (K19: 1)");
        }

        if (Seed < 0)
        {
            yield return new("training.seed", $"is {Seed}", "use 0 or more (K19: 111)");
        }

        if (Threads < 0)
        {
            yield return new("training.threads", $"is {Threads}", "use 1 or more, or 0 for one per core");
        }

        foreach (ConfigProblem problem in (EarlyStopping?.Problems() ?? []).Concat(Plateau?.Problems() ?? []))
        {
            yield return problem;
        }
    }

    private IEnumerable<ConfigProblem> LearningRateProblems()
    {
        if (!LearningRate.ContainsKey(1))
        {
            yield return new("training.learningRate", "has no entry for epoch 1", "add one (K19: \"1\": 0.001)");
        }

        foreach ((int epoch, float rate) in LearningRate)
        {
            if (epoch < 1)
            {
                yield return new($"training.learningRate.{epoch}", "is no epoch", "count epochs from 1");
            }

            if (!(rate > 0 && float.IsFinite(rate)))
            {
                yield return new($"training.learningRate.{epoch}", FormattableString.Invariant($"is {rate}"), "use a number above 0");
            }
        }
    }
}
