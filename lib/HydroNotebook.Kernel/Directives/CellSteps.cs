using System.Globalization;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Interrupts;
using HydroNotebook.Kernel.Sessions;
using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Does what a cell says, one thing after the other: its C#, its libraries, its commands.</summary>
internal sealed class CellSteps(SessionOptions options, SubmissionContext context, Func<IReadOnlyList<object?>> submissions)
{
    private readonly LibraryReferences _libraries = new(context, options.PackageFolder);
    private readonly SessionVariables _variables = new(submissions);

    /// <summary>Runs a cell. Faults of its directives come back as its result.</summary>
    /// <param name="code">The cell as written.</param>
    /// <param name="count">Its execution count, for errors.</param>
    /// <param name="scope">Takes what it shows.</param>
    /// <param name="evaluate">Compiles and runs one piece of C#.</param>
    internal async Task<CellResult> RunAsync(string code, int count, CellScope scope, Func<CellPart, Task<CellResult>> evaluate)
    {
        long start = options.Clock.GetTimestamp();
        var text = new CellText(code, null, options.Folder);
        (CellResult result, IReadOnlyList<Directive> directives) = await new Walk(this, count, scope, evaluate).RunAsync(text, []);
        if (directives.Any(directive => directive.Name.Equals("#!time", StringComparison.OrdinalIgnoreCase)))
        {
            string took = string.Create(CultureInfo.InvariantCulture, $"Wall time: {options.Clock.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
            CellDisplay.Show(scope, MimeBundle.FromText(took));
        }

        return result;
    }

    /// <summary>One run of one cell, with the files that it loads.</summary>
    private sealed class Walk(CellSteps owner, int count, CellScope scope, Func<CellPart, Task<CellResult>> evaluate)
    {
        /// <param name="text">What runs.</param>
        /// <param name="within">The files that load one another up to this text.</param>
        internal async Task<(CellResult Result, IReadOnlyList<Directive> Directives)> RunAsync(CellText text, IReadOnlyList<string> within)
        {
            (ScannedCell scanned, IReadOnlyList<CellStep> steps, CellResult? fault) = Read(text);
            return (fault ?? await RunAsync(text, steps, within), scanned.Directives);
        }

        /// <summary>Cuts the text; all that can be told beforehand is told before anything runs.</summary>
        private (ScannedCell Scanned, IReadOnlyList<CellStep> Steps, CellResult? Fault) Read(CellText text)
        {
            using CellThread.Sheltered shelter = scope.Thread!.Shelter();
            ScannedCell scanned = DirectiveScanner.Scan(text.Code);
            foreach (Directive directive in scanned.Directives)
            {
                if (CellCut.Fault(directive) is NotebookException fault)
                {
                    return (scanned, [], Failed(text, directive, fault));
                }
            }

            return (scanned, CellCut.Steps(scanned), null);
        }

        private async Task<CellResult> RunAsync(CellText text, IReadOnlyList<CellStep> steps, IReadOnlyList<string> within)
        {
            CellStep? last = text.File is null ? steps.LastOrDefault(step => step.Code is not null) : null;
            var total = new CellResult { Outcome = CellOutcome.Done, ExecutionCount = count };
            foreach (CellStep step in steps)
            {
                scope.Cancel.ThrowIfCancellationRequested();
                CellResult done = step.Command is Directive command
                    ? await CommandAsync(text, command, within)
                    : await CodeAsync(text, step, step == last);
                total = done with { Diagnostics = [.. total.Diagnostics, .. Named(done.Diagnostics, text)] };
                if (total.Error is not null)
                {
                    break;
                }
            }

            return total;
        }

        private async Task<CellResult> CodeAsync(CellText text, CellStep step, bool isLast)
        {
            List<MetadataReference> references = [];
            Directive? at = null;
            try
            {
                foreach (Directive library in step.Libraries.Where(library => !PackageName.IsPackage(library.Argument)))
                {
                    at = library;
                    references.AddRange(await owner._libraries.AddAsync(library.Argument, text.Folder, scope));
                }

                List<Directive> packages = [.. step.Libraries.Where(library => PackageName.IsPackage(library.Argument))];
                if (packages.Count > 0)
                {
                    at = packages[0];
                    references.AddRange(await owner._libraries.AddPackagesAsync([.. packages.Select(PackageName.Read)], text.Folder, scope));
                }
            }
            catch (NotebookException fault)
            {
                return Failed(text, at!, fault);
            }

            return await evaluate(new CellPart(step.Code!, text, references, isLast));
        }

        private async Task<CellResult> CommandAsync(CellText text, Directive command, IReadOnlyList<string> within)
        {
            try
            {
                var asked = new CommandContext(text, scope, owner._variables);
                if (Show(command, asked))
                {
                    return new CellResult { Outcome = CellOutcome.Done, ExecutionCount = count };
                }

                if (VariableCommands.CodeOf(command, asked) is string assignment)
                {
                    // At the command's line, so that an error of the compiler points there.
                    return await evaluate(new CellPart(new string('\n', command.Line - 1) + assignment, text, [], IsLast: false));
                }

                return command.Name is "#load" || MagicCommand.Find(command.Name)?.Name == "#!import"
                    ? await FilesAsync(text, command, within)
                    : new CellResult { Outcome = CellOutcome.Done, ExecutionCount = count };
            }
            catch (NotebookException fault)
            {
                return Failed(text, command, fault);
            }
        }

        private bool Show(Directive command, CommandContext asked)
        {
            using CellThread.Sheltered shelter = scope.Thread!.Shelter();
            if (ShowCommands.Of(command, asked) is not object shown)
            {
                return false;
            }

            CellDisplay.Show(scope, scope.Formatter.Format(shown));
            return true;
        }

        private IReadOnlyList<CellText> Files(CellText text, Directive command, string written)
        {
            using CellThread.Sheltered shelter = scope.Thread!.Shelter();
            return ImportedCells.Read(command.Name, written, text.Folder);
        }

        private async Task<CellResult> FilesAsync(CellText text, Directive command, IReadOnlyList<string> within)
        {
            string written = command.Argument.Trim('"');
            var total = new CellResult { Outcome = CellOutcome.Done, ExecutionCount = count };
            foreach (CellText file in Files(text, command, written))
            {
                if (within.Contains(file.File!, StringComparer.Ordinal))
                {
                    throw new NotebookException($"{command.Name} \"{written}\": the file loads itself: {string.Join(" → ", [.. within.Select(Path.GetFileName), Path.GetFileName(file.File)])}. Take one of these lines out.");
                }

                (CellResult done, _) = await RunAsync(file, [.. within, file.File!]);
                total = done with { Diagnostics = [.. total.Diagnostics, .. done.Diagnostics] };
                if (done.Error is not null)
                {
                    // The line of the cell is that of the command; the trace tells file and line.
                    return text.File is null ? total with { Error = done.Error with { Line = command.Line, Column = 0 } } : total;
                }
            }

            return total;
        }

        private CellResult Failed(CellText text, Directive directive, NotebookException fault)
        {
            string place = text.File is null ? CellTraceback.NameOfCell(count) : CellTraceback.NameOfFile(text.File);
            string where = string.Create(CultureInfo.InvariantCulture, $"{place}, line {directive.Line}: {fault.Message}");
            string line = text.Code.Split('\n')[directive.Line - 1].Trim();
            return new CellResult
            {
                Outcome = CellOutcome.NotCompiled,
                ExecutionCount = count,
                Error = new CellError("CompilationError", fault.Message, directive.Line, 0, [where, "    " + line]),
            };
        }

        private static IEnumerable<CellDiagnostic> Named(IReadOnlyList<CellDiagnostic> diagnostics, CellText text) => text.File is null
            ? diagnostics
            : diagnostics.Select(diagnostic => diagnostic.File.Length > 0 ? diagnostic : diagnostic with { File = CellTraceback.NameOfFile(text.File) });
    }
}
