using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Sessions;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Language;

/// <summary>Answers what an editor asks about a cell that has not run, against the cells that have.</summary>
/// <remarks>Safe from any thread while a cell runs: it looks at the last compilation that succeeded, which never changes.</remarks>
/// <param name="options">The session's options: imports, libraries, folder.</param>
/// <param name="previous">Gives the last cell that compiled, or null.</param>
/// <param name="submissions">Gives the objects that hold the cells' variables; places may be null.</param>
internal sealed class CellLanguage(SessionOptions options, Func<CSharpCompilation?> previous, Func<IReadOnlyList<object?>> submissions)
{
    private readonly SnapshotSource _snapshots = new(options, previous);
    private readonly DocumentationFiles _documentation = new();

    /// <summary>What may stand at a position.</summary>
    /// <param name="code">The cell as far as it is written.</param>
    /// <param name="position">The cursor, in UTF-16 units; a position outside is moved to the nearer end.</param>
    internal Completions Complete(string code, int position)
    {
        int cursor = Math.Clamp(position, 0, code.Length);
        ScannedCell scanned = DirectiveScanner.Scan(code);
        return DirectiveCompletion.Find(code, cursor, scanned, options.Folder)
            ?? CodeCompletion.Find(_snapshots.Take(scanned.Code), cursor, options.Folder);
    }

    /// <summary>What is known about the name at a position; null where there is none.</summary>
    /// <param name="code">The cell as far as it is written.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    /// <param name="detailed">Whether to tell parameters, result, remarks and exceptions beside the summary.</param>
    internal Inspection? Inspect(string code, int position, bool detailed)
    {
        int cursor = Math.Clamp(position, 0, code.Length);
        ScannedCell scanned = DirectiveScanner.Scan(code);
        return DirectiveInspection.Find(cursor, scanned)
            ?? new SymbolInspection(_documentation, submissions).Find(_snapshots.Take(scanned.Code), cursor, detailed);
    }

    /// <summary>Whether a console may run what was typed so far.</summary>
    internal static Completeness IsComplete(string code) => CodeCompleteness.Of(code);
}
