using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Puts safe points into a cell: into loops, before <c>goto</c>, at the head of functions, round waits; and calls that need a terminal are told that there is none. No line of the cell moves.</summary>
/// <remarks>
/// None in <c>finally</c> and finalisers, which clean up and must run; none in static constructors, where a throw spoils the type for good;
/// none in lambdas that become expression trees.
/// </remarks>
internal sealed partial class SafePointRewriter : CSharpSyntaxRewriter
{
    private const string StackLook = "global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();";

    private static readonly StatementSyntax StackStatement = ParseStatement(StackLook);
    private static readonly ExpressionSyntax AwaitName = ParseExpression($"global::{typeof(SafeAwait).FullName}.{nameof(SafeAwait.On)}");
    private static readonly ExpressionSyntax EachName = ParseExpression($"global::{typeof(SafeAwait).FullName}.{nameof(SafeAwait.Over)}");

    private static readonly ExpressionSyntax ReadKeyName = ParseExpression($"global::{typeof(NoTerminal).FullName}.{nameof(NoTerminal.ReadKey)}");

    private readonly StatementSyntax _point;
    private readonly ExpressionLambdas _lambdas;
    private readonly IReadOnlySet<string> _recursive;

    private SafePointRewriter(StatementSyntax point, ExpressionLambdas lambdas, IReadOnlySet<string> recursive)
    {
        _point = point;
        _lambdas = lambdas;
        _recursive = recursive;
    }

    /// <summary>The statement that looks at the flag of a session; made once, used in every place.</summary>
    internal static StatementSyntax PointOf(SessionFlag flag) => ParseStatement(
        $"if (global::System.Threading.Volatile.Read(ref {flag.TypeName}.{nameof(SafePoint<>.Raised)}) != 0) {flag.TypeName}.{nameof(SafePoint<>.Stop)}();");

    /// <summary>The tree with safe points.</summary>
    /// <param name="tree">A cell without errors of syntax.</param>
    /// <param name="compilation">The cell as the compiler sees it; asked only where the cell has expression lambdas.</param>
    /// <param name="point">Of <see cref="PointOf"/>.</param>
    /// <param name="cancel">Ends the work.</param>
    internal static SyntaxTree Rewrite(SyntaxTree tree, CSharpCompilation compilation, StatementSyntax point, CancellationToken cancel)
    {
        SyntaxNode root = tree.GetRoot(cancel);
        var rewriter = new SafePointRewriter(point, ExpressionLambdas.Of(compilation, tree, cancel), RecursiveNames.Of(root));
        SyntaxNode guarded = rewriter.Visit(root);
        return guarded == root ? tree : tree.WithRootAndOptions(guarded, tree.Options);
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax loop ? loop.WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax loop ? loop.WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax loop ? loop.WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax loop ? Each(loop).WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop ? Each(loop).WithStatement(Guarded(loop.Statement)) : null;

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) => Block(_point, (StatementSyntax)base.VisitGotoStatement(node)!);

    public override SyntaxNode? VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        var visited = (AwaitExpressionSyntax)base.VisitAwaitExpression(node)!;
        if (visited.Expression is InvocationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 1,
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured,
            } call)
        {
            return visited.WithExpression(call.WithExpression(configured.WithExpression(Call(AwaitName, configured.Expression))));
        }

        return visited.WithExpression(Call(AwaitName, visited.Expression));
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        var call = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        return call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Console.ReadKey) } member
            && member.Expression.ToString() is "Console" or "System.Console"
                ? call.WithExpression(ReadKeyName.WithTriviaFrom(member)) : call;
    }

    // What must run or must not throw stays as it was written.
    public override SyntaxNode? VisitFinallyClause(FinallyClauseSyntax node) => node;

    public override SyntaxNode? VisitDestructorDeclaration(DestructorDeclarationSyntax node) => node;

    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    private static InvocationExpressionSyntax Call(ExpressionSyntax function, ExpressionSyntax argument) =>
        InvocationExpression(function, ArgumentList(SingletonSeparatedList(Argument(argument))));

    private static T Each<T>(T loop)
        where T : CommonForEachStatementSyntax =>
        loop.AwaitKeyword.RawKind == 0 ? loop : (T)loop.WithExpression(Call(EachName, loop.Expression));

    private BlockSyntax Guarded(StatementSyntax body) =>
        body is BlockSyntax block ? block.WithStatements(block.Statements.Insert(0, _point)) : Block(_point, body);
}
