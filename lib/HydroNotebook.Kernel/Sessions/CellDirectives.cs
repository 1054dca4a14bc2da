using HydroNotebook.Kernel.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Takes the <c>#r</c> lines out of a cell, wherever they stand, and leaves the line numbers as they are.</summary>
internal static class CellDirectives
{
    /// <summary>The cell without its <c>#r</c> lines, and what they name, in order.</summary>
    /// <exception cref="NotebookException">A line names a package, or starts with the <c>#!</c> of a magic command.</exception>
    internal static (string Code, IReadOnlyList<string> Libraries) Separate(string code, CSharpParseOptions options)
    {
        if (!code.Contains('#', StringComparison.Ordinal))
        {
            return (code, []);
        }

        char[] kept = code.ToCharArray();
        var libraries = new List<string>();
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, options).GetRoot();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia(descendIntoTrivia: true))
        {
            if (trivia.GetStructure() is ReferenceDirectiveTriviaSyntax reference)
            {
                libraries.Add(Checked(reference.File.ValueText));
                Blank(kept, reference.Span.Start, reference.Span.End);
            }
            else if (IsMagic(trivia, code))
            {
                int line = code.AsSpan(0, trivia.SpanStart).Count('\n');
                string text = code[trivia.SpanStart..].Split('\n')[0].Trim();
                throw new NotebookException($"line {line + 1}: '{text}' is a magic command, and this session knows none. Take the line out.");
            }
        }

        return (new string(kept), libraries);
    }

    private static bool IsMagic(SyntaxTrivia trivia, string code) =>
        trivia.IsDirective && code.AsSpan(trivia.SpanStart).StartsWith("#!", StringComparison.Ordinal);

    private static string Checked(string library) => library.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)
        ? throw new NotebookException(
            $"#r \"{library}\": packages cannot be fetched from a cell yet. Reference the package in a project, build it, and name its .dll with #r.")
        : library;

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
}
