using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Training;

namespace HydroNotebook.Experiments;

/// <summary>An experiment as cells use it: loaded by name, changed, trained. Immutable.</summary>
/// <example><code>var run = await Experiment.Load("k19/ealstm-nse").At(Scale.Demo).TrainAsync(catchments);</code></example>
public sealed class Experiment
{
    /// <summary>Wraps settings.</summary>
    /// <param name="settings">All that describes the experiment.</param>
    public Experiment(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
    }

    /// <summary>All that describes the experiment.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>Loads an experiment that comes with the project, or a file.</summary>
    /// <param name="name">Name such as <c>k19/ealstm-nse</c>, or the path of a JSON file.</param>
    /// <exception cref="HydroException">There is no such experiment, or its file is faulty.</exception>
    public static Experiment Load(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isFile = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return new Experiment(isFile ? ExperimentFile.Read(name) : ExperimentCatalogue.Open().Load(name));
    }

    /// <summary>The experiment at a scale: <see cref="Scale.Demo"/> trains in seconds, <see cref="Scale.Paper"/> as published.</summary>
    public Experiment At(Scale scale) => new(Settings.At(scale));

    /// <summary>The experiment with settings changed: <c>With("training.seed=222", "model.hidden=64")</c>.</summary>
    /// <exception cref="HydroException">A key is unknown or a value cannot be used; all are told.</exception>
    public Experiment With(params IEnumerable<string> assignments) => new(ExperimentFile.Apply(Settings, assignments));

    /// <summary>What the experiment reads of a data set.</summary>
    public BasinRequest Request() => new()
    {
        Basins = Settings.Data.Basins,
        Forcing = Settings.Data.Forcing,
        DynamicInputs = Settings.Data.DynamicInputs,
        StaticInputs = Settings.Data.ExpandStaticInputs(),
        MissingAttributes = Settings.Data.MissingAttributes,
    };

    /// <summary>Reads the basins of the experiment.</summary>
    /// <param name="source">A data set.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <exception cref="HydroException">Something is wrong with the data; every problem is named.</exception>
    public BasinSet Read(IBasinSource source, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using CancellationTokenSource either = TrainingHost.Link(cancel);
        BasinSet basins = source.Read(Request(), null, either.Token).OrThrow();
        TrainingHost.Current?.Uses(basins);
        return basins;
    }

    /// <summary>Trains the experiment, then simulates its test period.</summary>
    /// <param name="source">A data set.</param>
    /// <param name="folder">Run folder; null: nothing is written.</param>
    /// <param name="resume">Whether to go on from the folder's checkpoint, if it has one.</param>
    /// <param name="progress">Told how training goes.</param>
    /// <param name="cancel">Ends training after the step under way.</param>
    /// <exception cref="HydroException">Data, settings or folder cannot be used.</exception>
    public Task<Run> TrainAsync(
        IBasinSource source,
        string? folder = null,
        bool resume = false,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) =>
        Task.Run(() => TrainWatched(watched => Read(source, watched), folder, resume, progress, cancel), cancel);

    /// <summary>Trains the experiment on basins that are in memory, then simulates its test period.</summary>
    /// <param name="basins">Basins with the columns and attributes of <see cref="Request"/>.</param>
    /// <param name="folder">Run folder; null: nothing is written.</param>
    /// <param name="resume">Whether to go on from the folder's checkpoint, if it has one.</param>
    /// <param name="progress">Told how training goes.</param>
    /// <param name="cancel">Ends training after the step under way.</param>
    /// <exception cref="HydroException">Data, settings or folder cannot be used.</exception>
    public Run Train(
        BasinSet basins,
        string? folder = null,
        bool resume = false,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(basins);
        TrainingHost.Current?.Uses(basins);
        return TrainWatched(_ => basins, folder, resume, progress, cancel);
    }

