using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Optimisers;

namespace HydroNotebook.Training;

/// <summary>Trains a model on the samples of many basins.</summary>
/// <remarks>
/// Every epoch draws a new order of its samples from the seed; a batch mixes basins and days. Same seed and data give the same
/// bits on any number of threads, and a run that was stopped and resumed gives those of one that was not.
/// </remarks>
public sealed class Trainer
{
    private static readonly JsonSerializerOptions LogJson = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly BasinSet _basins;
    private readonly TrainingPlan _plan;
    private readonly RunFolder? _folder;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancel;
    private readonly TimeProvider _clock;
    private SampleIndex _samples = null!;
    private SampleIndex? _validation;
#pragma warning disable CA1859 // the trainer knows engines by their interface, so that a second device needs no change here
    private ITrainingEngine _engine = null!;
#pragma warning restore CA1859
    private Sample[] _batch = [];
    private IReadOnlyList<Sample> _epochSamples = [];
    private int _steps;
    private string _settingsKey = "";
    private List<EpochRecord> _history = [];
    private float[] _best = [];

    private Trainer(
        BasinSet basins, TrainingPlan plan, RunFolder? folder, IProgress<TrainingProgress>? progress, TimeProvider clock, CancellationToken cancel)
    {
        _basins = basins;
        _plan = plan;
        _folder = folder;
        _progress = progress;
        _clock = clock;
        _cancel = cancel;
    }

    /// <summary>Trains from the start, or goes on from the checkpoint of the folder.</summary>
    /// <param name="basins">Training basins with the forcing columns and attributes that the model is to see.</param>
    /// <param name="plan">Periods, model, training.</param>
    /// <param name="folder">Where log, checkpoints and weights go; null: nowhere.</param>
    /// <param name="resume">Whether to go on from the folder's checkpoint, if there is one.</param>
    /// <param name="progress">Told after each step (at most ten times a second) and each epoch.</param>
    /// <param name="clock">Measures speed; never enters a result.</param>
    /// <param name="cancel">Ends training after the step under way; the checkpoint is written first.</param>
    /// <exception cref="HydroException">No sample is left, a column does not vary, the loss is not a number (basin, day and input are named), or the checkpoint is of another run.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled; it can be resumed.</exception>
    public static TrainingResult Train(
        BasinSet basins,
        TrainingPlan plan,
        RunFolder? folder = null,
        bool resume = false,
        IProgress<TrainingProgress>? progress = null,
        TimeProvider? clock = null,
        CancellationToken cancel = default) =>
        Start(basins, plan, folder, resume, progress, clock ?? TimeProvider.System, null, cancel);

    /// <summary>Trains, and tells when data, settings and checkpoint have been found fit and the first step is to come.</summary>
    internal static TrainingResult Start(
        BasinSet basins,
        TrainingPlan plan,
        RunFolder? folder,
        bool resume,
        IProgress<TrainingProgress>? progress,
        TimeProvider clock,
        Action? started,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(plan);
        SettingsJson.Refuse("Settings", [.. plan.Periods.Problems(), .. plan.Model.Problems(), .. plan.Training.Problems()]);
        if (plan.Model.Layers > 1)
        {
            throw new HydroException($"model.layers is {plan.Model.Layers}: training knows one layer so far. Use 1.");
        }

        return new Trainer(basins, plan, folder, progress, clock, cancel).Run(resume, started);
    }

    private TrainingResult Run(bool resume, Action? started)
    {
        TrainingSettings training = _plan.Training;
        Scaler scaler = Scaler.Fit(_basins, _plan.Periods.Training);
        _samples = SampleIndex.Of(_basins, _plan.Periods.Training, training.SequenceLength, training.PredictLastN);
        if (_samples.Samples.Count == 0)
        {
            throw new HydroException($"There is no sample to train on: {_samples}. Choose another period, a shorter window or other basins.");
        }

        _validation = _plan.Periods.Validation is { } period ? SampleIndex.Of(_basins, period, training.SequenceLength) : null;
        if (_validation is { Samples.Count: 0 })
        {
            throw new HydroException($"There is no sample to validate on: {_validation}. Choose another validation period, or none.");
        }

        _batch = new Sample[training.BatchSize];
        _settingsKey = SettingsKey();
        using var engine = new CpuEngine(new StandardisedBasins(_basins, scaler), _plan.Model, training, _plan.Periods.Training);
        _engine = engine;
        _folder?.ClearHalfWritten();
        Checkpoint start = resume && _folder is not null && File.Exists(_folder.Checkpoint)
            ? Restore(_folder.Checkpoint)
            : Fresh(engine.Layout);
        started?.Invoke();
        long updates = start.Position.Updates;
        for (int epoch = start.Position.EpochsDone + 1; epoch <= training.Epochs && Stopping() is not { ShouldStop: true }; epoch++)
        {
            updates = Epoch(epoch, updates, epoch == start.Position.EpochsDone + 1 ? start.Position : null);
        }

        float[] weights = _best.Length > 0 ? _best : _engine.ReadWeights();
        var model = new TrainedModel(_plan.Model, scaler, training.SequenceLength, weights);
        if (_folder is not null)
        {
            model.Save(_folder);
        }

        return new TrainingResult(model, _history, _samples, engine.Device);
    }

