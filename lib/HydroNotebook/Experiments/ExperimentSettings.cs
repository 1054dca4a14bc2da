using System.Text.Json.Nodes;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Models;
using HydroNotebook.Training;

namespace HydroNotebook.Experiments;

/// <summary>All that describes an experiment. Immutable; the defaults are EA-LSTM with the NSE* loss as in K19.</summary>
public sealed record ExperimentSettings : ISettings
{
    /// <summary>Version of the layout of the file that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the layout of the file.</summary>
    /// <remarks>Our choice.</remarks>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name, as in <c>k19/ealstm-nse</c>.</summary>
    /// <remarks>Our choice.</remarks>
    public string Name { get; init; } = "";

    /// <summary>What the experiment shows, in one or two sentences.</summary>
    /// <remarks>Our choice.</remarks>
    public string Description { get; init; } = "";

    /// <summary>Paper and place that the settings are from; empty where they are ours.</summary>
    /// <remarks>Our choice.</remarks>
    public string Paper { get; init; } = "";

    /// <summary>Which basins and columns are used.</summary>
    public DataSettings Data { get; init; } = new();

    /// <summary>When the model is trained and tested.</summary>
    public PeriodSettings Periods { get; init; } = new();

    /// <summary>Which model is trained.</summary>
    public ModelSettings Model { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public TrainingSettings Training { get; init; } = new();

    /// <summary>How it is tested.</summary>
    public EvaluationSettings Evaluation { get; init; } = new();

    /// <summary>What each scale changes.</summary>
    public ScaleSettings Scales { get; init; } = new();

    /// <summary>The settings at a scale: its changes made, and no scales left, so that the file of a run says all there is to say.</summary>
    /// <param name="scale">Demo or paper.</param>
    /// <exception cref="Basins.HydroException">A change names an unknown key or a value that cannot be used; all are told.</exception>
    public ExperimentSettings At(Scale scale)
    {
        SettingOverrides changes = scale == Scale.Demo ? Scales.Demo : Scales.Paper;
        return SettingsJson.Change(
            this with { Scales = new ScaleSettings() },
            changes.ToJson().Select(entry => (entry.Key, (JsonNode?)entry.Value)),
            $"{(Name.Length > 0 ? Name : "experiment")} at scale {(scale == Scale.Demo ? "demo" : "paper")}");
    }

    /// <summary>The settings with one value changed, as by <c>--set</c> on the command line.</summary>
    /// <param name="assignment">Dotted key and value: <c>training.batchSize=128</c>.</param>
    /// <exception cref="Basins.HydroException">The key is unknown or the value cannot be used.</exception>
    public ExperimentSettings With(string assignment) => ExperimentFile.Apply(this, [assignment]);

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (Schema != CurrentSchema)
        {
            yield return new("schema", $"is {Schema}", $"this version reads {CurrentSchema}; use the version of HydroNotebook that wrote the file");
        }

        foreach (ConfigProblem problem in ((IEnumerable<ISettings>)[Data, Periods, Model, Training, Evaluation, Scales]).SelectMany(group => group.Problems()))
        {
            yield return problem;
        }

        if (Model.Kind == "eaLstm" && Data.StaticInputs.Count == 0)
        {
            yield return new("data.staticInputs", "is empty, but an EA-LSTM needs attributes", "name some (K19: [\"k19\"]), or use the kind lstm");
        }

        if (Periods.Validation is null)
        {
            foreach ((string key, bool given) in new[] { ("earlyStopping", Training.EarlyStopping is not null), ("plateau", Training.Plateau is not null) })
            {
                if (given)
                {
                    yield return new($"training.{key}", "watches a validation period, and there is none", "give periods.validation, or write null");
                }
            }
        }

        if (Training.SequenceLength > Periods.Training.Days && Periods.Training.Days > 0)
        {
            yield return new(
                "training.sequenceLength",
                $"is {Training.SequenceLength}, longer than the training period of {Periods.Training.Days} days",
                "use a shorter window or a longer period");
        }
    }
}
