using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Finds the lines of a cell that the C# compiler must not see, wherever they stand, and leaves alone what only looks like them inside a text.</summary>
internal static partial class DirectiveScanner
{
    /// <summary>How cells are parsed everywhere: as scripts, with comments kept as such.</summary>
    internal static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>Takes the directives out of a cell.</summary>
    internal static ScannedCell Scan(string code)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return new ScannedCell(code, []);
        }

        char[] kept = code.ToCharArray();
        var directives = new List<Directive>();
        // A block of Markdown parses as nonsense C#: what stands below it is read again once it is blank.
        while (FindBlock(code, kept, directives) is Directive block)
        {
            Blank(kept, block.Start, block.End);
        }

        directives.ForEach(directive => Blank(kept, directive.Start, directive.End));
        return new ScannedCell(new string(kept), directives);
    }

    private static Directive? FindBlock(string code, char[] kept, List<Directive> directives)
    {
        int from = directives.Count == 0 ? 0 : directives[^1].End;
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(new string(kept), ParseOptions).GetCompilationUnitRoot();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia().Where(trivia => trivia.IsDirective && trivia.SpanStart >= from))
        {
            if (Read(code, trivia, root) is Directive directive)
            {
                directives.Add(directive);
                if (directive.Body is not null)
                {
                    return directive;
                }
            }
        }

        return null;
    }

    private static Directive? Read(string code, SyntaxTrivia trivia, CompilationUnitSyntax root)
    {
        int start = trivia.SpanStart;
        int end = EndOfLine(code, start);
        Match match = Line().Match(code[start..end].TrimEnd());
        if (!match.Success)
        {
            return null;
        }

        string name = match.Groups["magic"].Success ? match.Groups["magic"].Value : "#" + match.Groups["word"].Value;
        string argument = match.Groups["path"].Success ? match.Groups["path"].Value : match.Groups["rest"].Value.Trim();
        string? body = null;
        if (MagicCommand.Find(name) is { HasBody: true })
        {
            int below = Math.Min(end + 1, code.Length);
            end = EndOfBlock(code, below);
            body = code[below..end];
        }

        int line = code.AsSpan(0, start).Count('\n') + 1;
        return new Directive(name, argument, line, start, end, body, IsInside(trivia, root));
    }

    /// <summary>Whether the trivia lies within a member of the cell rather than between two.</summary>
    private static bool IsInside(SyntaxTrivia trivia, CompilationUnitSyntax root)
    {
        SyntaxToken token = trivia.Token;
        SyntaxNode? outermost = token.Parent?.AncestorsAndSelf().FirstOrDefault(node => node.Parent == root);
        return outermost is not null && outermost.GetFirstToken() != token && !token.IsKind(SyntaxKind.EndOfFileToken);
    }

    private static int EndOfLine(string code, int start) => code.IndexOf('\n', start) is int end and >= 0 ? end : code.Length;

    private static int EndOfBlock(string code, int start)
    {
        for (int line = start; line < code.Length; line = EndOfLine(code, line) + 1)
        {
            string text = code[line..EndOfLine(code, line)].Trim();
            if (text.StartsWith("#!", StringComparison.Ordinal) && MagicCommand.Find(text.Split(' ', '\t')[0]) is { ChoosesLanguage: true })
            {
                return line;
            }
        }

        return code.Length;
    }

    private static void Blank(char[] text, int start, int end)
    {
        for (int k = start; k < end; k++)
        {
            if (text[k] is not ('\n' or '\r'))
            {
                text[k] = ' ';
            }
        }
    }

    [GeneratedRegex(
        """^(?:(?<magic>#![^\s]*)(?<rest>.*)|#\s*(?<word>r|load|i)\s*(?:"(?<path>[^"]*)"?.*|(?<rest>.*)))$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Line();
}