    private Checkpoint Fresh(RecurrentLayout layout)
    {
        _engine.WriteWeights(InitialWeights.Draw(layout, _plan.Model, _plan.Training.Seed));
        return CheckpointAt(0, 0, 0, 0, 0);
    }

    private Checkpoint Restore(string path)
    {
        var checkpoint = Checkpoint.Read(path);
        if (checkpoint.Position.Settings != _settingsKey || checkpoint.Weights.Length != _engine.WeightCount)
        {
            throw new HydroException(
                $"{path}: belongs to other settings. Resume with those of the run (epochs and threads may differ), or train anew in another folder.");
        }

        if (checkpoint.Position.Data != _basins.Fingerprint)
        {
            throw new HydroException(
                $"{path}: belongs to other data than these ({_basins.Source}). Resume with the data of the run, or train anew in another folder.");
        }

        if (checkpoint.Position.EpochsDone > _plan.Training.Epochs)
        {
            throw new HydroException(
                $"{path}: {checkpoint.Position.EpochsDone} epochs are done, and training.epochs is {_plan.Training.Epochs}. Ask for as many or more, or train anew in another folder.");
        }

        _engine.WriteWeights(checkpoint.Weights);
        _engine.WriteOptimiser(checkpoint.Optimiser);
        _history = [.. checkpoint.Position.History];
        _best = checkpoint.Best;
        WriteLog();
        return checkpoint;
    }

    private long Epoch(int epoch, long updates, TrainingPosition? start)
    {
        TrainingSettings training = _plan.Training;
        float rate = RateOf(epoch);
        _epochSamples = training.Sampling == Sampling.Cuts
            ? _samples.Cut(training.PredictLastN, new RandomNumbers(training.Seed, "cuts").At(epoch))
            : _samples.Samples;
        int all = (_epochSamples.Count + training.BatchSize - 1) / training.BatchSize;
        _steps = Math.Min(all, training.UpdatesPerEpoch ?? all);
        int[] order = new RandomNumbers(training.Seed, "order of samples").At(epoch).Permutation(_epochSamples.Count);
        double lossSum = start?.LossSum ?? 0;
        double before = start?.Seconds ?? 0;
        int first = start?.StepsDone ?? 0;
        var watch = new SpeedWatch(_clock);
        for (int step = first; step < _steps; step++)
        {
            int count = Math.Min(training.BatchSize, order.Length - (step * training.BatchSize));
            for (int k = 0; k < count; k++)
            {
                _batch[k] = _epochSamples[order[(step * training.BatchSize) + k]];
            }

            double loss = _engine.Step(_batch.AsSpan(0, count), rate, updates);
            if (!double.IsFinite(loss))
            {
                throw LossFault.Explain(_basins, _batch.AsSpan(0, count), training.SequenceLength, epoch, step + 1, loss);
            }

            updates++;
            lossSum += loss * count;
            watch.Add(count);
            int done = Math.Min(order.Length, (step + 1) * training.BatchSize);
            if (watch.TimeToReport() || step + 1 == _steps)
            {
                Report(epoch, step + 1, lossSum / done, watch);
            }

            if (_cancel.IsCancellationRequested)
            {
                Save(CheckpointAt(epoch - 1, step + 1, updates, lossSum, before + watch.Seconds));
                _cancel.ThrowIfCancellationRequested();
            }
        }

        EndEpoch(epoch, updates, rate, lossSum, before + watch.Seconds, watch);
        return updates;
    }

