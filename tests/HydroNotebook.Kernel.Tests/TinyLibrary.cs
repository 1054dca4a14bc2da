using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Tests;

/// <summary>Compiles small libraries for tests.</summary>
internal static class TinyLibrary
{
    internal static async Task BuildAsync(string path, string name, string code, CancellationToken cancel, string version = "1.0.0.0")
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]\n{code}", cancellationToken: cancel)],
            [
                MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
                MetadataReference.CreateFromFile(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.Runtime.dll")),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        await using FileStream file = File.Create(path);
        Assert.Empty(compilation.Emit(file, cancellationToken: cancel).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }
}
