using System.CommandLine;
using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>evaluate</c>.</summary>
internal static class EvaluateCommand
{
    internal static Command Make(IAnsiConsole output)
    {
        var runs = new Argument<string[]>("run") { Description = "Run folder; several make an ensemble.", Arity = ArgumentArity.OneOrMore };
        Option<string> data = CommonOptions.Data();
        var period = new Option<string>("--period")
        {
            Description = "test, training, validation, or days such as 1989-10-01/1999-09-30.",
            DefaultValueFactory = _ => "test",
        };
        var onceThrough = new Option<bool>("--once-through") { Description = "One pass through the period instead of a window for every day." };
        var windowed = new Option<bool>("--windowed") { Description = "A window of its own for every day, as K19, instead of one pass." };
        var noClip = new Option<bool>("--no-clip") { Description = "Keep simulated discharge below zero as it is." };
        var target = new Option<string?>("--out") { Description = "Folder for metrics and predictions; default: the run folder (an ensemble needs one)." };
        var csv = new Option<bool>("--csv") { Description = "Write the predictions as CSV too." };
        var command = new Command(
            "evaluate",
            "Scores trained runs on a period; several runs are averaged day by day.\n\nExample: hydronb evaluate runs/seed111 runs/seed222 --data virtual --out ensemble")
        {
            runs, data, period, onceThrough, windowed, noClip, target, csv,
        };
        command.Validators.Add(result =>
        {
            // Several runs may be named, so a mistyped option is taken for one of them.
            if (result.GetValue(runs)?.FirstOrDefault(run => run.StartsWith('-')) is string option)
            {
                result.AddError($"'{option}' is not an option of evaluate.");
            }
            else if (result.GetValue(onceThrough) && result.GetValue(windowed))
            {
                result.AddError("--once-through and --windowed exclude each other.");
            }
            else if (result.GetValue(runs) is { Length: > 1 } && result.GetValue(target) is null)
            {
                result.AddError("An ensemble of several runs needs a folder of its own: name one with --out.");
            }
        });
        period.Validators.Add(result =>
        {
            string named = result.Tokens is [{ Value: string text }] ? text : "test";
            try
            {
                _ = named is "test" or "training" or "validation" ? default : Period.Parse(named);
            }
            catch (FormatException fault)
            {
                result.AddError($"--period: {fault.Message} Or use test, training or validation.");
            }
        });
        command.SetAction((parsed, cancel) =>
        {
            EvaluationMode? mode =
                parsed.GetValue(onceThrough) ? EvaluationMode.OnceThrough
                : parsed.GetValue(windowed) ? EvaluationMode.Windowed
                : null;
            string[] folders = parsed.GetRequiredValue(runs);
            string place = parsed.GetValue(target) ?? folders[0];
            Evaluate(output, folders, parsed.GetRequiredValue(data), parsed.GetValue(period)!, mode, !parsed.GetValue(noClip), place, parsed.GetValue(csv), cancel);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Evaluate(
        IAnsiConsole output, string[] folders, string data, string periodName, EvaluationMode? mode, bool clip, string place, bool csv, CancellationToken cancel)
    {
        CamelsUs source = CamelsUs.Open(data);
        var members = new List<Predictions>();
        ExperimentSettings settings = ExperimentFile.Read(RunFolder.Open(folders[0]).Experiment);
        foreach (string folder in folders)
        {
            cancel.ThrowIfCancellationRequested();
            RunFolder runFolder = RunFolder.Open(folder);
            ExperimentSettings own = ExperimentFile.Read(runFolder.Experiment);
            var experiment = new Experiment(own with { Evaluation = own.Evaluation with { ClipAtZero = clip && own.Evaluation.ClipAtZero } });
            BasinSet basins = experiment.Read(source, cancel);
            members.Add(experiment.Simulate(TrainedModel.Load(runFolder), basins, PeriodOf(own, periodName), mode, cancel));
        }

        Predictions predictions = members.Count == 1 ? members[0] : Predictions.Mean(members);
        TrainCommand.Print(output, predictions, settings.Evaluation);

        // Files of the way that the run does not take by itself have a name of their own.
        string suffix =
            mode is null || (mode == settings.Evaluation.Mode && mode == EvaluationMode.Windowed) ? ""
            : mode == EvaluationMode.OnceThrough ? "-once-through"
            : "-windowed";
        string name = (periodName.Contains('/', StringComparison.Ordinal) ? periodName.Replace('/', '_') : periodName) + suffix;
        Directory.CreateDirectory(place);
        predictions.WriteNetCdf(Path.Combine(place, $"predictions-{name}.nc"));
        predictions.Score([.. settings.Evaluation.Metrics.Select(Metric.Find)]).WriteCsv(Path.Combine(place, $"metrics-{name}.csv"));
        if (csv)
        {
            predictions.WriteCsv(Path.Combine(place, $"predictions-{name}.csv"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"metrics-{name}.csv and predictions-{name}.nc: {place}"));
    }

    private static Period PeriodOf(ExperimentSettings settings, string name)
    {
        switch (name)
        {
            case "test":
                return settings.Periods.Test;
            case "training":
                return settings.Periods.Training;
            case "validation":
                return settings.Periods.Validation
                    ?? throw new HydroException("The run has no validation period. Use test or training, or give days.");
            default:
                return Period.Parse(name);
        }
    }
}
