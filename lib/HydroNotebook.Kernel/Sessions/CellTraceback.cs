using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Language;
using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Tells a fault in the words of the notebook: cell and line, without the frames of the host.</summary>
internal static partial class CellTraceback
{
    /// <summary>The execution count of a cell that takes none.</summary>
    internal const int Uncounted = 0;

    // Of a recursion that ends for want of stack, half a million frames, people want the two ends; asking the runtime for all their lines takes 10 s.
    private const int DeepEnds = 20;

    private const string FilePrefix = "cell-";

    /// <summary>The name under which the compiler knows a cell.</summary>
    internal static string FileName(int executionCount) => string.Create(CultureInfo.InvariantCulture, $"{FilePrefix}{executionCount}");

    /// <summary>The name under which people know a cell.</summary>
    internal static string NameOfCell(int executionCount) =>
        executionCount == Uncounted ? "an uncounted cell" : string.Create(CultureInfo.InvariantCulture, $"cell [{executionCount}]");

    /// <summary>An exception that a cell threw.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="cell">Execution count of the cell whose line is wanted; null = any.</param>
    internal static CellError Describe(Exception error, int? cell = null)
    {
        Exception thrown = Unwrap(error);
        var lines = new List<string>();
        int line = 0;
        for (Exception? current = thrown; current is not null; current = current.InnerException)
        {
            lines.Add($"{(lines.Count > 0 ? "caused by " : "")}{current.GetType()}: {current.Message}");
            var frames = new StackTrace(current, fNeedFileInfo: false);
            int left = frames.FrameCount - (2 * DeepEnds);
            bool deep = left > DeepEnds;
            frames = deep ? frames : new StackTrace(current, fNeedFileInfo: true);
            for (int k = 0; k < frames.FrameCount; k++)
            {
                if (deep && k == DeepEnds)
                {
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"   … {left} more"));
                    k += left;
                }

                StackFrame frame = frames.GetFrame(k)!;
                MethodBase? method = frame.GetMethod();
                if (PlaceOf(frame, deep) is (string place, int at, var number))
                {
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"   at {NameOf(method)} in {place}, line {at}"));
                    line = line == 0 && number is not null && (cell is null || cell == number) ? at : line;
                }
                else if (method is not null && !IsOfTheHost(method))
                {
                    lines.Add($"   at {NameOf(method)}");
                }
            }
        }

        return new CellError(thrown.GetType().Name, thrown.Message, line, 0, lines);
    }

    /// <summary>The compiler's errors, each with its line of source and a mark below the culprit.</summary>
    internal static CellError Describe(IReadOnlyList<CellDiagnostic> diagnostics, CellText text, int cell)
    {
        string[] source = text.Code.Split('\n');
        var cures = new HashSet<string>(StringComparer.Ordinal);
        string place = text.File is null ? NameOfCell(cell) : NameOfFile(text.File);
        var lines = new List<string>();
        List<CellDiagnostic> errors = [.. diagnostics.Where(diagnostic => diagnostic.IsError)];
        foreach (CellDiagnostic error in errors)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{place}, line {error.Line}, column {error.Column}: {error.Id}: {error.Message}"));
            if (error.Line <= source.Length)
            {
                string line = source[error.Line - 1].TrimEnd('\r');
                int width = error.EndLine == error.Line ? error.EndColumn - error.Column : line.Length - error.Column + 1;
                lines.Add("    " + line.Replace('\t', ' '));
                lines.Add(new string(' ', 4 + error.Column - 1) + new string('^', Math.Max(1, width)));
            }

            string culprit = error.Line <= source.Length ? source[error.Line - 1] : "";
            if (LanguageLimits.CureOf(error, culprit) is string cure && cures.Add(cure))
            {
                lines.Add("    " + cure);
            }
        }

        return new CellError("CompilationError", $"{errors[0].Id}: {errors[0].Message}", errors[0].Line, errors[0].Column, lines);
    }

    /// <summary>A finding of the compiler, counted from 1.</summary>
    internal static CellDiagnostic From(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return new CellDiagnostic(
            diagnostic.Id,
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1,
            span.EndLinePosition.Character + 1,
            diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static Exception Unwrap(Exception error) => error switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => error,
    };

    /// <summary>The name under which people know a loaded file: relative to the current folder where it lies below.</summary>
    internal static string NameOfFile(string file)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    /// <summary>Cell or loaded file of a frame, and the line there; null for compiled libraries.</summary>
    private static (string Place, int Line, int? Cell)? PlaceOf(StackFrame frame, bool deep)
    {
        (string? file, int line) = deep ? CellSymbols.PlaceOf(frame) : (frame.GetFileName(), frame.GetFileLineNumber());

        // The compiler puts the session's folder in front of the cell's name.
        if (Path.GetFileName(file) is string name
            && name.StartsWith(FilePrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(FilePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return (NameOfCell(number), line, number);
        }

        bool isOfASession = frame.GetMethod()?.Module.Assembly.GetName().Name?.StartsWith("notebook-", StringComparison.Ordinal) == true;
        return isOfASession && file is not null ? (NameOfFile(file), line, null) : null;
    }

    private static bool IsOfTheHost(MethodBase method)
    {
        string space = method.DeclaringType?.Namespace ?? "";
        return space.StartsWith("HydroNotebook.Kernel", StringComparison.Ordinal)
            || space is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices" or "System.Threading" or "System.Threading.Tasks"
            || (method.DeclaringType?.Name.StartsWith("Submission#", StringComparison.Ordinal) ?? false);
    }

    private static string NameOf(MethodBase? method)
    {
        if (method is null)
        {
            return "?";
        }

        string owner = method.DeclaringType?.Name ?? "";
        string name = method.Name;
        // The compiler's names: <F>d__3.MoveNext is an async F, <Initialize>g__F|0_1 a local function, <>c.<M>b__0 a lambda of M.
        if (name == "MoveNext" && Generated().Match(owner) is { Success: true } machine)
        {
            (owner, name) = (method.DeclaringType!.DeclaringType?.Name ?? "", machine.Groups["outer"].Value);
        }
        else if (Generated().Match(name) is { Success: true } generated)
        {
            name = generated.Groups["local"].Success ? generated.Groups["local"].Value : "a lambda";
            owner = method.DeclaringType is { IsNested: true, Name: ['<', ..] } closure ? closure.DeclaringType!.Name : owner;
        }

        if (name is "<Initialize>" or "<Factory>")
        {
            return "the cell's own code";
        }

        string parameters = name == "a lambda" ? "" : $"({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";
        string prefix = owner.StartsWith("Submission#", StringComparison.Ordinal) || owner.Length == 0 ? "" : owner + ".";
        return prefix + name + parameters;
    }

    [GeneratedRegex(@"^<(?<outer><?\w*>?)>(?:d__|b__|g__(?<local>\w+)\|)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Generated();
}
