using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Language;

/// <summary>Proposes files and folders, relative to the notebook's folder.</summary>
internal static class PathCompletion
{
    private const int Limit = 500;

    /// <summary>Paths for the text that the cursor stands in; null where it stands in none or nothing is there.</summary>
    internal static Completions? InText(CodeSnapshot snapshot, int cursor, string folder)
    {
        SyntaxToken token = snapshot.TokenLeftOf(cursor);
        int quote = token.Kind() is SyntaxKind.StringLiteralToken ? token.Text.IndexOf('"', StringComparison.Ordinal) + 1 : 0;
        int start = token.SpanStart + quote;
        bool isOpen = token.ContainsDiagnostics || cursor < token.Span.End;
        if (quote == 0 || cursor < start || !isOpen)
        {
            return null;
        }

        Completions found = Find(snapshot.Text[start..cursor], start, cursor, folder, static _ => true);
        return found.Items.Count > 0 ? found : null;
    }

    /// <summary>Paths that begin as typed.</summary>
    /// <param name="typed">What stands between the quotation mark and the cursor.</param>
    /// <param name="start">Offset of its first letter.</param>
    /// <param name="cursor">Offset behind it.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <param name="isWanted">Which files to name; folders are always named.</param>
    internal static Completions Find(string typed, int start, int cursor, string folder, Func<string, bool> isWanted)
    {
        int slash = typed.LastIndexOfAny(['/', '\\']);
        string parent = typed[..(slash + 1)];
        string name = typed[(slash + 1)..];
        var items = new List<CompletionItem>();
        try
        {
            string whole = Path.GetFullPath(Path.Combine(folder, parent), Path.GetFullPath(folder.Length == 0 ? "." : folder));
            var entries = new DirectoryInfo(whole).EnumerateFileSystemInfos().Where(entry => IsOffered(entry, name, isWanted)).Take(Limit).ToList();
            items.AddRange(entries
                .OrderByDescending(entry => entry is DirectoryInfo)
                .ThenBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
                .Select(entry => entry is DirectoryInfo ? new CompletionItem(entry.Name + "/", "folder", "") : new CompletionItem(entry.Name, "file", "")));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or System.Security.SecurityException)
        {
            // A text that is no path, or a folder that cannot be read: there is nothing to propose, and nobody asked for it by name.
            items.Clear();
        }

        return new Completions(start + slash + 1, cursor, items);
    }

    private static bool IsOffered(FileSystemInfo entry, string typed, Func<string, bool> isWanted) =>
        entry.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        && (typed.StartsWith('.') || !entry.Name.StartsWith('.'))
        && (entry is DirectoryInfo || isWanted(entry.Name));
}
