using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>Proposes what may follow a dot.</summary>
internal static class MemberCompletion
{
    internal static void Add(ProposalList proposals, CodeSnapshot snapshot, SyntaxToken dot, int position)
    {
        ExpressionSyntax? left = LeftOf(dot);
        if (left is null)
        {
            return;
        }

        bool onlyTypes = IsTypePosition(dot, out bool onlyNamespaces);
        ISymbol? symbol = Meaning(snapshot, left);
        if (symbol is INamespaceSymbol space)
        {
            foreach (ISymbol member in space.GetMembers().Where(member => Visible(snapshot, member, position) && (!onlyNamespaces || member is INamespaceSymbol)))
            {
                proposals.Add(member, member is INamespaceSymbol ? 1 : 0);
            }

            return;
        }

        ITypeSymbol? type = symbol as ITypeSymbol ?? snapshot.TypeOf(left, position);
        if (type is null)
        {
            return;
        }

        if (dot.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }
        else if (dot.IsKind(SyntaxKind.MinusGreaterThanToken) && type is IPointerTypeSymbol pointer)
        {
            type = pointer.PointedAtType;
        }

        bool isStatic = symbol is ITypeSymbol;
        bool isBoth = isStatic && left is IdentifierNameSyntax && snapshot.TypeOf(left, position) is { } value && IsColourColour(snapshot, left, value);
        foreach (ISymbol member in snapshot.Model.LookupSymbols(position, type, includeReducedExtensionMethods: true))
        {
            bool fits = member is INamedTypeSymbol ? isStatic : (isBoth || member.IsStatic == isStatic) && !onlyTypes;
            if (fits)
            {
                proposals.Add(member, Rank(member, type));
            }
        }
    }

    private static int Rank(ISymbol member, ITypeSymbol type) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.ReducedExtension } => 2,
        { ContainingType.SpecialType: SpecialType.System_Object } => 3,
        _ => SymbolEqualityComparer.Default.Equals(member.ContainingType, type) ? 0 : 1,
    };

    private static ExpressionSyntax? LeftOf(SyntaxToken dot) => dot.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        QualifiedNameSyntax name => name.Left,
        AliasQualifiedNameSyntax alias => alias.Alias,
        MemberBindingExpressionSyntax binding =>
            binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault(access => access.WhenNotNull.Span.Contains(binding.Span))?.Expression,
        _ => null,
    };

    /// <summary>The namespace or type that an expression names; null where it is a value.</summary>
    private static ISymbol? Meaning(CodeSnapshot snapshot, ExpressionSyntax left)
    {
        if (left is PredefinedTypeSyntax)
        {
            return snapshot.Model.GetTypeInfo(left).Type;
        }

        if (left is IdentifierNameSyntax { Identifier.RawKind: (int)SyntaxKind.GlobalKeyword })
        {
            return snapshot.Compilation.GlobalNamespace;
        }

        return left is NameSyntax or MemberAccessExpressionSyntax && snapshot.Model.GetSymbolInfo(left).Symbol is INamespaceOrTypeSymbol symbol ? symbol : null;
    }

    /// <summary>A property that bears the name of its type: <c>Color.Red</c> and <c>Color.A</c> are both right.</summary>
    private static bool IsColourColour(CodeSnapshot snapshot, ExpressionSyntax left, ITypeSymbol type) =>
        snapshot.Model.LookupSymbols(left.SpanStart, name: left.ToString()).Any(symbol => symbol switch
        {
            IPropertySymbol property => SymbolEqualityComparer.Default.Equals(property.Type, type),
            IFieldSymbol field => SymbolEqualityComparer.Default.Equals(field.Type, type),
            ILocalSymbol local => SymbolEqualityComparer.Default.Equals(local.Type, type),
            IParameterSymbol parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, type),
            _ => false,
        });

    private static bool IsTypePosition(SyntaxToken dot, out bool onlyNamespaces)
    {
        UsingDirectiveSyntax? directive = dot.Parent!.AncestorsAndSelf().OfType<UsingDirectiveSyntax>().FirstOrDefault();
        onlyNamespaces = directive is { Alias: null } && directive.StaticKeyword.IsKind(SyntaxKind.None);
        return directive is not null || dot.Parent!.AncestorsAndSelf().Any(node => node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node);
    }

    private static bool Visible(CodeSnapshot snapshot, ISymbol member, int position) =>
        member is INamespaceSymbol || snapshot.Model.IsAccessible(position, member);
}
