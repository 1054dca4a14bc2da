using System.Reflection;
using System.Runtime.InteropServices;
using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Documents;
using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>The part that packages need: libraries by name wherever they lie, native ones for this platform.</summary>
internal sealed partial class SubmissionContext
{
    private readonly Dictionary<string, (string Path, string Version)> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _native = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the libraries of packages usable by the cells that follow. All or none: a conflict changes nothing.</summary>
    /// <exception cref="NotebookException">Another version of a library is in use; names both.</exception>
    internal IReadOnlyList<MetadataReference> Reference(PackageAssets assets)
    {
        var found = new Dictionary<string, (string Path, string Version)>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in assets.Runtime)
        {
            (string name, string version, _) = Identify(path, path);
            Refuse(name, version, path);
            found[name] = (path, version);
        }

        foreach ((string name, (string Path, string Version) file) in found.Where(file => Host(file.Key) is null))
        {
            _packages[name] = file;
        }

        foreach (string path in assets.Native)
        {
            _native[Path.GetFileName(path)] = path;
        }

        return
        [
            .. assets.Compile.Select(path => (Path: path, Name: Path.GetFileNameWithoutExtension(path))).Select(file => Known(
                file.Name, () => MetadataReference.CreateFromFile(Host(file.Name) is Assembly host ? host.Location : file.Path))),
        ];
    }

    /// <summary>Finds what a library of the session asks of the system by its native name.</summary>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] names = [unmanagedDllName, unmanagedDllName + Ending, "lib" + unmanagedDllName, "lib" + unmanagedDllName + Ending];
        foreach (string name in names)
        {
            if (_native.TryGetValue(name, out string? packaged))
            {
                return NativeLibrary.Load(packaged);
            }
        }

        // Beside the libraries that were named by path, also in the folders that a build makes for platforms.
        string? beside = _folders
            .SelectMany(folder => PackageAssets.Platforms.Select(platform => Path.Combine(folder, "runtimes", platform, "native")).Prepend(folder))
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
        return beside is null ? IntPtr.Zero : NativeLibrary.Load(beside);
    }

    private static string Ending => OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private Assembly? FromPackage(string name) => _packages.TryGetValue(name, out (string Path, string Version) file) ? LoadFromAssemblyPath(file.Path) : null;

    private string? VersionInUse(string name) => _versions.GetValueOrDefault(name)
        ?? (_packages.TryGetValue(name, out (string Path, string Version) file) ? file.Version : null);

    /// <summary>One reference per library for the whole session: the same file read twice would be two libraries to the compiler.</summary>
    private MetadataReference Known(string name, Func<MetadataReference> make)
    {
        if (!_references.TryGetValue(name, out MetadataReference? known))
        {
            known = make();
            _references.Add(name, known);
        }

        return known;
    }

    private void Refuse(string name, string version, string path)
    {
        if (Host(name) is Assembly host)
        {
            if (host.GetName().Version is { } own && own < Version.Parse(version))
            {
                throw new NotebookException(
                    $"{path} is {name} {version}, and the kernel itself runs with {own}: both cannot be loaded. Ask for a version of the package that does with {own}.");
            }
        }
        else if (VersionInUse(name) is string loaded && loaded != version)
        {
            throw new NotebookException($"{name} {version} is asked for, {loaded} is loaded already. Restart the notebook to load the other one.");
        }
    }
}
