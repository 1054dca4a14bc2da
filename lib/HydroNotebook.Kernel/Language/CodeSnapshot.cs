using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Language;

/// <summary>A cell as the compiler understands it at one moment, right or wrong.</summary>
/// <param name="Text">The C# of the cell.</param>
/// <param name="Compilation">The cell on top of those that ran.</param>
/// <param name="Model">What its names mean.</param>
/// <param name="Root">Its syntax.</param>
internal sealed record CodeSnapshot(string Text, CSharpCompilation Compilation, SemanticModel Model, CompilationUnitSyntax Root)
{
    /// <summary>The token that ends before a position, or holds it.</summary>
    internal SyntaxToken TokenLeftOf(int position)
    {
        SyntaxToken token = Root.FindToken(Math.Max(0, Math.Min(position, Text.Length) - 1));
        while (token != default && (token.SpanStart >= position || (token.IsMissing && token.Span.End >= position)))
        {
            token = token.GetPreviousToken();
        }

        return token;
    }

    /// <summary>The type of what stands left of a dot, whatever the parser has made of it.</summary>
    internal ITypeSymbol? TypeOf(ExpressionSyntax expression, int position)
    {
        ITypeSymbol? type = Model.GetTypeInfo(expression).Type;
        if (type is null or IErrorTypeSymbol)
        {
            // "x." above "var y = 1;" is read as a type x.var; asked as an expression it is a variable.
            ExpressionSyntax alone = SyntaxFactory.ParseExpression(expression.ToString(), options: (CSharpParseOptions)Root.SyntaxTree.Options);
            type = Model.GetSpeculativeTypeInfo(position, alone, SpeculativeBindingOption.BindAsExpression).Type;
        }

        return type is IErrorTypeSymbol ? null : type;
    }
}