    /// <summary>Simulates discharge with a trained model, clipped at zero where the settings say so.</summary>
    /// <param name="model">A model that was trained with these settings.</param>
    /// <param name="basins">Basins with the columns and attributes of <see cref="Request"/>.</param>
    /// <param name="period">The days; null: the test period.</param>
    /// <param name="mode">Windowed or once through; null: as the settings say.</param>
    /// <param name="cancel">Stops within a second or so.</param>
    /// <exception cref="HydroException">Columns differ from the model's, or no day can be simulated.</exception>
    public Predictions Simulate(
        TrainedModel model, BasinSet basins, Period? period = null, EvaluationMode? mode = null, CancellationToken cancel = default)
    {
        using CancellationTokenSource either = TrainingHost.Link(cancel);
        return Simulate(model, basins, period, mode, null, either.Token);
    }

    private Run TrainWatched(
        Func<CancellationToken, BasinSet> read, string? folder, bool resume, IProgress<TrainingProgress>? progress, CancellationToken cancel)
    {
        using var watched = new WatchedTraining(Settings.Name, progress, cancel);
        Run run = Train(read(watched.Cancel), folder, resume, watched);
        watched.Done();
        return run;
    }

    private Run Train(BasinSet basins, string? folder, bool resume, WatchedTraining watched)
    {
        SettingsJson.Refuse(Settings.Name.Length > 0 ? Settings.Name : "experiment", [.. Settings.Problems()]);
        RequireTest(basins);
        RunFolder? place =
            folder is null ? null
            : resume && File.Exists(Path.Combine(folder, "experiment.json")) ? RunFolder.Open(folder)
            : RunFolder.Create(folder);
        var plan = new TrainingPlan(Settings.Periods, Settings.Model, Settings.Training);
        TrainingResult result;
        using IDisposable? alone = place?.Hold();
        try
        {
            // Written once nothing speaks against the start, so that the file says what the weights beside it were made with.
            Action? started = place is null ? null : () => RunFolder.WriteText(place.Experiment, ExperimentFile.Format(Settings));
            result = Trainer.Start(basins, plan, place, resume, watched.Progress, TimeProvider.System, started, watched.Cancel);
        }
        catch (Exception) when (place is not null && !File.Exists(place.Experiment))
        {
            alone?.Dispose();
            place.RemoveIfEmpty();
            throw;
        }

        RunEnvironment environment = RunEnvironment.Of(result.Device, basins, Settings) with { TrainingSeconds = result.Epochs.Sum(epoch => epoch.Seconds) };
        if (place is not null)
        {
            RunFolder.WriteText(place.Environment, environment.ToJson());
        }

        long began = TimeProvider.System.GetTimestamp();
        Predictions test = Simulate(result.Model, basins, null, null, watched.Testing, watched.Cancel);
        double seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var run = new Run(Settings, result.Model, result.Epochs, test) { Folder = place, Samples = result.Samples.ToString() };
        run.SaveTest();
        if (place is not null)
        {
            RunFolder.WriteText(place.Environment, (environment with { TestSeconds = seconds, PeakMemoryMiB = RunEnvironment.PeakMemory() }).ToJson());
        }

        return run;
    }

    private Predictions Simulate(
        TrainedModel model, BasinSet basins, Period? period, EvaluationMode? mode, IProgress<double>? progress, CancellationToken cancel)
    {
        Predictions raw = Evaluator.Simulate(
            model, basins, period ?? Settings.Periods.Test, mode ?? Settings.Evaluation.Mode, Settings.Training.Threads, progress, cancel);
        Predictions named = raw.With(raw.Info with { Experiment = Settings.Name, Seeds = [Settings.Training.Seed] });
        return Settings.Evaluation.ClipAtZero ? named.ClippedAtZero() : named;
    }

    // Before hours of training, not after them.
    private void RequireTest(BasinSet basins)
    {
        var test = SampleIndex.Of(basins, Settings.Periods.Test, Settings.Training.SequenceLength, needTarget: false);
        if (test.Samples.Count == 0)
        {
            throw new HydroException($"No day of the test period can be simulated: {test}. Choose another periods.test.");
        }
    }
}
