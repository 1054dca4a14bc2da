namespace HydroNotebook.Training;

/// <summary>What training gives.</summary>
/// <param name="Model">The trained model.</param>
/// <param name="Epochs">What each epoch did.</param>
/// <param name="Samples">What it was trained on.</param>
/// <param name="Device">What it was trained with.</param>
public sealed record TrainingResult(TrainedModel Model, IReadOnlyList<EpochRecord> Epochs, SampleIndex Samples, string Device);
