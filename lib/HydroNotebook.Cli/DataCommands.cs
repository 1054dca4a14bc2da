using System.CommandLine;
using System.Globalization;
using HydroNotebook.Data;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>data make-virtual</c> and <c>data inspect</c>.</summary>
internal static class DataCommands
{
    internal static Command Make(IAnsiConsole output) => new("data", "Catchments: make virtual ones, look at real ones.")
    {
        MakeVirtual(output),
        Inspect(output),
    };

    private static Command MakeVirtual(IAnsiConsole output)
    {
        var folder = new Option<string>("--out") { Description = "Folder to make; must not hold files yet.", Required = true };
        var basins = new Option<int>("--basins") { Description = "Number of basins.", DefaultValueFactory = _ => 60 };
        var years = new Option<int>("--years") { Description = "Water years, the last one ending on 2008-09-30.", DefaultValueFactory = _ => 12 };
        var seed = new Option<long>("--seed") { Description = "Seed; the same one gives the same files.", DefaultValueFactory = _ => 1 };
        CommonOptions.Between(basins, 1, 99_999);
        CommonOptions.Between(years, 3, 100);
        var command = new Command(
            "make-virtual",
            "Writes virtual catchments in the layout of CAMELS-US, with the truth beside them.\n\nExample: hydronb data make-virtual --out virtual --basins 60 --years 12 --seed 1")
        {
            folder, basins, years, seed,
        };
        command.SetAction((parsed, cancel) =>
        {
            string target = parsed.GetRequiredValue(folder);
            VirtualWorld world = VirtualWorld.Create(parsed.GetValue(basins), parsed.GetValue(years), parsed.GetValue(seed), cancel: cancel);
            world.WriteTo(target, null, cancel);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{world.BasinIds.Count} basins, {world.Days}, seed {world.Seed}: {target}"));
            output.WriteLine($"Test on {world.TestPeriod}, train on {world.TrainingPeriod}; the year before is for the first windows.");
            return Task.FromResult(0);
        });
        return command;
    }

    private static Command Inspect(IAnsiConsole output)
    {
        var folder = new Argument<string>("folder") { Description = "Folder in the layout of CAMELS-US." };
        var command = new Command(
            "inspect",
            "Reads everything in a folder and tells what is there and what is wrong; nothing is changed.\n\nExample: hydronb data inspect virtual")
        {
            folder,
        };
        command.SetAction((parsed, cancel) =>
        {
            DataInspection found = CamelsUs.Open(parsed.GetRequiredValue(folder)).Inspect(null, cancel);
            Print(output, found);
            return Task.FromResult(found.Problems.Count > 0 ? 1 : 0);
        });
        return command;
    }

    private static void Print(IAnsiConsole output, DataInspection found)
    {
        output.WriteLine($"{found.Source}: {found.Folder}");
        var products = new Table().AddColumns("forcing", "basins", "days", "without forcing", "without flow", "columns");
        foreach (ProductInspection product in found.Products)
        {
            products.AddRow(
                Markup.Escape(product.Name),
                Count(product.Basins),
                Markup.Escape(product.Days?.ToString() ?? "none"),
                Count(product.ForcingDaysMissing),
                Count(product.FlowDaysMissing),
                Markup.Escape(string.Join(", ", product.Columns)));
        }

        output.Write(products);
        int numeric = found.Attributes.Count(attribute => !attribute.IsCategory);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{numeric} numeric attributes, {found.Attributes.Count - numeric} that name classes"));
        foreach (AttributeInspection attribute in found.Attributes.Where(a => a.Basins < found.Attributes.Max(all => all.Basins)))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {attribute.Name} ({attribute.File}): {attribute.Basins} basins have it"));
        }

        PrintSome(output, "Notices", [.. found.Notices.Select(notice => notice.ToString())]);
        PrintSome(output, "Problems", [.. found.Problems.Select(problem => problem.ToString())]);
        output.WriteLine(found.Problems.Count == 0 ? "No problem found." : string.Create(CultureInfo.InvariantCulture, $"{found.Problems.Count} problems."));
    }

    private static void PrintSome(IAnsiConsole output, string title, IReadOnlyList<string> lines)
    {
        const int Most = 50;
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine(title + ":");
        foreach (string line in lines.Take(Most))
        {
            output.Profile.Out.Writer.WriteLine("  " + line);
        }

        if (lines.Count > Most)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … and {lines.Count - Most} more."));
        }
    }

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
