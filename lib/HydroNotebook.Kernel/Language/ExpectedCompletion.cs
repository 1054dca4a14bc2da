using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>Proposes what the place asks for: named arguments, members to initialise, values of an enumeration, the type behind <c>new</c>.</summary>
internal static class ExpectedCompletion
{
    internal static void Add(ProposalList proposals, CodeSnapshot snapshot, SyntaxToken left, int position)
    {
        AddInitialiserMembers(proposals, snapshot, left, position);
        AddPatternMembers(proposals, snapshot, left, position);
        AddNamedArguments(proposals, snapshot, left);
        SyntaxToken place = left.IsKind(SyntaxKind.NewKeyword) ? left.GetPreviousToken() : left;
        foreach (ITypeSymbol expected in ExpectedTypes(snapshot, place, position).Select(WithoutNullable).Distinct<ITypeSymbol>(SymbolEqualityComparer.Default))
        {
            AddExpected(proposals, snapshot, expected, left, position);
        }
    }

    private static void AddExpected(ProposalList proposals, CodeSnapshot snapshot, ITypeSymbol expected, SyntaxToken left, int position)
    {
        string name = expected.ToMinimalDisplayString(snapshot.Model, position);
        if (left.IsKind(SyntaxKind.NewKeyword))
        {
            if (expected is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, SpecialType: SpecialType.None })
            {
                proposals.Add(expected, 0, name);
            }
        }
        else if (expected.TypeKind == TypeKind.Enum)
        {
            foreach (IFieldSymbol value in expected.GetMembers().OfType<IFieldSymbol>())
            {
                proposals.Add(value, 0, $"{name}.{value.Name}");
            }
        }
    }

    private static void AddPatternMembers(ProposalList proposals, CodeSnapshot snapshot, SyntaxToken left, int position)
    {
        if (left is not { RawKind: (int)SyntaxKind.OpenBraceToken or (int)SyntaxKind.CommaToken, Parent: PropertyPatternClauseSyntax { Parent: RecursivePatternSyntax pattern } })
        {
            return;
        }

        TypeInfo info = snapshot.Model.GetTypeInfo(pattern);
        ITypeSymbol? type = pattern.Type is null ? info.Type ?? info.ConvertedType : snapshot.Model.GetTypeInfo(pattern.Type).Type;
        if (type is null or IErrorTypeSymbol)
        {
            return;
        }

        foreach (ISymbol member in snapshot.Model.LookupSymbols(position, WithoutNullable(type)).Where(member => member is IPropertySymbol or IFieldSymbol && !member.IsStatic))
        {
            proposals.Add(member, 0);
        }
    }

    private static void AddInitialiserMembers(ProposalList proposals, CodeSnapshot snapshot, SyntaxToken left, int position)
    {
        if (left is not { RawKind: (int)SyntaxKind.OpenBraceToken or (int)SyntaxKind.CommaToken, Parent: InitializerExpressionSyntax initialiser })
        {
            return;
        }

        ITypeSymbol? type = initialiser.Parent switch
        {
            BaseObjectCreationExpressionSyntax creation => snapshot.Model.GetTypeInfo(creation).Type ?? snapshot.Model.GetTypeInfo(creation).ConvertedType,
            WithExpressionSyntax with => snapshot.Model.GetTypeInfo(with.Expression).Type,
            AssignmentExpressionSyntax assignment => snapshot.Model.GetTypeInfo(assignment.Left).Type,
            _ => null,
        };
        if (type is null or IErrorTypeSymbol)
        {
            return;
        }

        var given = initialiser.Expressions.OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (ISymbol member in snapshot.Model.LookupSymbols(position, type))
        {
            bool canBeSet = member is IPropertySymbol { IsIndexer: false, SetMethod: not null } or IFieldSymbol { IsReadOnly: false, IsConst: false };
            if (canBeSet && !member.IsStatic && !given.Contains(member.Name))
            {
                proposals.Add(member, 0);
            }
        }
    }

    private static void AddNamedArguments(ProposalList proposals, CodeSnapshot snapshot, SyntaxToken left)
    {
        if (left is not { RawKind: (int)SyntaxKind.OpenParenToken or (int)SyntaxKind.CommaToken, Parent: BaseArgumentListSyntax arguments })
        {
            return;
        }

        int index = IndexOf(arguments, left);
        var given = arguments.Arguments.Where(argument => argument.NameColon is not null)
            .Select(argument => argument.NameColon!.Name.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        foreach (IParameterSymbol parameter in Called(snapshot, arguments).SelectMany(method => method.Parameters.Skip(index)).Where(parameter => !given.Contains(parameter.Name)))
        {
            proposals.Add(parameter.Name + ":", "property", 0, parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
    }

    /// <summary>The types that a value behind a token should have, as far as they can be told.</summary>
    private static IEnumerable<ITypeSymbol> ExpectedTypes(CodeSnapshot snapshot, SyntaxToken left, int position)
    {
        ITypeSymbol? one = left.Parent switch
        {
            BinaryExpressionSyntax binary when binary.OperatorToken == left && IsComparison(left) => snapshot.TypeOf(binary.Left, position),
            AssignmentExpressionSyntax assignment when assignment.OperatorToken == left => snapshot.Model.GetTypeInfo(assignment.Left).Type,
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: { IsVar: false } type } } => snapshot.Model.GetTypeInfo(type).Type,
            SwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax choice } => snapshot.Model.GetTypeInfo(choice.Expression).Type,
            SwitchExpressionSyntax choice => snapshot.Model.GetTypeInfo(choice.GoverningExpression).Type,
            IsPatternExpressionSyntax test => snapshot.Model.GetTypeInfo(test.Expression).Type,
            _ => null,
        };
        if (one is not null and not IErrorTypeSymbol)
        {
            return [one];
        }

        BaseArgumentListSyntax? arguments = left.Parent switch
        {
            BaseArgumentListSyntax list => list,
            NameColonSyntax { Parent: ArgumentSyntax { Parent: BaseArgumentListSyntax list } } => list,
            _ => null,
        };
        if (arguments is null)
        {
            return [];
        }

        string? named = (left.Parent as NameColonSyntax)?.Name.Identifier.ValueText;
        int index = IndexOf(arguments, left);
        return Called(snapshot, arguments)
            .Select(method => named is null ? method.Parameters.ElementAtOrDefault(index) : method.Parameters.FirstOrDefault(parameter => parameter.Name == named))
            .OfType<IParameterSymbol>()
            .Select(parameter => parameter.Type);
    }

    private static bool IsComparison(SyntaxToken token) => token.Kind() is SyntaxKind.EqualsEqualsToken or SyntaxKind.ExclamationEqualsToken or SyntaxKind.BarToken or SyntaxKind.AmpersandToken;

    /// <summary>The methods or constructors that an argument list may belong to.</summary>
    internal static IEnumerable<IMethodSymbol> Called(CodeSnapshot snapshot, BaseArgumentListSyntax arguments)
    {
        switch (arguments.Parent)
        {
            case InvocationExpressionSyntax call:
                IReadOnlyList<IMethodSymbol> group = [.. snapshot.Model.GetMemberGroup(call.Expression).OfType<IMethodSymbol>()];
                return group.Count > 0 ? group
                    : snapshot.Model.GetTypeInfo(call.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [];
            case BaseObjectCreationExpressionSyntax creation:
                ITypeSymbol? type = snapshot.Model.GetTypeInfo(creation).Type ?? snapshot.Model.GetTypeInfo(creation).ConvertedType;
                return type is INamedTypeSymbol named
                    ? named.InstanceConstructors.Where(constructor => snapshot.Model.IsAccessible(arguments.SpanStart, constructor)) : [];
            default:
                return [];
        }
    }

    private static int IndexOf(BaseArgumentListSyntax arguments, SyntaxToken left) =>
        arguments.Arguments.GetSeparators().Count(separator => separator.SpanStart <= left.SpanStart);

    private static ITypeSymbol WithoutNullable(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type.WithNullableAnnotation(NullableAnnotation.None);
}
