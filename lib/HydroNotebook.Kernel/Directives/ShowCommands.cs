using System.Globalization;
using System.Runtime.InteropServices;
using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Directives;

/// <summary>The commands that only show something.</summary>
internal static class ShowCommands
{
    /// <summary>What a command shows; null where it is not one of these.</summary>
    internal static object? Of(Directive directive, CommandContext context) => MagicCommand.Find(directive.Name)?.Name switch
    {
        "#!markdown" => Text("text/markdown", directive),
        "#!html" => Text("text/html", directive),
        "#!javascript" => Text("application/javascript", directive),
        "#!who" => MimeBundle.FromText(string.Join("  ", context.Variables.All().Select(variable => variable.Name)) is { Length: > 0 } names ? names : "no variables yet"),
        "#!whos" => context.Variables.All() is { Count: > 0 } variables ? variables : MimeBundle.FromText("no variables yet"),
        "#!lsmagic" => MagicCommand.All.Select(command => new { Command = $"{command.Name} {command.Usage}".TrimEnd(), command.Purpose }).ToList(),
        "#!about" => About(),
        _ => null,
    };

    private static MimeBundle Text(string type, Directive directive)
    {
        string text = (directive.Argument.Length > 0 ? directive.Argument + "\n" : "") + directive.Body!.TrimEnd();
        return new MimeBundle([new(type, text), new("text/plain", text)]);
    }

    private static MimeBundle About()
    {
        string version = typeof(ShowCommands).Assembly.GetName().Version?.ToString(3) ?? "";
        string compiler = typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.GetName().Version?.ToString(2) ?? "";
        string memory = (Environment.WorkingSet / (1024 * 1024)).ToString(CultureInfo.InvariantCulture);
        return MimeBundle.FromText(
            $"HydroNotebook kernel {version}, C# by Roslyn {compiler}\n{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier})\n"
            + $"{Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} processors, {memory} MiB in use\nprogram {Environment.ProcessPath}");
    }
}
