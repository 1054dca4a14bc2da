using System.CommandLine;
using HydroNotebook.Experiments;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>experiments list</c> and <c>experiments show</c>.</summary>
internal static class ExperimentCommands
{
    internal static Command Make(IAnsiConsole output) => new("experiments", "The experiments that come with the project.")
    {
        List(output),
        Show(output),
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

    private static Command Show(IAnsiConsole output)
    {
        var name = new Argument<string>("experiment") { Description = "Name as in 'experiments list', or a JSON file." };
        Option<Scale> scale = CommonOptions.Scale();
        Option<string[]> set = CommonOptions.Set();
        var command = new Command("show", "All settings of an experiment, defaults included.\n\nExample: hydronb experiments show k19/ealstm-nse --scale demo")
        {
            name, scale, set,
        };
        command.SetAction(parsed =>
        {
            Experiment experiment = Experiment.Load(parsed.GetRequiredValue(name)).At(parsed.GetValue(scale)).With(parsed.GetValue(set) ?? []);
            output.Profile.Out.Writer.Write(ExperimentFile.Format(experiment.Settings));
        });
        return command;
    }
}
