using System.Collections.Concurrent;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Language;

/// <summary>Finds the documentation comment of a symbol: in its cell, in the file beside its library, in the SDK's reference pack.</summary>
/// <remarks>Files are searched as bytes, not kept: those of the framework are 30 MB, and one member is wanted at a time.</remarks>
internal sealed class DocumentationFiles
{
    private static readonly Lazy<string?> ReferencePack = new(FindReferencePack);

    private readonly ConcurrentDictionary<string, XElement?> _known = new(StringComparer.Ordinal);

    /// <summary>The <c>member</c> element of a symbol; null where nobody has documented it, or the machine has no reference pack.</summary>
    internal XElement? Of(ISymbol symbol, CSharpCompilation compilation)
    {
        ISymbol original = (symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : symbol).OriginalDefinition;
        if (!original.DeclaringSyntaxReferences.IsEmpty)
        {
            return FromSource(original);
        }

        string? id = original.GetDocumentationCommentId();
        return id is null ? null : _known.GetOrAdd(id, _ => Search(original, id, compilation));
    }

    private static XElement? FromSource(ISymbol symbol)
    {
        SyntaxNode node = symbol.DeclaringSyntaxReferences[0].GetSyntax();
        // A variable's comment stands before the whole declaration.
        SyntaxNode whole = symbol is IFieldSymbol or ILocalSymbol ? node.Parent?.Parent ?? node : node;
        var text = new StringBuilder();
        foreach (string line in whole.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal)))
        {
            text.Append(line.AsSpan(3)).Append('\n');
        }

        return text.Length == 0 ? null : Parse($"<member>{text}</member>");
    }

    private static XElement? Search(ISymbol symbol, string id, CSharpCompilation compilation)
    {
        byte[] wanted = Encoding.UTF8.GetBytes($"\"{id}\"");
        foreach (string file in Candidates(symbol, compilation).Where(File.Exists))
        {
            byte[] content = File.ReadAllBytes(file);
            int at = content.AsSpan().IndexOf(wanted);
            if (at < 0)
            {
                continue;
            }

            int start = content.AsSpan(0, at).LastIndexOf("<member"u8);
            int length = content.AsSpan(at).IndexOf("</member>"u8);
            if (start >= 0 && length >= 0)
            {
                return Parse(Encoding.UTF8.GetString(content, start, at + length + "</member>"u8.Length - start));
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(ISymbol symbol, CSharpCompilation compilation)
    {
        if (symbol.ContainingAssembly is not { } assembly)
        {
            yield break;
        }

        if (LibraryOf(assembly, compilation) is string library)
        {
            yield return Path.ChangeExtension(library, ".xml");
        }

        if (ReferencePack.Value is not string pack)
        {
            yield break;
        }

        // The implementation's files are cut otherwise than the reference's: String lives in System.Private.CoreLib, its comments in System.Runtime.xml.
        string own = Path.Combine(pack, assembly.Name + ".xml");
        string core = Path.Combine(pack, "System.Runtime.xml");
        yield return own;
        if (assembly.Name.StartsWith("System", StringComparison.Ordinal))
        {
            yield return core;
            foreach (string file in Directory.EnumerateFiles(pack, "*.xml").Where(file => file != own && file != core).Order(StringComparer.Ordinal))
            {
                yield return file;
            }
        }
    }

    /// <summary>The file of a symbol's assembly. Libraries are given to the first cell that names them alone, so the chain of cells is searched.</summary>
    private static string? LibraryOf(IAssemblySymbol assembly, CSharpCompilation compilation)
    {
        for (CSharpCompilation? link = compilation; link is not null; link = link.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            string? path = link.References.OfType<PortableExecutableReference>().Select(reference => reference.FilePath)
                .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file)?.Equals(assembly.Name, StringComparison.OrdinalIgnoreCase) == true);
            if (path is not null)
            {
                return path;
            }
        }

        return null;
    }

    private static XElement? Parse(string xml)
    {
        try
        {
            return XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // A comment that is not well-formed; the compiler would say so, the editor shows the declaration alone.
            return null;
        }
    }

    private static string? FindReferencePack()
    {
        // shared/Microsoft.NETCore.App/10.0.1/ lies beside packs/Microsoft.NETCore.App.Ref/10.0.1/ref/net10.0/.
        string runtime = Path.TrimEndingDirectorySeparator(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        string root = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(root))
        {
            return null;
        }

        return Directory.EnumerateDirectories(root)
            .OrderByDescending(folder => Path.GetFileName(folder) == Path.GetFileName(runtime))
            .ThenByDescending(folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new Version())
            .Select(folder => Path.Combine(folder, "ref"))
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .FirstOrDefault();
    }
}
