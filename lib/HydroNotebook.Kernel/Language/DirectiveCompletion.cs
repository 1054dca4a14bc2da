using System.Text.RegularExpressions;
using HydroNotebook.Kernel.Directives;

namespace HydroNotebook.Kernel.Language;

/// <summary>Proposes what may stand on a line that begins with <c>#</c>.</summary>
internal static partial class DirectiveCompletion
{
    private static readonly string[] OfTheCompiler = ["#if", "#else", "#elif", "#endif", "#nullable", "#pragma", "#region", "#endregion", "#define"];

    /// <summary>Proposals for a directive; null where the cursor is not in one.</summary>
    internal static Completions? Find(string code, int cursor, ScannedCell scanned, string folder)
    {
        int line = cursor == 0 ? 0 : code.LastIndexOf('\n', cursor - 1) + 1;
        string before = code[line..cursor];
        int indent = before.Length - before.TrimStart().Length;
        Directive? here = scanned.Directives.FirstOrDefault(directive => directive.Start < cursor && cursor <= directive.End);
        if (!before.TrimStart().StartsWith('#') || (here is null && scanned.Code[line..cursor].Contains('"', StringComparison.Ordinal)))
        {
            return here?.Body is null ? null : new Completions(cursor, cursor, []);
        }

        int start = line + indent;
        string typed = code[start..cursor];
        if (QuotedPath().Match(typed) is { Success: true } quoted)
        {
            return Paths(quoted, start, cursor, folder);
        }

        return typed.Contains(' ', StringComparison.Ordinal) ? new Completions(cursor, cursor, []) : Names(typed, start, cursor);
    }

    private static Completions Paths(Match match, int start, int cursor, string folder)
    {
        string word = match.Groups["word"].Value;
        Group path = match.Groups["path"];
        string[] endings = word switch
        {
            "r" => [".dll", ".csproj"],
            "load" => [".csx", ".cs"],
            _ => [".ipynb", ".dib", ".csx", ".cs"],
        };
        Completions found = PathCompletion.Find(
            path.Value, start + path.Index, cursor, folder, name => endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase));
        return word == "r" && "nuget:".StartsWith(path.Value, StringComparison.OrdinalIgnoreCase)
            ? found with { Items = [.. found.Items, new CompletionItem("nuget:", "keyword", "a package: \"nuget: Name, version\"")] }
            : found;
    }

    private static Completions Names(string typed, int start, int cursor)
    {
        IEnumerable<CompletionItem> all =
        [
            new CompletionItem("#r", "keyword", "a library, a project or a package"),
            new CompletionItem("#load", "keyword", "a file of C#"),
            .. MagicCommand.All.Select(command => new CompletionItem(command.Name, "magic", command.Purpose)),
            .. OfTheCompiler.Select(word => new CompletionItem(word, "keyword", "")),
        ];
        return new Completions(start, cursor, [.. all.Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase))]);
    }

    [GeneratedRegex("""^#(?:(?<word>r|load)\s*"|!(?<word>import)\s+"?)(?<path>[^"]*)$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QuotedPath();
}
