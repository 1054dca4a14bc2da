using HydroNotebook.Kernel.Directives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Language;

/// <summary>Tells whether typed text is a whole cell.</summary>
internal static class CodeCompleteness
{
    private const int IndentWidth = 4;

    internal static Completeness Of(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(DirectiveScanner.Scan(code).Code, DirectiveScanner.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new Completeness(CompletenessState.Incomplete, new string(' ', IndentWidth * OpenBrackets(tree)));
        }

        bool isWrong = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Completeness(isWrong ? CompletenessState.Invalid : CompletenessState.Complete, "");
    }

    /// <summary>Lines on which a bracket opens that nothing closes: two on one line indent once.</summary>
    private static int OpenBrackets(SyntaxTree tree)
    {
        var open = new Stack<int>();
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken)
            {
                open.Push(token.GetLocation().GetLineSpan().StartLinePosition.Line);
            }
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken && open.Count > 0)
            {
                open.Pop();
            }
        }

        return open.Distinct().Count();
    }
}
