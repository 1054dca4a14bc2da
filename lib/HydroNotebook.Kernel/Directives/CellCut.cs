using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Cuts a cell at the commands that happen at their place; libraries and <c>#!time</c> belong to the C# around them.</summary>
internal static class CellCut
{
    /// <summary>The steps of a cell in their order; empty where there is nothing to do.</summary>
    internal static IReadOnlyList<CellStep> Steps(ScannedCell cell)
    {
        var steps = new List<CellStep>();
        var libraries = new List<Directive>();
        int from = 0;
        foreach (Directive directive in cell.Directives)
        {
            if (directive.Name is "#r" or "#i")
            {
                libraries.Add(directive);
            }
            else if (!IsMark(directive))
            {
                AddCode(steps, cell.Code, from, directive.Start, libraries);
                steps.Add(new CellStep(null, [], directive));
                from = directive.End;
            }
        }

        AddCode(steps, cell.Code, from, cell.Code.Length, libraries);
        return steps;
    }

    /// <summary>The fault of a directive that can be told before anything runs; null where there is none.</summary>
    internal static NotebookException? Fault(Directive directive)
    {
        if (directive.Name == "#i")
        {
            return new NotebookException("#i: sources of packages are set in a nuget.config beside the notebook, or for all projects with 'dotnet nuget add source'.");
        }

        if (directive.Name is "#r" or "#load")
        {
            return directive.Argument.Length == 0
                ? new NotebookException($"{directive.Name}: nothing is named. Write the path in quotation marks: {directive.Name} \"path\".")
                : Inside(directive, directive.Name == "#load");
        }

        return MagicCommand.Find(directive.Name) switch
        {
            null => new NotebookException($"'{directive.Name}' is not a magic command: did you mean {MagicCommand.Nearest(directive.Name)}? #!lsmagic lists all."),
            { IsForeign: true } => new NotebookException(
                $"'{directive.Name}': only C# runs here. Rewrite the lines below it in C#, or run the notebook with a kernel of that language."),
            _ => Inside(directive, !IsMark(directive)),
        };
    }

    /// <summary>Whether a directive only marks its cell and does nothing at its place.</summary>
    private static bool IsMark(Directive directive) => directive.Name.Equals("#!time", StringComparison.OrdinalIgnoreCase);

    private static NotebookException? Inside(Directive directive, bool cuts) => directive.IsInsideStatement && cuts
        ? new NotebookException($"'{directive.Name}' stands inside a statement or a type; move it to a line between two statements.")
        : null;

    private static void AddCode(List<CellStep> steps, string code, int from, int to, List<Directive> libraries)
    {
        if (libraries.Count > 0 || !code.AsSpan(from, to - from).IsWhiteSpace())
        {
            // Blank before, so that lines and columns hold; what follows need not be kept.
            string before = new([.. code.AsSpan(0, from).ToArray().Select(letter => letter is '\n' or '\r' ? letter : ' ')]);
            steps.Add(new CellStep(before + code[from..to], [.. libraries], null));
            libraries.Clear();
        }
    }
}
