using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Language;

/// <summary>Tells what a magic command does.</summary>
internal static class DirectiveInspection
{
    internal static Inspection? Find(int cursor, ScannedCell scanned)
    {
        Directive? here = scanned.Directives.FirstOrDefault(directive => directive.Start <= cursor && cursor <= directive.Start + directive.Name.Length);
        if (here is null || MagicCommand.Find(here.Name) is not { IsForeign: false } command)
        {
            return null;
        }

        string usage = $"{command.Name} {command.Usage}".TrimEnd();
        var bundle = new MimeBundle([new("text/plain", $"{usage}\n\n{command.Purpose}"), new("text/markdown", $"```\n{usage}\n```\n\n{command.Purpose}")]);
        return new Inspection(here.Start, here.Start + here.Name.Length, bundle);
    }
}
