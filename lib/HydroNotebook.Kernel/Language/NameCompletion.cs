using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>Proposes names that stand by themselves: variables, functions, types, namespaces, keywords.</summary>
internal static class NameCompletion
{
    private const int RankVariable = 1;
    private const int RankSession = 2;
    private const int RankKeyword = 3;
    private const int RankType = 4;
    private const int RankNamespace = 5;

    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText).Where(word => !word.StartsWith('_')),
        "and", "async", "await", "from", "get", "global", "group", "init", "into", "join", "let", "nameof", "not", "or", "orderby",
        "record", "required", "select", "set", "var", "when", "where", "with", "yield",
    ];

    internal static void Add(ProposalList proposals, CodeSnapshot snapshot, SyntaxToken left, int position)
    {
        bool onlyTypes = left.Kind() is SyntaxKind.NewKeyword or SyntaxKind.AsKeyword
            || left is { RawKind: (int)SyntaxKind.OpenParenToken, Parent: TypeOfExpressionSyntax or DefaultExpressionSyntax or SizeOfExpressionSyntax }
            || left is { RawKind: (int)SyntaxKind.LessThanToken or (int)SyntaxKind.CommaToken, Parent: TypeArgumentListSyntax };
        // Behind "b =>" the lambda has no body yet and ends with its arrow: asked a blank further on, its parameters are out of sight.
        int place = position > left.Span.End && left != default && IsUnwritten(snapshot, position) ? left.Span.End : position;
        foreach (ISymbol symbol in snapshot.Model.LookupSymbols(place))
        {
            if (!onlyTypes || symbol is INamespaceOrTypeSymbol)
            {
                proposals.Add(symbol, Rank(symbol));
            }
        }

        foreach (string keyword in Keywords)
        {
            if (!onlyTypes || SyntaxFacts.IsPredefinedType(SyntaxFacts.GetKeywordKind(keyword)))
            {
                proposals.Add(keyword, "keyword", RankKeyword);
            }
        }
    }

    /// <summary>What may follow <c>using</c>: namespaces, and types behind <c>static</c> or <c>=</c>.</summary>
    internal static void AddImports(ProposalList proposals, CodeSnapshot snapshot, int position, UsingDirectiveSyntax directive, SyntaxToken left)
    {
        bool withTypes = !left.IsKind(SyntaxKind.UsingKeyword) || !directive.StaticKeyword.IsKind(SyntaxKind.None) || directive.Alias is not null;
        foreach (ISymbol symbol in snapshot.Model.LookupNamespacesAndTypes(position))
        {
            if (symbol is INamespaceSymbol || withTypes)
            {
                proposals.Add(symbol, symbol is INamespaceSymbol ? 0 : 1);
            }
        }

        if (left.IsKind(SyntaxKind.UsingKeyword))
        {
            proposals.Add("static", "keyword", 1);
            proposals.Add("var", "keyword", 1);
        }
    }

    private static bool IsUnwritten(CodeSnapshot snapshot, int position) =>
        position >= snapshot.Text.Length || !SyntaxFacts.IsIdentifierPartCharacter(snapshot.Text[position]);

    private static int Rank(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => RankVariable,
        { ContainingType: { IsScriptClass: true, Name: "Written" } } and not INamedTypeSymbol => RankVariable,
        { ContainingType.IsScriptClass: true } => RankSession,
        INamespaceSymbol => RankNamespace,
        _ => RankType,
    };
}
