using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Which functions of a cell may call themselves, directly or in a circle, judged by names alone.</summary>
/// <remarks>
/// Only these look whether the stack has room: the look is a call, and in a small function inside a loop over numbers it would cost more than the function.
/// A cell cannot be called by functions of earlier ones, so its own text is enough. Circles through unnamed delegates and operators are not found.
/// </remarks>
internal static class RecursiveNames
{
    internal static IReadOnlySet<string> Of(SyntaxNode root)
    {
        var uses = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (SyntaxNode node in root.DescendantNodes())
        {
            if (NameOf(node) is string name)
            {
                if (!uses.TryGetValue(name, out HashSet<string>? used))
                {
                    uses.Add(name, used = new HashSet<string>(StringComparer.Ordinal));
                }

                used.UnionWith(node.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token != Declared(node)).Select(token => token.ValueText));
            }
        }

        return uses.Keys.Where(name => Reaches(name, uses)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The name by which a function is called; null for what is no function or has no name.</summary>
    internal static string? NameOf(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } => variable.Identifier.ValueText,
        AnonymousFunctionExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } } => variable.Identifier.ValueText,
        AnonymousFunctionExpressionSyntax => null,
        _ => Declared(node) is { RawKind: not 0 } token ? token.ValueText : null,
    };

    private static SyntaxToken Declared(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        LocalFunctionStatementSyntax function => function.Identifier,
        ConstructorDeclarationSyntax constructor => constructor.Identifier,
        PropertyDeclarationSyntax property => property.Identifier,
        _ => default,
    };

    private static bool Reaches(string name, Dictionary<string, HashSet<string>> uses)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>([name]);
        while (waiting.TryPop(out string? current))
        {
            foreach (string next in uses[current])
            {
                if (next == name)
                {
                    return true;
                }

                if (uses.ContainsKey(next) && seen.Add(next))
                {
                    waiting.Push(next);
                }
            }
        }

        return false;
    }
}
