using System.Text;
using HydroNotebook.Kernel.Formatting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>Tells the declaration, the documentation and the present value of the name at the cursor.</summary>
internal sealed class SymbolInspection(DocumentationFiles documentation, Func<IReadOnlyList<object?>> submissions)
{
    private const int OverloadLimit = 12;

    private static readonly SymbolDisplayFormat Declared = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayFormat.MinimallyQualifiedFormat.MemberOptions | SymbolDisplayMemberOptions.IncludeContainingType)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    internal Inspection? Find(CodeSnapshot snapshot, int cursor, bool detailed)
    {
        SyntaxToken token = TokenAt(snapshot, cursor);
        IReadOnlyList<ISymbol> symbols = [.. SymbolsOf(snapshot, token).Take(OverloadLimit + 1)];
        if (symbols.Count == 0)
        {
            return null;
        }

        var plain = new StringBuilder();
        ISymbol first = symbols[0];
        plain.AppendJoin("\n", symbols.Take(detailed ? OverloadLimit : 1).Select(Declaration));
        if (!detailed && symbols.Count > 1)
        {
            plain.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n(+{symbols.Count - 1}{(symbols.Count > OverloadLimit ? " or more" : "")} overloads)");
        }

        string code = plain.ToString();
        string text = documentation.Of(first, snapshot.Compilation) is { } found ? DocumentationText.Write(found, detailed) : "";
        string value = first is IFieldSymbol field && ValuePreview.Of(field, submissions()) is string preview ? $"Value: {preview}" : "";
        string rest = string.Concat(new[] { text, value }.Where(part => part.Length > 0).Select(part => "\n\n" + part));
        var bundle = new MimeBundle([new("text/plain", code + rest), new("text/markdown", $"```csharp\n{code}\n```{rest}")]);
        return new Inspection(token.SpanStart, token.Span.End, bundle);
    }

    /// <summary>The name that the cursor touches; in an empty argument list, the bracket before it.</summary>
    private static SyntaxToken TokenAt(CodeSnapshot snapshot, int cursor)
    {
        SyntaxToken right = snapshot.Root.FindToken(Math.Min(cursor, snapshot.Text.Length));
        if (right.SpanStart <= cursor && cursor < right.Span.End && IsTelling(right))
        {
            return right;
        }

        return snapshot.TokenLeftOf(cursor);
    }

    private static bool IsTelling(SyntaxToken token) => token.Kind() is SyntaxKind.IdentifierToken || SyntaxFacts.IsKeywordKind(token.Kind());

    private static IEnumerable<ISymbol> SymbolsOf(CodeSnapshot snapshot, SyntaxToken token)
    {
        if (token.Kind() is SyntaxKind.OpenParenToken or SyntaxKind.CommaToken && token.Parent is BaseArgumentListSyntax arguments)
        {
            return ExpectedCompletion.Called(snapshot, arguments);
        }

        if (!IsTelling(token) || token.Parent is not { } node)
        {
            return [];
        }

        if (token.IsKind(SyntaxKind.IdentifierToken) && snapshot.Model.GetDeclaredSymbol(node) is ISymbol declared)
        {
            return [declared];
        }

        SymbolInfo info = snapshot.Model.GetSymbolInfo(node);
        if (info.Symbol is ISymbol one)
        {
            // Behind "new", people ask for the constructor, and the type stands in its name.
            return node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node && snapshot.Model.GetSymbolInfo(creation).Symbol is ISymbol constructor
                ? [constructor] : [one, .. Overloads(snapshot, node, one)];
        }

        if (!info.CandidateSymbols.IsEmpty)
        {
            return info.CandidateSymbols;
        }

        return node is TypeSyntax && snapshot.Model.GetTypeInfo(node).Type is { } type and not IErrorTypeSymbol ? [type] : [];
    }

    private static IEnumerable<ISymbol> Overloads(CodeSnapshot snapshot, SyntaxNode node, ISymbol one) => one is IMethodSymbol
        ? snapshot.Model.GetMemberGroup(node).Where(other => !SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, one.OriginalDefinition))
        : [];

    private static string Declaration(ISymbol symbol) => symbol switch
    {
        ILocalSymbol or IParameterSymbol or IRangeVariableSymbol => $"{Type(symbol)} {symbol.Name} ({SymbolWords.Kind(symbol)})",
        IFieldSymbol { ContainingType.IsScriptClass: true } field => $"{field.Type.ToDisplayString(Declared)} {field.Name}",
        IMethodSymbol { ContainingType.IsScriptClass: true } method => method.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
        INamespaceSymbol space => $"namespace {space.ToDisplayString()}",
        INamedTypeSymbol { ContainingNamespace.IsGlobalNamespace: false, ContainingType: null } type =>
            $"{type.ToDisplayString(Declared)}\n    in {type.ContainingNamespace.ToDisplayString()}",
        _ => symbol.ToDisplayString(Declared),
    };

    private static string Type(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type.ToDisplayString(Declared),
        IParameterSymbol parameter => parameter.Type.ToDisplayString(Declared),
        _ => "",
    };
}
