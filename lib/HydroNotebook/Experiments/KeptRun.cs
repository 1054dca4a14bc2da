namespace HydroNotebook.Experiments;

/// <summary>One run among <see cref="KeptResults"/>.</summary>
public sealed record KeptRun
{
    /// <summary>Name of its column in the tables, such as <c>ealstm-nse-laptop_seed111</c>; an ensemble ends with <c>_ensemble</c>, a windowed evaluation with <c>_windowed</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its settings; those of the first member for an ensemble.</summary>
    public required ExperimentSettings Settings { get; init; }

    /// <summary>Seed of each member; one for a single run.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>How the network ran over the test period.</summary>
    public required Evaluation.EvaluationMode Mode { get; init; }

    /// <summary>Optimiser steps; 0 for an ensemble.</summary>
    public long Updates { get; init; }

    /// <summary>What the run was made with and what it took, as training wrote it; null for an ensemble. A windowed evaluation shows that of its run.</summary>
    public RunEnvironment? Environment { get; init; }
}
