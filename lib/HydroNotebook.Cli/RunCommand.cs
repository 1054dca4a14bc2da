using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>run</c>: one notebook, headless.</summary>
internal static class RunCommand
{
    // What a timer can wait for is a little more: 2³² milliseconds.
    private const int MostSeconds = 4_000_000;

    internal static Command Make(IAnsiConsole output)
    {
        var notebook = new Argument<string>("notebook") { Description = "Path of an .ipynb or .dib file." };
        var target = new Option<string?>("--out") { Description = "Executed copy; default: beside the notebook as NAME.executed.ipynb." };
        Option<string[]> set = CommonOptions.Set();
        set.Description = "Sets a variable of the cell tagged 'parameters', as seed=2; may be given again.";
        set.HelpName = "name=value";
        var timeOut = new Option<double?>("--time-out")
        {
            Description = "Most seconds that one cell may take.",
            HelpName = "seconds",
            CustomParser = result => TimeOut(result),
        };
        var command = new Command("run", "Runs a notebook without a front end.\n\nExample: hydronb run notebooks/01-regional-lstm.ipynb --out out/01.ipynb --set scale=\"demo\"")
        {
            notebook, target, set, timeOut,
        };
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(notebook)) || (result.GetResult(target) is not null && string.IsNullOrWhiteSpace(result.GetValue(target))))
            {
                result.AddError("A path is empty. Name the notebook, and with --out the file to write.");
            }

            foreach (string assignment in (result.GetValue(set) ?? []).Where(NotebookParameters.IsNone))
            {
                result.AddError($"--set {assignment}: is not name=value. Write it as --set seed=2.");
            }
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var request = new NotebookRunRequest
            {
                Path = parsed.GetRequiredValue(notebook),
                OutputPath = parsed.GetValue(target),
                Parameters = NotebookParameters.Parse(parsed.GetValue(set) ?? []),
                CellTimeOut = parsed.GetValue(timeOut) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Session = HydroSession.Options,
            };
            using var lines = new CellLines(output);
            using IDisposable host = TrainingHost.Use(new CellTraining(lines));
            NotebookRunResult result = await NotebookRunner.RunAsync(request, lines, cancel);
            cancel.ThrowIfCancellationRequested();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.OutputPath} ({result.Duration.TotalSeconds:0.0} s)"));
            return result.IsDone ? 0 : throw new HydroException(result.Message);
        });
        return command;
    }

    private static double? TimeOut(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= MostSeconds)
        {
            return seconds;
        }

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"--time-out is '{text}': give seconds, more than 0 and at most {MostSeconds}."));
        return null;
    }
}
