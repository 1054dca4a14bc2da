using HydroNotebook.Kernel.Directives;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>Tells whether typed text is a whole cell.</summary>
internal static class CodeCompleteness
{
    private const int IndentWidth = 4;

    internal static Completeness Of(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(DirectiveScanner.Scan(code).Code, DirectiveScanner.ParseOptions);
        if (ClosesTooMuch(tree))
        {
            return new Completeness(CompletenessState.Invalid, "");
        }

        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new Completeness(CompletenessState.Incomplete, new string(' ', IndentWidth * OpenBrackets(tree)));
        }

        bool isWrong = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new Completeness(isWrong ? CompletenessState.Invalid : CompletenessState.Complete, "");
    }

    /// <summary>Whether a bracket closes that none opened, or another kind opened: no further text mends that.</summary>
    private static bool ClosesTooMuch(SyntaxTree tree)
    {
        var open = new Stack<SyntaxKind>();
        // What the parser could not place hangs on the tokens beside it; directives and documentation are not code.
        IEnumerable<SyntaxToken> tokens = tree.GetRoot()
            .DescendantTokens(node => node is not (DirectiveTriviaSyntax or DocumentationCommentTriviaSyntax), descendIntoTrivia: true);
        foreach (SyntaxToken token in tokens.Where(token => !token.IsMissing))
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenBraceToken:
                    open.Push(SyntaxKind.CloseBraceToken);
                    break;
                case SyntaxKind.OpenParenToken:
                    open.Push(SyntaxKind.CloseParenToken);
                    break;
                case SyntaxKind.OpenBracketToken:
                    open.Push(SyntaxKind.CloseBracketToken);
                    break;
                case SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken
                    when !open.TryPop(out SyntaxKind expected) || expected != token.Kind():
                    return true;
                default:
                    break;
            }
        }

        return false;
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
