using HydroNotebook.Basins;

namespace HydroNotebook.Training;

/// <summary>The program around a training, where it wants to show how it goes and to be able to end it: set by what runs notebooks.</summary>
/// <remarks>
/// It belongs to a flow of calls, not to the process: cells see the host in whose flow they were started. Without one, and for a training that
/// was given an <see cref="IProgress{T}"/> of its own, nothing is shown; results never depend on it.
/// </remarks>
public abstract class TrainingHost
{
    private static readonly AsyncLocal<TrainingHost?> Ambient = new();

    /// <summary>The host of this flow of calls; null = none.</summary>
    public static TrainingHost? Current => Ambient.Value;

    /// <summary>The wish to stop, which ends a training after the step under way.</summary>
    public virtual CancellationToken Cancel => CancellationToken.None;

    /// <summary>Makes a host that of this flow of calls, and of what is started from it, until disposed.</summary>
    public static IDisposable Use(TrainingHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var before = new Restoring(Ambient.Value);
        Ambient.Value = host;
        return before;
    }

    /// <summary>The caller's wish to stop together with that of this flow's host; to be disposed when the work has ended.</summary>
    internal static CancellationTokenSource Link(CancellationToken cancel) =>
        CancellationTokenSource.CreateLinkedTokenSource(cancel, Current?.Cancel ?? CancellationToken.None);

    /// <summary>A training starts.</summary>
    /// <param name="name">Name of the experiment, such as <c>k19/ealstm-nse</c>; may be empty.</param>
    /// <returns>What shows it; called from the thread that trains.</returns>
    public abstract ITrainingView Watch(string name);

    /// <summary>Basins were read or trained on; the same ones may be told several times.</summary>
    public virtual void Uses(BasinSet basins)
    {
        // Most hosts do not keep count of data.
    }

    private sealed class Restoring(TrainingHost? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
