using System.CommandLine;
using System.Globalization;
using System.Text;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Tensors.Storage;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>results</c>.</summary>
internal static class ResultsCommand
{
    internal static Command Make(IAnsiConsole output)
    {
        var runs = new Argument<string[]>("run") { Description = "Run folders; those that differ by their seed alone make an ensemble too.", Arity = ArgumentArity.OneOrMore };
        Option<string> data = CommonOptions.Data();
        var target = new Option<string>("--out") { Description = "Folder for the tables; files of the same names are replaced.", Required = true };
        var command = new Command(
            "results",
            "Keeps what is small of trained runs: skill per basin, settings, machine, minutes; and the same of their ensembles.\n\nExample: hydronb results runs/seed111 runs/seed222 --data camels-us --out results/mine")
        {
            runs, data, target,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(runs)?.FirstOrDefault(run => run.StartsWith('-')) is string option)
            {
                result.AddError($"'{option}' is not an option of results.");
            }
        });
        command.SetAction((parsed, cancel) =>
        {
            string[] folders = parsed.GetRequiredValue(runs);
            string place = parsed.GetRequiredValue(target);
            BasinSet basins = new Experiment(Run.Open(folders[0]).Settings).Read(CamelsUs.Open(parsed.GetRequiredValue(data)), cancel);
            var results = KeptResults.Of(folders, basins);
            results.Write(place);
            AtomicFile.WriteText(Path.Combine(place, "runs.md"), writer => writer.Write(Summary(results)));
            Print(output, results);
            output.WriteLine($"Tables of {results.Runs.Count} runs and ensembles: {place}");
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Print(IAnsiConsole output, KeptResults results)
    {
        var table = new Table().AddColumns("run", "median NSE", "mean NSE", "NSE ≤ 0", "minutes");
        foreach (KeptRun run in results.Runs)
        {
            table.AddRow([.. Cells(results, run).Take(5).Select(Markup.Escape)]);
        }

        output.Write(table);
    }

    /// <summary>The table that people read in the repository.</summary>
    private static string Summary(KeptResults results)
    {
        var text = new StringBuilder("| run | median NSE | mean NSE | NSE ≤ 0 | minutes (training + test) | updates | memory | on |\n|---|---|---|---|---|---|---|---|\n");
        foreach (KeptRun run in results.Runs)
        {
            text.Append("| ").AppendJoin(" | ", Cells(results, run)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string[] Cells(KeptResults results, KeptRun run)
    {
        BasinValues nse = results[Metric.Nse][run.Name];
        RunEnvironment? made = run.Environment;
        return
        [
            run.Name,
            nse.Median().ToString("0.000", CultureInfo.InvariantCulture),
            nse.Mean().ToString("0.000", CultureInfo.InvariantCulture),
            nse.CountAtMost(0).ToString(CultureInfo.InvariantCulture),
            made is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{made.TrainingSeconds / 60:0.0} + {made.TestSeconds / 60:0.0}"),
            made is null ? "" : run.Updates.ToString("#,0", CultureInfo.InvariantCulture),
            made is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{made.PeakMemoryMiB} MiB"),
            made?.Device ?? "",
        ];
    }
}
