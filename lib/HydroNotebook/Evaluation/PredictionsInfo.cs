namespace HydroNotebook.Evaluation;

/// <summary>Where predictions come from. Written into every file of them.</summary>
public sealed record PredictionsInfo
{
    /// <summary>How the network ran over the period.</summary>
    public EvaluationMode Mode { get; init; }

    /// <summary>What was done about negative discharge.</summary>
    public Clipping Clipping { get; init; }

    /// <summary>Model in words, such as <c>EA-LSTM</c>; empty where not known.</summary>
    public string Model { get; init; } = "";

    /// <summary>Id of the experiment, such as <c>k19/ealstm-nse</c>; empty where there is none.</summary>
    public string Experiment { get; init; } = "";

    /// <summary>Seed of each member, in order; one for a single run, empty where no random numbers were drawn.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Number of runs whose mean this is; 1 for a single run.</summary>
    public int Members { get; init; } = 1;

    /// <summary>Fingerprint of the basins that were predicted (<see cref="Basins.BasinSet.Fingerprint"/>); empty where not known.</summary>
    public string DataFingerprint { get; init; } = "";
}
