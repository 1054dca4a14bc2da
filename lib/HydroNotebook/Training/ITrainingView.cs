namespace HydroNotebook.Training;

/// <summary>Shows one training while it goes on. Calls come one after the other.</summary>
public interface ITrainingView : IProgress<TrainingProgress>
{
    /// <summary>The test period is being simulated with the trained model.</summary>
    /// <param name="share">Share that is done, 0 … 1.</param>
    void Testing(double share);

    /// <summary>The last call.</summary>
    /// <param name="end">How it ended.</param>
    void End(TrainingEnd end);
}
