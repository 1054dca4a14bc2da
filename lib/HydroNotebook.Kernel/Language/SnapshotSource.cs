using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Sessions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Language;

/// <summary>Puts a cell that is being written on top of the cells that ran.</summary>
internal sealed class SnapshotSource(SessionOptions options, Func<CSharpCompilation?> previous)
{
    // Read once: each reading of a library's metadata costs time and memory, and nothing of it changes.
    private readonly Lazy<MetadataReference[]> _references = new(() => [.. SessionReferences.All(options.References)]);
    private volatile Known? _last;

    /// <summary>The cell as the compiler understands it; the last one is kept, as editors ask several times about one text.</summary>
    internal CodeSnapshot Take(string code)
    {
        CSharpCompilation? before = previous();
        if (_last is Known known && known.Before == before && known.Snapshot.Text == code)
        {
            return known.Snapshot;
        }

        var tree = (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(code, DirectiveScanner.ParseOptions);
        var settings = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: "Written",
            usings: before is null ? SessionReferences.Imports.Concat(options.Imports) : null,
            allowUnsafe: true,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
        CSharpCompilation compilation = SessionReferences.Bound(CSharpCompilation.CreateScriptCompilation(
            "written", tree, before is null ? _references.Value : null, settings, before, typeof(object)));
        var snapshot = new CodeSnapshot(code, compilation, compilation.GetSemanticModel(tree), tree.GetCompilationUnitRoot());
        _last = new Known(before, snapshot);
        return snapshot;
    }

    private sealed record Known(CSharpCompilation? Before, CodeSnapshot Snapshot);
}
