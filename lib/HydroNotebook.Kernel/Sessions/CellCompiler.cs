using System.Globalization;
using System.Reflection;
using System.Text;
using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Interrupts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Compiles cells one after the other; each sees the variables, functions and types of those before.</summary>
/// <remarks>Roslyn's script compilations without its script runner: that one loses the variables of a cell that fails, and its memory grows with the square of the cells.</remarks>
internal sealed class CellCompiler(SessionOptions options, SubmissionContext context, SessionFlag flag)
{
    private static int _sessions;

    private readonly StatementSyntax _point = SafePointRewriter.PointOf(flag);
    private readonly int _session = Interlocked.Increment(ref _sessions);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private CSharpCompilation? _previous;
    private int _submission;

    /// <summary>The last cell that compiled; completion will ask it.</summary>
    internal CSharpCompilation? Previous => _previous;

    /// <summary>The variables that later cells have declared again.</summary>
    internal ShadowedVariables Shadowed { get; } = new();

    /// <summary>Number of cells that compiled to something that can run, and of the objects that hold their variables.</summary>
    internal int Submissions => _submission;

    /// <summary>Compiles a cell and makes it the one that the next builds upon.</summary>
    internal CompiledCell Compile(CellPart part, int executionCount, CancellationToken cancel)
    {
        IEnumerable<MetadataReference> references = _previous is null ? SessionReferences.All(options.References).Concat(part.References) : part.References;
        string file = part.Text.File ?? CellTraceback.FileName(executionCount);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(part.Code, DirectiveScanner.ParseOptions, file, Encoding.UTF8, cancel);
        string name = string.Create(CultureInfo.InvariantCulture, $"notebook-{_session}-{_submission}");
        string scriptClass = string.Create(CultureInfo.InvariantCulture, $"Submission#{_submission}");
        CSharpCompilation written = SessionReferences.Bound(CSharpCompilation.CreateScriptCompilation(
            name, tree, references.Where(IsNew), CompilationOptions(scriptClass), _previous, typeof(object)));
        if (tree.GetCompilationUnitRoot(cancel).Members.Count == 0)
        {
            List<CellDiagnostic> findings = Findings(written.GetDiagnostics(cancel));
            if (!findings.Exists(finding => finding.IsError))
            {
                Accept(written);
            }

            return new CompiledCell(findings, null, static () => false);
        }

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        (CSharpCompilation compilation, List<CellDiagnostic> diagnostics) = Emit(written, tree, image, symbols, cancel);
        if (diagnostics.Exists(diagnostic => diagnostic.IsError))
        {
            return new CompiledCell(diagnostics, null, static () => false);
        }

        Accept(compilation);
        image.Position = 0;
        symbols.Position = 0;
        Assembly assembly = context.LoadCell(name, image, symbols);
        CellSymbols.Keep(assembly, symbols.ToArray());
        Shadowed.Learn(assembly.GetType(scriptClass)!, image.ToArray());
        MethodInfo factory = assembly.GetType(scriptClass)!
            .GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        SyntaxTree last = compilation.SyntaxTrees[^1];
        return new CompiledCell(diagnostics, factory.CreateDelegate<Func<object?[], Task<object?>>>(), () => EndsInValue(compilation, last, cancel));
    }

    /// <summary>A library that an earlier cell brought is inherited. Given again, its types can become others than those of earlier variables (CS0029).</summary>
    private bool IsNew(MetadataReference reference) => reference is not PortableExecutableReference { FilePath: string file } || !_given.Contains(file);

    private void Accept(CSharpCompilation compilation)
    {
        _given.UnionWith(compilation.ExternalReferences.OfType<PortableExecutableReference>().Select(reference => reference.FilePath).OfType<string>());
        _previous = compilation;
        _submission++;
    }

    /// <summary>Compiles the cell with safe points. Only where that finds something is the cell asked as it was written: then columns are the user's.</summary>
    private (CSharpCompilation Compilation, List<CellDiagnostic> Findings) Emit(
        CSharpCompilation written, SyntaxTree tree, MemoryStream image, MemoryStream symbols, CancellationToken cancel)
    {
        if (tree.GetDiagnostics(cancel).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return (written, Findings(written.GetDiagnostics(cancel)));
        }

        CSharpCompilation guarded = written.ReplaceSyntaxTree(tree, SafePointRewriter.Rewrite(tree, written, _point, cancel));
        EmitResult emitted = Emit(guarded, image, symbols, cancel);
        List<CellDiagnostic> findings = Findings(emitted.Diagnostics);
        if (findings.Count == 0 || guarded == written)
        {
            return (guarded, findings);
        }

        findings = Findings(written.GetDiagnostics(cancel));
        if (emitted.Success || findings.Exists(finding => finding.IsError))
        {
            return (guarded, findings);
        }

        // The cell is right and only its safe points are not: better a cell that force alone can stop than none.
        image.SetLength(0);
        symbols.SetLength(0);
        return (written, Findings(Emit(written, image, symbols, cancel).Diagnostics));
    }

    private static EmitResult Emit(CSharpCompilation compilation, MemoryStream image, MemoryStream symbols, CancellationToken cancel) =>
        compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancel);

    private static List<CellDiagnostic> Findings(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(CellTraceback.From),
    ];

    private CSharpCompilationOptions CompilationOptions(string scriptClass) => new(
        OutputKind.DynamicallyLinkedLibrary,
        scriptClassName: scriptClass,
        usings: _previous is null ? SessionReferences.Imports.Concat(options.Imports) : null,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Disable,
        sourceReferenceResolver: new SourceFileResolver([], Path.GetFullPath(options.Folder.Length == 0 ? "." : options.Folder)),
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private static bool EndsInValue(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancel)
    {
        MemberDeclarationSyntax last = tree.GetCompilationUnitRoot(cancel).Members[^1];
        return last switch
        {
            GlobalStatementSyntax { Statement: ReturnStatementSyntax { Expression: not null } } => true,
            GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement } =>
                compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression, cancel).Type?.SpecialType != SpecialType.System_Void,
            _ => false,
        };
    }
}
