using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Training;

namespace HydroNotebook.Experiments;

/// <summary>A trained experiment: the model, how training went, and what it gives on the test period.</summary>
public sealed class Run
{
    private static readonly JsonSerializerOptions LogJson = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    internal Run(ExperimentSettings settings, TrainedModel model, IReadOnlyList<EpochRecord> epochs, Predictions test)
    {
        Settings = settings;
        Model = model;
        Epochs = epochs;
        Test = test;
    }

    /// <summary>All settings, as resolved.</summary>
    public ExperimentSettings Settings { get; }

    /// <summary>The trained model.</summary>
    public TrainedModel Model { get; }

    /// <summary>What each epoch did.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; }

    /// <summary>Observed and simulated discharge of the test period, clipped at zero where the settings say so; <c>run.Test[Metric.Nse]</c> is the skill per basin.</summary>
    public Predictions Test { get; }

    /// <summary>The run's folder; null where nothing was written.</summary>
    public RunFolder? Folder { get; internal init; }

    /// <summary>How many samples it was trained on, and which days were left out; empty for a run that was opened.</summary>
    public string Samples { get; internal init; } = "";

    /// <summary>Opens a run that has ended.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="HydroException">The folder is no run, or the run has not ended.</exception>
    public static Run Open(string folder)
    {
        RunFolder place = RunFolder.Open(folder);
        ExperimentSettings settings = ExperimentFile.Read(place.Experiment);
        TrainedModel model = TrainedModel.Load(place);
        string predictions = place.Predictions("test");
        return File.Exists(predictions)
            ? new Run(settings, model, ReadLog(place.Log), Predictions.ReadNetCdf(predictions)) { Folder = place }
            : throw new HydroException($"{predictions}: there is no such file. Make it anew with 'hydronb evaluate {folder}'.");
    }

    /// <summary>Simulates another period, or the test period in another way.</summary>
    /// <param name="basins">Basins with the columns and attributes of the experiment.</param>
    /// <param name="period">The days; null: the test period.</param>
    /// <param name="mode">Windowed or once through; null: as the settings say.</param>
    /// <param name="cancel">Stops within a second or so.</param>
    public Predictions Simulate(BasinSet basins, Period? period = null, EvaluationMode? mode = null, CancellationToken cancel = default) =>
        new Experiment(Settings).Simulate(Model, basins, period, mode, cancel);

    private static EpochRecord[] ReadLog(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<EpochRecord>(line, LogJson)!)];
        }
        catch (Exception fault) when (fault is JsonException or FileNotFoundException)
        {
            string found = fault is JsonException ? $"is not a log of epochs ({fault.Message})" : "there is no such file";
            throw new HydroException($"{path}: {found}. Take the run folder as training wrote it.", fault);
        }
    }

    /// <summary>Writes predictions and metrics of the test period into the run folder.</summary>
    internal void SaveTest()
    {
        if (Folder is not null)
        {
            Test.WriteNetCdf(Folder.Predictions("test"));
            Test.Score([.. Settings.Evaluation.Metrics.Select(Metric.Find)]).WriteCsv(Folder.Metrics("test"));
        }
    }
}