    private void EndEpoch(int epoch, long updates, float rate, double lossSum, double seconds, SpeedWatch watch)
    {
        double? validation = Validate(epoch, updates, lossSum, seconds);
        double samples = Math.Min(_epochSamples.Count, (double)_steps * _plan.Training.BatchSize);
        double loss = lossSum / samples;
        double speed = seconds > 0 ? samples / seconds : 0;
        _history.Add(new EpochRecord(epoch, updates, rate, loss, validation, seconds, speed));
        if (Stopping() is { IsBest: true })
        {
            _best = _engine.ReadWeights();
        }

        Save(CheckpointAt(epoch, 0, updates, 0, 0));
        WriteLog();
        _progress?.Report(ProgressOf(epoch, _steps, loss, watch) with { ValidationLoss = validation, EpochEnded = true });
    }

    private double? Validate(int epoch, long updates, double lossSum, double seconds)
    {
        if (_validation is null)
        {
            return null;
        }

        double validation;
        try
        {
            validation = _engine.Loss(_validation.Samples, _cancel);
        }
        catch (OperationCanceledException)
        {
            Save(CheckpointAt(epoch - 1, _steps, updates, lossSum, seconds));
            throw;
        }

        return double.IsFinite(validation)
            ? validation
            : throw LossFault.ExplainValidation(_basins, _validation.Samples, _plan.Training.SequenceLength, epoch, validation);
    }

    /// <summary>The schedule's rate, lowered at plateaus of the validation loss; replayed from the history, so that nothing needs saving.</summary>
    private float RateOf(int epoch)
    {
        float rate = _plan.Training.LearningRateAt(epoch);
        if (_plan.Training.Plateau is not { } settings)
        {
            return rate;
        }

        var plateau = new Plateau { Patience = settings.Patience, Factor = settings.Factor };
        foreach (EpochRecord record in _history)
        {
            plateau = plateau.After(record.ValidationLoss ?? double.NaN);
        }

        return (float)Math.Max(rate * plateau.Scale, Math.Min(rate, settings.MinimumLearningRate));
    }

    private EarlyStopping? Stopping()
    {
        if (_plan.Training.EarlyStopping is not { } settings)
        {
            return null;
        }

        var stopping = new EarlyStopping { Patience = settings.Patience, LeastImprovement = settings.MinimumImprovement };
        foreach (EpochRecord record in _history)
        {
            stopping = stopping.After(record.ValidationLoss ?? double.NaN);
        }

        return stopping;
    }

    private Checkpoint CheckpointAt(int epochsDone, int stepsDone, long updates, double lossSum, double seconds) => new(
        new TrainingPosition(_settingsKey, _basins.Fingerprint, epochsDone, stepsDone, updates, lossSum, seconds, _history),
        _engine.ReadWeights(),
        _engine.ReadOptimiser(),
        _best);

    private void Save(Checkpoint checkpoint)
    {
        if (_folder is not null)
        {
            checkpoint.Write(_folder.Checkpoint);
        }
    }

    private void WriteLog()
    {
        if (_folder is not null)
        {
            RunFolder.WriteText(_folder.Log, string.Concat(_history.Select(record => JsonSerializer.Serialize(record, LogJson) + "\n")));
        }
    }

    private void Report(int epoch, int step, double loss, SpeedWatch watch) => _progress?.Report(ProgressOf(epoch, step, loss, watch));

    private TrainingProgress ProgressOf(int epoch, int step, double loss, SpeedWatch watch)
    {
        double left = (((double)(_plan.Training.Epochs - epoch) * _steps) + (_steps - step)) * _plan.Training.BatchSize;
        return new TrainingProgress
        {
            Epoch = epoch,
            Epochs = _plan.Training.Epochs,
            Step = step,
            Steps = _steps,
            Loss = loss,
            SamplesPerSecond = watch.PerSecond,
            Remaining = watch.PerSecond > 0 ? TimeSpan.FromSeconds(left / watch.PerSecond) : TimeSpan.Zero,
        };
    }

    // Threads do not change a result, epochs only when it ends: a run may go on with others.
    private string SettingsKey()
    {
        string text = SettingsJson.Write(_plan.Periods) + SettingsJson.Write(_plan.Model)
            + SettingsJson.Write(_plan.Training with { Threads = 0, Epochs = 1 });
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
