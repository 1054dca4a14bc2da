using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Optimisers;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Training;

/// <summary>Training on the processor: fused kernels, Adam, gradient clipping; nothing is allocated in a steady step.</summary>
public sealed class CpuEngine : ITrainingEngine
{
    // Large enough to keep every thread busy, small enough to report progress and to be cancelled.
    private const int PredictionBatch = 1024;

    private readonly StandardisedBasins _basins;
    private readonly TrainingSettings _training;
    private readonly ShardPool _pool;
    private readonly SequenceRegression _network;
    private readonly SequenceBatch _batch;
    private readonly SequenceBatch _prediction;
    private readonly Adam _adam;
    private readonly float[] _gradient;
    private readonly float[] _weightOfBasin;
    private readonly int[] _firstRow;
    private readonly float[] _targets;
    private readonly RandomNumbers _dropout;

    /// <summary>Makes an engine; its weights are zero until they are written.</summary>
    /// <param name="basins">Standardised basins.</param>
    /// <param name="model">The model.</param>
    /// <param name="training">Batch size, window, loss, clipping, seed and threads.</param>
    /// <param name="trainingPeriod">Period whose discharge enters the loss and gives the weights of the nse loss; null: the engine only predicts.</param>
    public CpuEngine(StandardisedBasins basins, ModelSettings model, TrainingSettings training, Basins.Period? trainingPeriod)
    {
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        _basins = basins;
        _training = training;
        _pool = new ShardPool(training.Threads);
        _network = new SequenceRegression(StreamflowNetwork.ShapeOf(model, basins.Inputs.Inputs, basins.Inputs.Statics), _pool);
        _batch = new SequenceBatch(basins.Inputs, training.BatchSize, training.SequenceLength, training.PredictLastN) { Dropout = (float)model.Dropout };
        _prediction = new SequenceBatch(basins.Inputs, PredictionBatch, training.SequenceLength);
        _adam = new Adam(_network.Layout.Count);
        _gradient = new float[_network.Layout.Count];
        _dropout = new RandomNumbers(training.Seed, "dropout");
        _weightOfBasin = new float[basins.Basins.Count];
        Array.Fill(_weightOfBasin, 1);
        _targets = new float[training.PredictLastN];
        _firstRow = [.. basins.Basins.Basins.Select(basin => trainingPeriod is { } days ? basin.Series.RowOf(days.First) : 0)];
        if (trainingPeriod is { } period && training.Loss == "nse")
        {
            for (int b = 0; b < _weightOfBasin.Length; b++)
            {
                // s in mm/day against standardised residuals, as K19's program; NaN only where a basin has no training sample.
                double sd = Scaler.BasinSd(basins.Basins.Basins[b], period) + training.NseEpsilon;
                _weightOfBasin[b] = (float)(1 / (sd * sd));
            }
        }
    }

    /// <inheritdoc/>
    public string Device => $"CPU, {_network.InstructionSet}, {_pool.Threads} {(_pool.Threads == 1 ? "thread" : "threads")}";

    /// <inheritdoc/>
    public int WeightCount => _network.Layout.Count;

    /// <summary>Where each weight lies.</summary>
    public RecurrentLayout Layout => _network.Layout;

    /// <inheritdoc/>
    public double Step(ReadOnlySpan<Sample> samples, float learningRate, long step)
    {
        Fill(samples);
        _batch.DropoutNumbers = _dropout.At(step);
        double loss = _network.Gradient(_batch, _gradient);
        if (double.IsFinite(loss))
        {
            GradientClip.ByNorm(_gradient, (float)_training.ClipNorm);
            _adam.Step(_network.Weights.Span, _gradient, learningRate);
        }

        return loss;
    }

