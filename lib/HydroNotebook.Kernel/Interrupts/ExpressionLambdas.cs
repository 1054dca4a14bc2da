using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>What the lambdas of the form <c>x => expression</c> give, which their text alone does not tell.</summary>
internal sealed class ExpressionLambdas
{
    private readonly Dictionary<LambdaExpressionSyntax, Kind> _kinds = [];

    internal enum Kind
    {
        /// <summary>Stays as it is.</summary>
        Unknown,

        /// <summary>Gives nothing.</summary>
        Statement,

        /// <summary>Gives a value.</summary>
        Value,

        /// <summary>Becomes data, not code: nothing in it may change.</summary>
        Tree,
    }

    /// <summary>Asks the compiler only where the cell has such lambdas: the question costs a second look at the cell.</summary>
    internal static ExpressionLambdas Of(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancel)
    {
        var found = new ExpressionLambdas();
        SemanticModel? model = null;
        foreach (LambdaExpressionSyntax lambda in tree.GetRoot(cancel).DescendantNodes().OfType<LambdaExpressionSyntax>().Where(lambda => lambda.ExpressionBody is not null))
        {
            // The compiler looks at the token only before it begins with one.
            cancel.ThrowIfCancellationRequested();
            model ??= compilation.GetSemanticModel(tree);
            found._kinds.Add(lambda, KindOf(model, lambda, cancel));
        }

        return found;
    }

    internal Kind this[LambdaExpressionSyntax lambda] => _kinds.GetValueOrDefault(lambda);

    private static Kind KindOf(SemanticModel model, LambdaExpressionSyntax lambda, CancellationToken cancel)
    {
        if (model.GetTypeInfo(lambda, cancel).ConvertedType is INamedTypeSymbol { Name: "Expression" or "LambdaExpression", ContainingNamespace.Name: "Expressions" })
        {
            return Kind.Tree;
        }

        // Inside a query over data the lambda may be part of a tree. Async ones have their awaits; the others cannot be made a return.
        bool stays = lambda.AsyncKeyword.RawKind != 0
            || lambda.ExpressionBody is ThrowExpressionSyntax or RefExpressionSyntax
            || lambda.FirstAncestorOrSelf<QueryExpressionSyntax>() is not null;
        return stays || model.GetSymbolInfo(lambda, cancel).Symbol is not IMethodSymbol { ReturnsByRef: false, ReturnsByRefReadonly: false } method
            ? Kind.Unknown
            : method.ReturnsVoid ? Kind.Statement : Kind.Value;
    }
}
