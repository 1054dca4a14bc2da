using System.CommandLine;
using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>train</c>.</summary>
internal static class TrainCommand
{
    internal static Command Make(IAnsiConsole output)
    {
        var name = new Argument<string?>("experiment")
        {
            Description = "Name as in 'experiments list', or a JSON file; not needed with --resume.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> data = CommonOptions.Data();
        var folder = new Option<string>("--out") { Description = "Run folder.", Required = true };
        Option<Scale> scale = CommonOptions.Scale();
        Option<string[]> set = CommonOptions.Set();
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in the folder, from its last checkpoint." };
        var command = new Command(
            "train",
            "Trains a model and scores it on the test period.\n\nExample: hydronb train k19/ealstm-nse --data virtual --out runs/ealstm --scale demo --set training.seed=222")
        {
            name, data, folder, scale, set, resume,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is null && !result.GetValue(resume))
            {
                result.AddError("No experiment is named. 'hydronb experiments list' lists those that come with the project.");
            }
        });
        command.SetAction((parsed, cancel) =>
        {
            string target = parsed.GetRequiredValue(folder);
            bool goesOn = parsed.GetValue(resume) && File.Exists(Path.Combine(target, "experiment.json"));
            if (!goesOn && parsed.GetValue(name) is null)
            {
                throw new HydroException($"{target}: there is no run to go on with. Name an experiment to start one.");
            }

            // A run that goes on has its settings in its folder; only threads and epochs may be changed.
            Experiment experiment = goesOn
                ? Experiment.Load(Path.Combine(target, "experiment.json"))
                : Experiment.Load(parsed.GetValue(name)!).At(parsed.GetValue(scale));
            if (goesOn && parsed.GetValue(name) is string named && Experiment.Load(named).Settings.Name is string other && other != experiment.Settings.Name)
            {
                throw new HydroException($"{target}: is a run of {experiment.Settings.Name}, not of {other}. Go on without naming an experiment, or choose another folder.");
            }

            Train(output, experiment.With(parsed.GetValue(set) ?? []), parsed.GetRequiredValue(data), target, parsed.GetValue(resume), cancel);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Train(IAnsiConsole output, Experiment experiment, string data, string folder, bool resume, CancellationToken cancel)
    {
        BasinReading reading = CamelsUs.Open(data).Read(experiment.Request(), null, cancel);
        BasinSet basins = reading.OrThrow();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{basins.Count} basins of {basins.Source}"));
        foreach (Notice notice in reading.Notices)
        {
            output.Profile.Out.Writer.WriteLine("  " + notice);
        }

        output.WriteLine(RunEstimate.Of(experiment.Settings, basins.Count).ToString());
        using var bar = new TrainingBar(output);
        Run run;
        try
        {
            run = experiment.Train(basins, folder, resume, bar, cancel);
        }
        catch (OperationCanceledException)
        {
            bar.End();
            output.WriteLine($"Stopped after the step under way; go on with: hydronb train --resume --data {Quoted(data)} --out {Quoted(folder)}");
            throw;
        }

        bar.End();
        output.WriteLine(run.Samples);
        Print(output, run.Test, experiment.Settings.Evaluation);
        output.WriteLine($"Run folder: {folder}");
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    /// <summary>Median and mean of each metric.</summary>
    internal static void Print(IAnsiConsole output, Predictions predictions, EvaluationSettings settings)
    {
        SkillTable skill = predictions.Score([.. settings.Metrics.Select(Metric.Find)]);
        string mode = predictions.Info.Mode == EvaluationMode.OnceThrough ? "once through" : "windowed";
        string clipped = predictions.Info.Clipping == Clipping.None ? "not clipped" : "clipped at zero";
        output.WriteLine($"{predictions.Period}, {mode}, {clipped}:");
        var table = new Table().AddColumns("metric", "median", "mean", "basins");
        foreach (BasinValues column in skill.Columns)
        {
            table.AddRow(
                Markup.Escape(column.Name),
                column.Median().ToString("0.000", CultureInfo.InvariantCulture),
                column.Mean().ToString("0.000", CultureInfo.InvariantCulture),
                column.Valid.ToString(CultureInfo.InvariantCulture));
        }

        output.Write(table);
    }
}
