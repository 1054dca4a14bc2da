using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>The libraries that every cell sees. Given to the first cell alone: later ones inherit them, else memory grows with the square of the cells.</summary>
internal static class SessionReferences
{
    // All of System.* costs 75 MiB and 25 ms more; what is not here comes by #r or the host's options.
    private static readonly string[] Names =
    [
        "Microsoft.CSharp", "netstandard", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable",
        "System.ComponentModel", "System.ComponentModel.Primitives", "System.Console", "System.Data.Common", "System.Diagnostics.DiagnosticSource",
        "System.Diagnostics.Process", "System.Formats.Tar", "System.Globalization", "System.IO.Compression", "System.IO.Compression.ZipFile",
        "System.IO.MemoryMappedFiles", "System.Linq", "System.Linq.AsyncEnumerable", "System.Linq.Expressions", "System.Linq.Parallel",
        "System.Linq.Queryable", "System.Memory", "System.Net.Http", "System.Net.Primitives", "System.Numerics.Vectors", "System.ObjectModel",
        "System.Private.CoreLib", "System.Private.Uri", "System.Private.Xml", "System.Private.Xml.Linq", "System.Reflection", "System.Runtime",
        "System.Runtime.Extensions", "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Runtime.Loader", "System.Runtime.Numerics",
        "System.Security.Cryptography", "System.Text.Encoding.Extensions", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Channels", "System.Threading.Tasks", "System.Threading.Tasks.Parallel", "System.Threading.Thread", "System.Xml.ReaderWriter",
        "System.Xml.XDocument",
    ];

    // The same objects for all sessions: the compiler remembers by them what it has read.
    private static readonly ConcurrentDictionary<string, MetadataReference> Hosts = new(StringComparer.Ordinal);
    private static readonly Lock Binding = new();
    private static readonly Lazy<MetadataReference[]> Always = new(FindFramework);

    /// <summary>The SDK's implicit usings, and what shows values in cells.</summary>
    internal static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Text", "System.Threading", "System.Threading.Tasks",
        "HydroNotebook.Kernel.Formatting.CellDisplay", "HydroNotebook.Kernel",
    ];

    /// <summary>Framework, kernel and the host's assemblies, each once.</summary>
    internal static IEnumerable<MetadataReference> All(IReadOnlyList<Assembly> more)
    {
        string[] shared = [typeof(SessionReferences).Assembly.Location, .. more.Select(assembly => assembly.Location)];
        return [.. Always.Value, .. shared.Where(path => path.Length > 0).Distinct(StringComparer.Ordinal).Select(path => Hosts.GetOrAdd(path, file => MetadataReference.CreateFromFile(file)))];
    }

    /// <summary>Binds the libraries of a compilation, one compilation at a time in the whole process.</summary>
    /// <remarks>
    /// Compilations share what the compiler knows of a library. Two that bind at the same moment each make their own, and cells that build on them
    /// may find either: then a variable of the first cell is of another <c>List&lt;int&gt;</c> than the second cell's (CS0029, seen in 4 of 4 tries
    /// with two sessions that start at once).
    /// </remarks>
    internal static CSharpCompilation Bound(CSharpCompilation compilation)
    {
        lock (Binding)
        {
            _ = compilation.Assembly;
        }

        return compilation;
    }

    /// <summary>A library of the framework by its name, with or without <c>.dll</c>; null where there is none of this name.</summary>
    internal static MetadataReference? Framework(string name)
    {
        string file = name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name : name + ".dll";
        return Trusted().FirstOrDefault(path => Path.GetFileName(path).Equals(file, StringComparison.OrdinalIgnoreCase)) is string found
            ? MetadataReference.CreateFromFile(found) : null;
    }

    private static string[] Trusted() => ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);

    private static MetadataReference[] FindFramework()
    {
        var wanted = Names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Trusted()
            .Where(path => wanted.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