    /// <inheritdoc/>
    public double Loss(IReadOnlyList<Sample> samples, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var outputs = new float[samples.Count];
        Predict(samples, outputs, cancel);
        double sum = 0;
        int count = 0;
        for (int k = 0; k < samples.Count; k++)
        {
            float target = _basins.Targets(samples[k].Basin)[samples[k].Row];
            float weight = _weightOfBasin[samples[k].Basin];
            if (!float.IsNaN(target) && !float.IsNaN(weight))
            {
                double error = outputs[k] - target;
                sum += weight * error * error;
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }

    /// <inheritdoc/>
    public void Predict(IReadOnlyList<Sample> samples, Span<float> outputs, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(samples);
        for (int first = 0; first < samples.Count; first += PredictionBatch)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(PredictionBatch, samples.Count - first);
            _prediction.Clear();
            for (int k = 0; k < count; k++)
            {
                _prediction.Add(samples[first + k].Basin, samples[first + k].Row);
            }

            _network.Run(_prediction);
            _prediction.Results.CopyTo(outputs[first..]);
        }
    }

    /// <inheritdoc/>
    public void PredictOnceThrough(ReadOnlySpan<int> basins, int firstRow, int lastRow, int outputDays, Span<float> outputs)
    {
        var batch = new SequenceBatch(_basins.Inputs, basins.Length, lastRow - firstRow + 1, outputDays);
        foreach (int basin in basins)
        {
            batch.Add(basin, lastRow);
        }

        _network.Run(batch);
        batch.Results.CopyTo(outputs);
    }

    /// <summary>States and gates of a stretch of days, straight into memory that may be a mapped file.</summary>
    /// <param name="basin">Position of the basin.</param>
    /// <param name="firstRow">First row of its series that has states.</param>
    /// <param name="states">Buffers for all days of the stretch, [days, …].</param>
    /// <param name="days">Number of days.</param>
    /// <param name="onceThrough">One pass that begins a window before the first row, instead of a window for every day.</param>
    /// <param name="cancel">Stops after a batch.</param>
    internal void States(int basin, int firstRow, int days, StateBuffers states, bool onceThrough, CancellationToken cancel)
    {
        if (onceThrough)
        {
            var batch = new SequenceBatch(_basins.Inputs, 1, days + _training.SequenceLength - 1, days);
            batch.Add(basin, firstRow + days - 1);
            _network.Run(batch, states);
            return;
        }

        for (int first = 0; first < days; first += PredictionBatch)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(PredictionBatch, days - first);
            _prediction.Clear();
            for (int day = 0; day < count; day++)
            {
                _prediction.Add(basin, firstRow + first + day);
            }

            Memory<float> Part(Memory<float> all) => all.IsEmpty ? all : all.Slice((int)((long)all.Length * first / days), (int)((long)all.Length * count / days));
            _network.Run(_prediction, new StateBuffers(Part(states.Cells), Part(states.Hidden), Part(states.Gates)));
        }
    }

    /// <inheritdoc/>
    public float[] ReadWeights() => _network.Weights.ToArray();

    /// <inheritdoc/>
    public void WriteWeights(ReadOnlySpan<float> weights) => weights.CopyTo(_network.Weights.Span);

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> ReadOptimiser() => _adam.State();

    /// <inheritdoc/>
    public void WriteOptimiser(IEnumerable<NamedArray> state) => _adam.Restore(state);

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _pool.Dispose();
    }

    private void Fill(ReadOnlySpan<Sample> samples)
    {
        _batch.Clear();
        int last = _training.PredictLastN;
        foreach (Sample sample in samples)
        {
            _basins.Targets(sample.Basin).Slice(sample.Row - last + 1, last).CopyTo(_targets);

            // Days before the training period are history: their discharge belongs to another period.
            int before = Math.Clamp(_firstRow[sample.Basin] - (sample.Row - last + 1), 0, last);
            _targets.AsSpan(0, before).Fill(float.NaN);
            _batch.Add(sample.Basin, sample.Row, _targets, _weightOfBasin[sample.Basin]);
        }
    }
}
