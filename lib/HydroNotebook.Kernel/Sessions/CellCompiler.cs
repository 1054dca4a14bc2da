using System.Globalization;
using System.Reflection;
using System.Text;
using HydroNotebook.Kernel.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Compiles cells one after the other; each sees the variables, functions and types of those before.</summary>
/// <remarks>Roslyn's script compilations without its script runner: that one loses the variables of a cell that fails, and its memory grows with the square of the cells.</remarks>
internal sealed class CellCompiler(SessionOptions options, SubmissionContext context)
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static int _sessions;

    private readonly int _session = Interlocked.Increment(ref _sessions);
    private CSharpCompilation? _previous;
    private int _submission;

    /// <summary>The last cell that compiled; completion will ask it.</summary>
    internal CSharpCompilation? Previous => _previous;

    /// <summary>Number of cells that compiled to something that can run, and of the objects that hold their variables.</summary>
    internal int Submissions => _submission;

    /// <summary>Compiles a cell and makes it the one that the next builds upon.</summary>
    /// <exception cref="NotebookException">A directive of the cell cannot be followed.</exception>
    internal CompiledCell Compile(string code, int executionCount, CancellationToken cancel)
    {
        (string source, IReadOnlyList<string> libraries) = CellDirectives.Separate(code, ParseOptions);
        List<MetadataReference> references = [.. libraries.SelectMany(library => context.Reference(Path.Combine(options.Folder, library)))];
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, ParseOptions, CellTraceback.FileName(executionCount), Encoding.UTF8, cancel);
        string name = string.Create(CultureInfo.InvariantCulture, $"notebook-{_session}-{_submission}");
        string scriptClass = string.Create(CultureInfo.InvariantCulture, $"Submission#{_submission}");
        CSharpCompilation compilation = CSharpCompilation.CreateScriptCompilation(
            name, tree, _previous is null ? SessionReferences.All(options.References).Concat(references) : references, CompilationOptions(scriptClass), _previous, typeof(object));

        bool isEmpty = tree.GetCompilationUnitRoot(cancel).Members.Count == 0;
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        IEnumerable<Diagnostic> found = isEmpty
            ? compilation.GetDiagnostics(cancel)
            : compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancel).Diagnostics;
        List<CellDiagnostic> diagnostics = [.. found
            .Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(CellTraceback.From)];
        if (diagnostics.Exists(diagnostic => diagnostic.IsError))
        {
            return new CompiledCell(diagnostics, null, static () => false);
        }

        _previous = compilation;
        _submission++;
        if (isEmpty)
        {
            return new CompiledCell(diagnostics, null, static () => false);
        }

        image.Position = 0;
        symbols.Position = 0;
        MethodInfo factory = context.LoadCell(name, image, symbols).GetType(scriptClass)!
            .GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new CompiledCell(diagnostics, factory.CreateDelegate<Func<object?[], Task<object?>>>(), () => EndsInValue(compilation, tree, cancel));
    }

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
