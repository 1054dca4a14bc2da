using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Fetches packages through <c>dotnet restore</c> of a project made for the purpose, from the sources that are set for the notebook's folder.</summary>
/// <remarks>
/// What was restored is kept in the user's local application data by the list of packages, so that the same list needs no restore again; a list
/// with a floating version is asked for each time. No source is added, none is taken away.
/// </remarks>
internal static partial class PackageRestore
{
    private static readonly string[] SettingsFiles = ["nuget.config", "NuGet.config", "NuGet.Config"];
    private static readonly string[] Stubs = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>Where restored lists are kept unless <see cref="Sessions.SessionOptions.PackageFolder"/> says otherwise.</summary>
    internal static string UserFolder { get; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "hydronotebook", "packages");

    /// <summary>Restores a list of packages.</summary>
    /// <param name="packages">All packages that the session has asked for.</param>
    /// <param name="folder">The notebook's folder: its <c>nuget.config</c> and those above it count.</param>
    /// <param name="cache">Where restored lists are kept.</param>
    /// <param name="starting">Called where a restore is really needed.</param>
    /// <param name="cancel">Ends the restore.</param>
    /// <exception cref="NotebookException">A package or version is not to be had, or a source does not answer; says which.</exception>
    internal static async Task<PackageAssets> RunAsync(IReadOnlyList<PackageName> packages, string folder, string cache, Action starting, CancellationToken cancel)
    {
        string root = Path.GetFullPath(folder.Length == 0 ? "." : folder);
        string kept = Path.Combine(cache, Key(packages, root));
        string assetsFile = Path.Combine(kept, "project.assets.json");
        if (!packages.Any(package => package.IsFloating) && File.Exists(assetsFile) && PackageAssets.Read(assetsFile) is var known && known.Files.All(File.Exists))
        {
            return known;
        }

        starting();
        // A folder of its own: two sessions may restore the same list at once, and one that is interrupted leaves nothing half done.
        string work = Path.Combine(cache, "work-" + Path.GetRandomFileName());
        Directory.CreateDirectory(work);
        try
        {
            WriteProject(work, packages, root);
            (int exitCode, _, string told) = await DotnetProgram.RunAsync(["restore", "packages.csproj", "--nologo", "-nodeReuse:false"], work, cancel);
            string made = Path.Combine(work, "obj", "project.assets.json");
            if (exitCode != 0 || !File.Exists(made))
            {
                throw new NotebookException(Reason(packages, told));
            }

            PackageAssets assets = PackageAssets.Read(made);
            Directory.CreateDirectory(kept);
            string beside = Path.Combine(kept, Path.GetRandomFileName());
            File.Copy(made, beside);
            File.Move(beside, assetsFile, overwrite: true);
            return assets;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>The list, the framework and the settings of sources, as a name for a folder.</summary>
    private static string Key(IReadOnlyList<PackageName> packages, string root)
    {
        var text = new StringBuilder().Append(Framework).Append('\n');
        text.AppendJoin('\n', packages.Select(package => $"{package.Id.ToUpperInvariant()} {package.Version}").Order(StringComparer.Ordinal));
        for (DirectoryInfo? folder = new(root); folder is not null; folder = folder.Parent)
        {
            foreach (string settings in SettingsFiles.Select(name => Path.Combine(folder.FullName, name)).Where(File.Exists))
            {
                text.Append('\n').Append(settings).Append('\n').Append(File.ReadAllText(settings));
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..24];
    }

    private static string Framework => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"net{Environment.Version.Major}.0");

    private static void WriteProject(string work, IReadOnlyList<PackageName> packages, string root)
    {
        var project = new StringBuilder();
        project.Append("<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n    <TargetFramework>").Append(Framework).Append("</TargetFramework>\n");
        project.Append("    <NuGetAudit>false</NuGetAudit>\n    <DisableImplicitNuGetFallbackFolder>true</DisableImplicitNuGetFallbackFolder>\n");
        // The settings of the notebook's folder hold, though the project lies elsewhere.
        project.Append("    <RestoreRootConfigDirectory>").Append(SecurityElement.Escape(root)).Append("</RestoreRootConfigDirectory>\n  </PropertyGroup>\n  <ItemGroup>\n");
        foreach (PackageName package in packages)
        {
            project.Append("    <PackageReference Include=\"").Append(package.Id).Append("\" Version=\"").Append(SecurityElement.Escape(package.Version)).Append("\" />\n");
        }

        project.Append("  </ItemGroup>\n</Project>\n");
        File.WriteAllText(Path.Combine(work, "packages.csproj"), project.ToString());
        // Empty files of these names keep the settings of whatever lies above the cache out.
        foreach (string stub in Stubs)
        {
            File.WriteAllText(Path.Combine(work, stub), "<Project />\n");
        }

        File.WriteAllText(Path.Combine(work, "global.json"), "{}\n");
    }

    private static string Reason(IReadOnlyList<PackageName> packages, string told)
    {
        string asked = string.Join(", ", packages);
        List<Match> errors = [.. Error().Matches(told).Cast<Match>()];
        string all = string.Join("\n", errors.Select(error => $"{error.Groups["id"].Value}: {error.Groups["text"].Value.Trim()}").Distinct(StringComparer.Ordinal));
        return errors.FirstOrDefault()?.Groups["id"].Value switch
        {
            "NU1101" => $"no source has a package of that name: {Text(errors[0])} Correct the name, or add the source to a nuget.config beside the notebook.",
            "NU1102" or "NU1103" => $"no source has that version: {Text(errors[0])}{Nearest(told)} Ask for a version that there is.",
            "NU1301" => $"a source of packages does not answer: {Text(errors[0])} Without a network only packages that were restored before can be used; "
                + "'dotnet nuget list source' shows the sources.",
            "NU1202" or "NU1213" => $"the package is not made for {Framework}: {Text(errors[0])} Ask for another version.",
            "NU1605" or "NU1107" => $"the packages {asked} do not go together: {Text(errors[0])} Ask for versions that agree.",
            null => $"dotnet restore of {asked} failed: {told.Trim()}",
            _ => $"dotnet restore of {asked} failed: {all}",
        };
    }

    private static string Text(Match error) => error.Groups["text"].Value.Trim().TrimEnd('.') + ".";

    private static string Nearest(string told) => Found().Match(told) is { Success: true } found ? " " + found.Value.Trim().TrimStart('-', ' ') + "." : "";

    [GeneratedRegex(@"error (?<id>NU\d{4}): (?<text>.*?)(?: \[[^\[\]]*proj\])?\r?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"Found \d+ version\(s\) in [^\r\n]*?\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Found();
}
