namespace HydroNotebook.Training;

/// <summary>How far training has come; random numbers need nothing else to go on.</summary>
/// <param name="Settings">Fingerprint of the settings; a run goes on with the same ones only.</param>
/// <param name="Data">Fingerprint of the data, likewise.</param>
/// <param name="EpochsDone">Epochs completed.</param>
/// <param name="StepsDone">Steps done in the epoch under way.</param>
/// <param name="Updates">Steps since the start.</param>
/// <param name="LossSum">Sum of the losses of the epoch under way, each times its number of samples.</param>
/// <param name="Seconds">Seconds spent on the epoch under way.</param>
/// <param name="History">Epochs completed, as in the log.</param>
internal sealed record TrainingPosition(
    string Settings, string Data, int EpochsDone, int StepsDone, long Updates, double LossSum, double Seconds, IReadOnlyList<EpochRecord> History);
