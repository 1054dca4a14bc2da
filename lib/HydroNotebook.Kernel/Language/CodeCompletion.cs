using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>Proposes names of C# at the cursor.</summary>
internal static class CodeCompletion
{
    internal static Completions Find(CodeSnapshot snapshot, int cursor, string folder)
    {
        int start = WordStart(snapshot.Text, cursor);
        SyntaxToken left = snapshot.TokenLeftOf(start);
        if (PathCompletion.InText(snapshot, cursor, folder) is Completions paths)
        {
            return paths;
        }

        if (IsSilent(snapshot, start, cursor))
        {
            return new Completions(cursor, cursor, []);
        }

        string typed = snapshot.Text[start..cursor].TrimStart('@');
        var proposals = new ProposalList(typed);
        if (left.Kind() is SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken or SyntaxKind.ColonColonToken)
        {
            MemberCompletion.Add(proposals, snapshot, left, start);
        }
        else if (left.Parent is UsingDirectiveSyntax directive && left.Kind() is SyntaxKind.UsingKeyword or SyntaxKind.StaticKeyword or SyntaxKind.EqualsToken)
        {
            NameCompletion.AddImports(proposals, snapshot, start, (left.Parent as UsingDirectiveSyntax)!, left);
        }
        else
        {
            ExpectedCompletion.Add(proposals, snapshot, left, start);
            NameCompletion.Add(proposals, snapshot, left, start);
        }

        return new Completions(start, cursor, proposals.Ranked());
    }

    private static int WordStart(string text, int cursor)
    {
        int start = cursor;
        while (start > 0 && (SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]) || text[start - 1] == '@'))
        {
            start--;
        }

        return start;
    }

    /// <summary>Whether nothing of C# can stand here: in comments, texts and numbers, and where a new name is being thought of.</summary>
    private static bool IsSilent(CodeSnapshot snapshot, int start, int cursor)
    {
        SyntaxTrivia trivia = snapshot.Root.FindTrivia(Math.Max(0, cursor - 1));
        if (trivia.Kind() is SyntaxKind.MultiLineCommentTrivia && cursor > trivia.SpanStart && (cursor < trivia.Span.End || !trivia.ToString().EndsWith("*/", StringComparison.Ordinal)))
        {
            return true;
        }

        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.DisabledTextTrivia && cursor > trivia.SpanStart)
        {
            return true;
        }

        SyntaxToken token = snapshot.TokenLeftOf(cursor);
        bool isTouched = token.Span.End > start || (token.Span.End == cursor && cursor > 0 && start == cursor);
        return token.Kind() switch
        {
            SyntaxKind.NumericLiteralToken => token.Span.End >= cursor && start < cursor,
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken =>
                cursor < token.Span.End || token.ContainsDiagnostics,
            SyntaxKind.InterpolatedStringTextToken => token.Span.End >= cursor,
            SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken => isTouched,
            SyntaxKind.IdentifierToken => token.Span.End >= cursor && start < cursor && IsNewName(token),
            _ => false,
        };
    }

    private static bool IsNewName(SyntaxToken token) => token.Parent switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } => !IsUnfinishedStatement(type),
        ParameterSyntax { Parent.Parent: ParenthesizedLambdaExpressionSyntax or SimpleLambdaExpressionSyntax, Type: null } => false,
        ParameterSyntax { Type: not null } => true,
        SingleVariableDesignationSyntax or BaseTypeDeclarationSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax
            or ForEachStatementSyntax or CatchDeclarationSyntax or TypeParameterSyntax or PropertyDeclarationSyntax => true,
        _ => false,
    };

    /// <summary>"await Ru" and the like at the top of a script may be read as a declaration of Ru with the type await.</summary>
    private static bool IsUnfinishedStatement(TypeSyntax type) => type.ToString() is "await" or "return" or "yield" or "async";
}
