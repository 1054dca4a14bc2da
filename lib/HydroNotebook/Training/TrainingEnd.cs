namespace HydroNotebook.Training;

/// <summary>How a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>As planned.</summary>
    Done,

    /// <summary>It was asked to stop.</summary>
    Stopped,

    /// <summary>With a fault, which is thrown.</summary>
    Failed,
}
