using System.CommandLine;
using HydroNotebook.Experiments;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>experiments list</c> and <c>experiments show</c>.</summary>
internal static class ExperimentCommands
{
    private const int BasinsOfK19 = 531;

    internal static Command Make(IAnsiConsole output, IAnsiConsole errors) => new("experiments", "The experiments that come with the project.")
    {
        List(output),
        Show(output, errors),
    };

    private static Command List(IAnsiConsole output)
    {
        var command = new Command("list", "Names and descriptions.\n\nExample: hydronb experiments list");
        command.SetAction(_ =>
        {
            ExperimentCatalogue catalogue = ExperimentCatalogue.Open();
            var table = new Table().AddColumns("experiment", "what it shows");
            foreach (string name in catalogue.List())
            {
                table.AddRow(Markup.Escape(name), Markup.Escape(catalogue.Load(name).Description));
            }

            output.Write(table);
        });
        return command;
    }

    private static Command Show(IAnsiConsole output, IAnsiConsole errors)
    {
        var name = new Argument<string>("experiment") { Description = "Name as in 'experiments list', or a JSON file." };
        Option<Scale> scale = CommonOptions.Scale();
        Option<string[]> set = CommonOptions.Set();
        var basins = new Option<int>("--basins")
        {
            Description = "Number of basins that the time is estimated for; default: those that the experiment names, else the 531 of K19.",
        };
        var command = new Command(
            "show",
            "All settings of an experiment, defaults included, its arithmetic, and the time that it would take here.\n\nExample: hydronb experiments show k19/ealstm-nse --scale demo")
        {
            name, scale, set, basins,
        };
        basins.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--basins must be 1 or more.");
            }
        });
        command.SetAction(parsed =>
        {
            Experiment experiment = Experiment.Load(parsed.GetRequiredValue(name)).At(parsed.GetValue(scale)).With(parsed.GetValue(set) ?? []);
            output.Profile.Out.Writer.Write(ExperimentFile.Format(experiment.Settings));
            int count = parsed.GetValue(basins);
            RunEstimate estimate = RunEstimate.Of(experiment.Settings, count > 0 ? count : experiment.Settings.Data.Basins?.Count ?? BasinsOfK19);
            errors.Profile.Out.Writer.WriteLine(estimate.ToString());
        });
        return command;
    }
}
