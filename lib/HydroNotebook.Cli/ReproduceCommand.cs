using System.CommandLine;
using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Experiments;
using HydroNotebook.Figures;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Reports;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>reproduce</c>: all notebooks, or what some figures need, and one page that shows them.</summary>
internal static class ReproduceCommand
{
    internal static Command Make(IAnsiConsole output)
    {
        var figures = new Argument<string[]>("figure")
        {
            Description = "Ids of figures and tables, such as k19-fig3: only what they need is run. Without one, all notebooks are.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var list = new Option<bool>("--list") { Description = "Lists all ids and which notebook makes them; runs nothing." };
        var target = new Option<string?>("--out") { Description = "Folder for executed notebooks and the page; default: out beside the notebooks, for single figures out/figures." };
        Option<Scale> scale = CommonOptions.Scale();
        scale.DefaultValueFactory = _ => Scale.Demo;
        var command = new Command(
            "reproduce",
            "Runs all notebooks, or what single figures need, and ends with one HTML page of them.\n\nExample: hydronb reproduce k19-fig3 --scale demo")
        {
            figures, list, target, scale,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(figures)?.FirstOrDefault(id => id.StartsWith('-')) is string option)
            {
                result.AddError($"'{option}' is not an option of reproduce.");
            }
        });
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(list))
            {
                List(output);
                return Task.FromResult(0);
            }

            return RunAsync(output, parsed.GetValue(figures) ?? [], parsed.GetValue(target), parsed.GetValue(scale), cancel);
        });
        return command;
    }

    private static string[] Notebooks() =>
        [.. Directory.EnumerateFiles(NotebookFolder.Find(), "*.ipynb").Where(IsOurs).Order(StringComparer.Ordinal)];

    private static void List(IAnsiConsole output)
    {
        var table = new Table().AddColumns("id", "what", "title", "notebook");
        foreach ((PublishedItem item, string? notebook) in new FigurePlan(Notebooks(), PublishedValues.Load()).All())
        {
            table.AddRow(Markup.Escape(item.Id), Markup.Escape(item.Kind), Markup.Escape(item.Title), Markup.Escape(notebook ?? "none yet"));
        }

        output.Write(table);
    }

    private static async Task<int> RunAsync(IAnsiConsole output, string[] figures, string? target, Scale scale, CancellationToken cancel)
    {
        string[] notebooks = Notebooks();
        var published = PublishedValues.Load();
        IEnumerable<(string Notebook, string? LastCell)> plan = figures.Length == 0
            ? notebooks.Select(notebook => (notebook, (string?)null))
            : new FigurePlan(notebooks, published).For(figures).Select(one => (one.Notebook, (string?)one.LastCell));
        string place = Path.GetFullPath(target ?? Path.Combine(NotebookFolder.Find(), "..", "out", figures.Length == 0 ? "" : "figures"));
        Directory.CreateDirectory(place);
        var entries = new List<ReportEntry>();
        foreach ((string notebook, string? lastCell) in plan)
        {
            cancel.ThrowIfCancellationRequested();
            entries.Add(await RunAsync(output, notebook, lastCell, place, scale, cancel));
        }

        string file = Path.Combine(place, "index.html");
        var page = new ReportPage
        {
            Title = "HydroNotebook",
            Facts = [.. RunFacts.Here(TimeProvider.System), new("Scale", scale == Scale.Demo ? "demo" : "paper")],
            Scripts = [FigureHover.Script],
            Titles = published.Items.ToDictionary(item => item.Id, item => item.Title, StringComparer.Ordinal),
        };
        NotebookReport.WriteHtml(entries, file, page);
        output.Profile.Out.Writer.WriteLine($"Open {file} in a browser.");
        int failed = entries.Count(entry => entry.Failure.Length > 0);
        return failed == 0
            ? 0
            : throw new HydroException(string.Create(CultureInfo.InvariantCulture, $"{failed} of {entries.Count} notebooks failed; the page shows where."));
    }

    private static async Task<ReportEntry> RunAsync(IAnsiConsole output, string notebook, string? lastCell, string place, Scale scale, CancellationToken cancel)
    {
        string name = Path.GetFileNameWithoutExtension(notebook);
        output.WriteLine(name);
        var request = new NotebookRunRequest
        {
            Path = notebook,
            OutputPath = Path.Combine(place, name + ".ipynb"),
            LastCell = lastCell,
            Parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["scale"] = scale == Scale.Demo ? "demo" : "paper" },
            Session = HydroSession.Options,
        };
        using var lines = new CellLines(output);
        var training = new CellTraining(lines);
        using IDisposable host = TrainingHost.Use(training);
        NotebookRunResult result;
        try
        {
            result = await NotebookRunner.RunAsync(request, lines, cancel);
        }
        catch (NotebookException fault)
        {
            // One notebook that cannot be read must not keep the others from the page.
            output.Profile.Out.Writer.WriteLine($"FAILED: {fault.Message}");
            return new ReportEntry(name, new NotebookDocument()) { Failure = fault.Message };
        }

        cancel.ThrowIfCancellationRequested();
        output.Profile.Out.Writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(result.IsDone ? "done" : "FAILED")} in {result.Duration.TotalSeconds:0.0} s{(result.IsDone ? "" : ": " + result.Message)}"));
        return ReportEntry.From(result) with { Facts = [.. training.Data.Select(data => new ReportFact("Data", data))] };
    }

    private static bool IsOurs(string path) => !path.EndsWith(".executed.ipynb", StringComparison.Ordinal);
}
