using HydroNotebook.Experiments;

namespace HydroNotebook.Tests.Experiments;

/// <summary>An EA-LSTM of K19 made so small that it trains on three virtual basins in a moment.</summary>
internal static class SmallExperiment
{
    private static readonly Lazy<VirtualWorld> s_world = new(() => VirtualWorld.Create(3, 3, 1));

    public static VirtualWorld World => s_world.Value;

    /// <summary>The changes to k19/ealstm-nse at demo scale.</summary>
    public static IReadOnlyList<string> Changes { get; } =
    [
        "periods.training=2007-10-01/2008-09-30",
        "periods.test=2006-10-01/2007-09-30",
        "data.staticInputs=[\"aridity\",\"p_mean\"]",
        "model.hidden=6",
        "training.sequenceLength=20",
        "training.epochs=2",
        "training.updatesPerEpoch=null",
        "training.threads=1",
    ];

    public static Experiment Make(params string[] more) =>
        Experiment.Load("k19/ealstm-nse").At(Scale.Demo).With([.. Changes, .. more]);
}
