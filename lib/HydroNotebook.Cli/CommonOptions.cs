using System.CommandLine;
using System.Globalization;
using HydroNotebook.Experiments;

namespace HydroNotebook.Cli;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    internal static Option<Scale> Scale() => new("--scale")
    {
        Description = "paper: as published; demo: small enough for a minute.",
        HelpName = "demo|paper",
        DefaultValueFactory = _ => Experiments.Scale.Paper,
        CustomParser = result => Enum.TryParse(result.Tokens[0].Value, ignoreCase: true, out Scale scale) && Enum.IsDefined(scale)
            ? scale
            : Refuse(result),
    };

    internal static Option<string[]> Set() => new("--set")
    {
        Description = "Changes a setting, as training.batchSize=128; may be given again.",
        HelpName = "key=value",
    };

    internal static Option<string> Data() => new("--data") { Description = "Folder in the layout of CAMELS-US.", Required = true };

    /// <summary>Refuses numbers outside a range as wrong usage.</summary>
    internal static void Between(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: string text }]
            && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            && (number < least || number > most))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is {number}: use {least} to {most}."));
        }
    });

    private static Scale Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is not a scale: use demo or paper.");
        return default;
    }
}
