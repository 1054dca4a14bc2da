using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Training;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>The steps of one configuration as a run makes them: everything that <see cref="CpuEngine"/> does is in the time.</summary>
internal sealed class NetworkSteps : IDisposable
{
    private const int BatchCount = 16;
    private const float LearningRate = 1e-3f;

    private readonly CpuEngine _engine;
    private readonly Sample[][] _batches;
    private readonly float[] _outputs = new float[Configuration.Batch];
    private int _step;
    private int _pass;

    internal NetworkSteps(Configuration configuration, int threads)
    {
        var model = new ModelSettings
        {
            Kind = configuration.Cell == RecurrentCell.EaLstm ? "eaLstm" : "lstm",
            Hidden = configuration.Hidden,
            Initialisation = configuration.Cell == RecurrentCell.EaLstm ? InitialisationScheme.K19 : InitialisationScheme.NeuralHydrology,
        };
        var training = new TrainingSettings { BatchSize = Configuration.Batch, SequenceLength = configuration.Length, Threads = threads };
        _engine = new CpuEngine(MadeBasins.Of(configuration), model, training, MadeBasins.Period);
        _engine.WriteWeights(InitialWeights.Draw(_engine.Layout, model, training.Seed));
        _batches = MadeBasins.Batches(BatchCount, configuration.Length);
    }

    /// <summary>Where it runs, such as <c>CPU, Vector256, 2 threads</c>.</summary>
    internal string Device => _engine.Device;

    /// <summary>Loss of the last training step.</summary>
    internal double Loss { get; private set; }

    /// <summary>One optimiser step: gather, forward, dropout, head, NSE loss, backward, clip, Adam.</summary>
    internal void Train()
    {
        Loss = _engine.Step(_batches[_step % BatchCount], LearningRate, _step);
        _step++;
    }

    /// <summary>Outputs of one batch, without dropout.</summary>
    internal void Infer() => _engine.Predict(_batches[_pass++ % BatchCount], _outputs, CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();
}
