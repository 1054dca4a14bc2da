using System.Runtime.InteropServices;
using System.Text.Json;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>The files that packages bring along, as a restore has written them down in <c>project.assets.json</c>.</summary>
/// <param name="Packages">Name and version of each package, those that others need included.</param>
/// <param name="Compile">Libraries to compile against.</param>
/// <param name="Runtime">Libraries to load on this platform.</param>
/// <param name="Native">Native libraries for this platform.</param>
internal sealed record PackageAssets(
    IReadOnlyList<string> Packages, IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native)
{
    /// <summary>This platform's names in packages, the narrowest first.</summary>
    internal static IReadOnlyList<string> Platforms { get; } = FindPlatforms();

    /// <summary>All files that must be there.</summary>
    internal IEnumerable<string> Files => Compile.Concat(Runtime).Concat(Native);

    /// <summary>Reads what a restore has written.</summary>
    /// <exception cref="NotebookException">The file is not what a restore writes.</exception>
    internal static PackageAssets Read(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(json.RootElement);
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new NotebookException($"{path}: this is not what a restore of packages writes. Delete the file and run the cell again.", error);
        }
    }

    private static PackageAssets Read(JsonElement root)
    {
        string[] folders = [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        var assets = (Packages: new List<string>(), Compile: new List<string>(), Runtime: new List<string>(), Native: new List<string>());
        JsonElement target = root.GetProperty("targets").EnumerateObject().First().Value;
        foreach (JsonProperty library in target.EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
        {
            string inside = root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            string folder = folders.Select(folder => Path.Combine(folder, inside)).FirstOrDefault(Directory.Exists) ?? Path.Combine(folders[0], inside);
            assets.Packages.Add(library.Name.Replace('/', ' '));
            assets.Compile.AddRange(OfGroup(library.Value, "compile", folder));
            List<(string Path, string Kind)> own = [.. ForThisPlatform(library.Value, folder)];
            IEnumerable<string> special = own.Where(file => file.Kind == "runtime").Select(file => file.Path);
            var replaced = special.Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            assets.Runtime.AddRange(special);
            assets.Runtime.AddRange(OfGroup(library.Value, "runtime", folder).Where(file => !replaced.Contains(Path.GetFileName(file))));
            assets.Native.AddRange(own.Where(file => file.Kind == "native").Select(file => file.Path));
            assets.Native.AddRange(OfGroup(library.Value, "native", folder));
        }

        return new PackageAssets(assets.Packages, assets.Compile, assets.Runtime, assets.Native);
    }

    private static IEnumerable<string> OfGroup(JsonElement library, string group, string folder) =>
        library.TryGetProperty(group, out JsonElement files)
            ? files.EnumerateObject().Select(file => file.Name).Where(IsFile).Select(file => Path.GetFullPath(Path.Combine(folder, file)))
            : [];

    /// <summary>The files of the narrowest platform name that fits, for libraries and native ones apart.</summary>
    private static IEnumerable<(string Path, string Kind)> ForThisPlatform(JsonElement library, string folder)
    {
        if (!library.TryGetProperty("runtimeTargets", out JsonElement targets))
        {
            return [];
        }

        return targets.EnumerateObject()
            .Where(file => IsFile(file.Name))
            .Select(file => (file.Name, Kind: file.Value.GetProperty("assetType").GetString()!, Rank: Platforms.ToList().IndexOf(file.Value.GetProperty("rid").GetString()!)))
            .Where(file => file.Rank >= 0)
            .GroupBy(file => file.Kind, StringComparer.Ordinal)
            .SelectMany(kind => kind.Where(file => file.Rank == kind.Min(other => other.Rank)))
            .Select(file => (Path.GetFullPath(Path.Combine(folder, file.Name)), file.Kind));
    }

    /// <summary>Packages mark "nothing needed here" with a file named <c>_._</c>.</summary>
    private static bool IsFile(string name) => !name.EndsWith("_._", StringComparison.Ordinal);

    private static List<string> FindPlatforms()
    {
        string chip = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        bool isMusl = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
        string[] systems = OperatingSystem.IsWindows() ? ["win"]
            : OperatingSystem.IsMacOS() ? ["osx", "unix"]
            : isMusl ? ["linux-musl", "linux", "unix"] : ["linux", "unix"];
        return [.. new[] { RuntimeInformation.RuntimeIdentifier }.Concat(systems.SelectMany(system => new[] { $"{system}-{chip}", system })).Append("any").Distinct(StringComparer.Ordinal)];
    }
}
