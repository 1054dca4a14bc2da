namespace HydroNotebook.Training;

/// <summary>Which windows of the training period make an epoch.</summary>
public enum Sampling
{
    /// <summary>Every day of the period ends one window (K19).</summary>
    EveryDay,

    /// <summary>
    /// The period of each basin is cut into stretches of <c>predictLastN</c> days and each stretch is the end of one window, so that
    /// every day enters the loss about once. Where the cuts lie is drawn anew for every basin and epoch.
    /// </summary>
    Cuts,
}
