using System.Text.RegularExpressions;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>A package as a cell asks for it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">The version or range; <c>*</c> = the newest that is stable.</param>
internal sealed partial record PackageName(string Id, string Version)
{
    private const string Prefix = "nuget:";

    /// <summary>Whether the version depends on what the sources hold today.</summary>
    internal bool IsFloating => Version.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether the text of an <c>#r</c> names a package.</summary>
    internal static bool IsPackage(string library) => library.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>nuget: Name, version</c>.</summary>
    /// <exception cref="NotebookException">It is written otherwise.</exception>
    internal static PackageName Read(Directive directive)
    {
        Match match = Form().Match(directive.Argument[Prefix.Length..]);
        return match.Success
            ? new PackageName(match.Groups["id"].Value, match.Groups["version"].Success ? match.Groups["version"].Value : "*")
            : throw new NotebookException($"#r \"{directive.Argument}\" does not name a package. Write #r \"nuget: Name, 1.2.3\", or without the version for the newest.");
    }

    /// <summary>The package as people call it.</summary>
    public override string ToString() => Version == "*" ? Id : $"{Id} {Version}";

    [GeneratedRegex(@"^\s*(?<id>[A-Za-z0-9_][A-Za-z0-9_.\-]*)\s*(?:,\s*(?:version\s*=\s*)?(?<version>[0-9A-Za-z.*+\-\[\](),]+)\s*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
