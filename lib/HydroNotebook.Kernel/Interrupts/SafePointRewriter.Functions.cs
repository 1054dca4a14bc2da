using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace HydroNotebook.Kernel.Interrupts;

/// <content>Functions of all kinds: recursion and calls from compiled loops stop there.</content>
internal sealed partial class SafePointRewriter
{
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (method.Body is BlockSyntax body)
        {
            return method.WithBody(Headed(body, node));
        }

        return method.ExpressionBody is ArrowExpressionClauseSyntax arrow && GivesNothing(method.ReturnType, method.Modifiers) is bool nothing && CanMove(arrow)
            ? method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BlockOf(arrow, method.SemicolonToken, nothing, node))
            : method;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var function = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        if (function.Body is BlockSyntax body)
        {
            return function.WithBody(Headed(body, node));
        }

        return function.ExpressionBody is ArrowExpressionClauseSyntax arrow && GivesNothing(function.ReturnType, function.Modifiers) is bool nothing && CanMove(arrow)
            ? function.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BlockOf(arrow, function.SemicolonToken, nothing, node))
            : function;
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        if (node.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return node;
        }

        var constructor = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        return constructor.Body is BlockSyntax body ? constructor.WithBody(Headed(body, node)) : constructor;
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var property = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        if (!_recursive.Contains(node.Identifier.ValueText))
        {
            return property;
        }

        if (property.AccessorList is AccessorListSyntax list)
        {
            return property.WithAccessorList(list.WithAccessors(List(list.Accessors.Select(accessor => HeadedAccessor(accessor, node)))));
        }

        if (property.ExpressionBody is not ArrowExpressionClauseSyntax arrow || !CanMove(arrow))
        {
            return property;
        }

        AccessorDeclarationSyntax getter = AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, BlockOf(arrow, property.SemicolonToken, givesNothing: false, node));
        return property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(AccessorList(SingletonList(getter)));
    }

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        var method = (AnonymousMethodExpressionSyntax)base.VisitAnonymousMethodExpression(node)!;
        return method.WithBlock(Headed(method.Block, node));
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        _lambdas[node] == ExpressionLambdas.Kind.Tree ? node : HeadedLambda((LambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!, node);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        _lambdas[node] == ExpressionLambdas.Kind.Tree ? node : HeadedLambda((LambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!, node);

    private LambdaExpressionSyntax HeadedLambda(LambdaExpressionSyntax lambda, LambdaExpressionSyntax node)
    {
        if (lambda.Block is BlockSyntax block)
        {
            return (LambdaExpressionSyntax)lambda.WithBlock(Headed(block, node));
        }

        ExpressionLambdas.Kind kind = _lambdas[node];
        return kind is ExpressionLambdas.Kind.Statement or ExpressionLambdas.Kind.Value
            ? (LambdaExpressionSyntax)lambda.WithExpressionBody(null).WithBlock(Block(Statements(lambda.ExpressionBody!, kind == ExpressionLambdas.Kind.Statement, Token(SyntaxKind.SemicolonToken), node)))
            : lambda;
    }

    private AccessorDeclarationSyntax HeadedAccessor(AccessorDeclarationSyntax accessor, PropertyDeclarationSyntax property)
    {
        if (accessor.Body is BlockSyntax body)
        {
            return accessor.WithBody(Headed(body, property));
        }

        return accessor.ExpressionBody is ArrowExpressionClauseSyntax arrow && CanMove(arrow)
            ? accessor.WithExpressionBody(null).WithSemicolonToken(default)
                .WithBody(BlockOf(arrow, accessor.SemicolonToken, !accessor.IsKind(SyntaxKind.GetAccessorDeclaration), property))
            : accessor;
    }

    private BlockSyntax Headed(BlockSyntax body, SyntaxNode function) =>
        body.WithStatements(body.Statements.InsertRange(0, Head(function)));

    private IEnumerable<StatementSyntax> Head(SyntaxNode function) =>
        RecursiveNames.NameOf(function) is string name && _recursive.Contains(name) ? [_point, StackStatement] : [_point];

    /// <summary>The body <c>=> expression;</c> as a block; the arrow's white space stays, so that lines do not move.</summary>
    private BlockSyntax BlockOf(ArrowExpressionClauseSyntax arrow, SyntaxToken semicolon, bool givesNothing, SyntaxNode function) =>
        Block(Statements(arrow.Expression, givesNothing, semicolon, function))
            .WithOpenBraceToken(Token(arrow.ArrowToken.LeadingTrivia, SyntaxKind.OpenBraceToken, arrow.ArrowToken.TrailingTrivia));

    private IEnumerable<StatementSyntax> Statements(ExpressionSyntax expression, bool givesNothing, SyntaxToken semicolon, SyntaxNode function) =>
    [
        .. Head(function),
        givesNothing
            ? ExpressionStatement(expression, semicolon)
            : ReturnStatement(Token(SyntaxKind.ReturnKeyword).WithTrailingTrivia(Space), expression, semicolon),
    ];

    private static bool CanMove(ArrowExpressionClauseSyntax arrow) => arrow.Expression is not ThrowExpressionSyntax;

    /// <summary>Whether a function returns no value; null where its text does not tell.</summary>
    private static bool? GivesNothing(TypeSyntax type, SyntaxTokenList modifiers)
    {
        if (type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword })
        {
            return true;
        }

        if (!modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return false;
        }

        SimpleNameSyntax? name = type switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        return name switch
        {
            GenericNameSyntax => false,
            { Identifier.ValueText: "Task" or "ValueTask" } => true,
            _ => null,
        };
    }
}
