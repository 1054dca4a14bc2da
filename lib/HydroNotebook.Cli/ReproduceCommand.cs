using System.CommandLine;
using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Experiments;
using HydroNotebook.Kernel.Reports;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>reproduce</c>: all notebooks, and one page that shows them.</summary>
internal static class ReproduceCommand
{
    internal static Command Make(IAnsiConsole output)
    {
        var target = new Option<string?>("--out") { Description = "Folder for executed notebooks and the page; default: out beside the notebooks." };
        Option<Scale> scale = CommonOptions.Scale();
        scale.DefaultValueFactory = _ => Scale.Demo;
        var command = new Command(
            "reproduce",
            "Runs all notebooks and ends with one HTML page of their figures.\n\nExample: hydronb reproduce --scale demo")
        {
            target, scale,
        };
        command.SetAction((parsed, cancel) => RunAsync(output, parsed.GetValue(target), parsed.GetValue(scale), cancel));
        return command;
    }

    private static async Task<int> RunAsync(IAnsiConsole output, string? target, Scale scale, CancellationToken cancel)
    {
        string folder = NotebookFolder.Find();
        string place = Path.GetFullPath(target ?? Path.Combine(folder, "..", "out"));
        Directory.CreateDirectory(place);
        var entries = new List<ReportEntry>();
        string[] notebooks = [.. Directory.EnumerateFiles(folder, "*.ipynb").Where(IsOurs).Order(StringComparer.Ordinal)];
        foreach (string notebook in notebooks)
        {
            cancel.ThrowIfCancellationRequested();
            string name = Path.GetFileNameWithoutExtension(notebook);
            output.WriteLine(name);
            var request = new NotebookRunRequest
            {
                Path = notebook,
                OutputPath = Path.Combine(place, name + ".ipynb"),
                Parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["scale"] = scale == Scale.Demo ? "demo" : "paper" },
                Session = HydroSession.Options,
            };
            using var lines = new CellLines(output);
            using IDisposable host = TrainingHost.Use(new CellTraining(lines));
            NotebookRunResult result = await NotebookRunner.RunAsync(request, lines, cancel);
            cancel.ThrowIfCancellationRequested();
            entries.Add(ReportEntry.From(result));
            output.Profile.Out.Writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(result.IsDone ? "done" : "FAILED")} in {result.Duration.TotalSeconds:0.0} s{(result.IsDone ? "" : ": " + result.Message)}"));
        }

        string page = Path.Combine(place, "index.html");
        NotebookReport.WriteHtml(entries, page, "HydroNotebook");
        output.Profile.Out.Writer.WriteLine($"Open {page} in a browser.");
        int failed = entries.Count(entry => entry.Failure.Length > 0);
        return failed == 0
            ? 0
            : throw new HydroException(string.Create(CultureInfo.InvariantCulture, $"{failed} of {entries.Count} notebooks failed; the page shows where."));
    }

    private static bool IsOurs(string path) => !path.EndsWith(".executed.ipynb", StringComparison.Ordinal);
}
