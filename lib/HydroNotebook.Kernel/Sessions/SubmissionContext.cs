using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using System.Security.Cryptography;
using HydroNotebook.Kernel.Documents;
using Microsoft.CodeAnalysis;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Holds the compiled cells of one session and the libraries that they named.</summary>
/// <remarks>
/// Usually it stays until the process ends, about 50 KiB a cell; the variables do not. One that can be unloaded is compiled without tiers:
/// cells take half as long again, code that runs only once or twice runs slower, and inlining takes frames out of the traces.
/// </remarks>
internal sealed partial class SubmissionContext(bool unloads) : AssemblyLoadContext("notebook", unloads)
{
    private readonly Dictionary<string, Assembly> _own = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _builds = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];

    /// <summary>Loads the code of a cell.</summary>
    internal Assembly LoadCell(string name, Stream code, Stream symbols)
    {
        Assembly assembly = LoadFromStream(code, symbols);
        _own.Add(name, assembly);
        return assembly;
    }

    /// <summary>Lets the code go as soon as nobody uses it, where it can go.</summary>
    internal void Release()
    {
        // The runtime holds a context until its last library is gone; libraries that the context itself holds never go.
        _own.Clear();
        if (IsCollectible)
        {
            Unload();
        }
    }

    /// <summary>
    /// Makes a library usable by the cells that follow, and what it depends on as far as that lies beside it: the host's own copy where the host
    /// has it, so that types are the same.
    /// </summary>
    /// <param name="path">The library.</param>
    /// <param name="written">The path as the cell wrote it, for errors.</param>
    /// <param name="tell">Takes a sentence for the user where the library was built again since it was loaded.</param>
    /// <exception cref="NotebookException">The file is not there, is no .NET library, or another version of it is in use.</exception>
    internal IReadOnlyList<MetadataReference> Reference(string path, string written, Action<string> tell)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var found = new Dictionary<string, MetadataReference>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Queue<string>([path]);
        while (waiting.TryDequeue(out string? file))
        {
            (string name, string version, string[] needs) = Identify(file, file == path ? written : file);
            if (!found.ContainsKey(name))
            {
                found.Add(name, ReferenceOne(file, file == path ? written : file, name, version, tell));
                needs.Select(need => Path.Combine(folder, need + ".dll")).Where(File.Exists).ToList().ForEach(waiting.Enqueue);
            }
        }

        return [.. found.Values];
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        if (_own.TryGetValue(name, out Assembly? own))
        {
            return own;
        }

        if (Host(name) is not null)
        {
            return null;
        }

        if (FromPackage(name) is Assembly package)
        {
            return package;
        }

        // A library's neighbours: what it depends on lies beside it.
        string? file = _folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        if (file is null)
        {
            return null;
        }

        using var stream = new MemoryStream(File.ReadAllBytes(file));
        Assembly assembly = LoadFromStream(stream);
        _own[name] = assembly;
        return assembly;
    }

    private MetadataReference ReferenceOne(string path, string written, string name, string version, Action<string> tell)
    {
        if (Host(name) is Assembly host)
        {
            return Known(name, () => MetadataReference.CreateFromFile(host.Location));
        }

        if (VersionInUse(name) is string loaded && loaded != version)
        {
            throw new NotebookException($"#r \"{written}\": {name} {version} is asked for, {loaded} is loaded already. Restart the notebook to load the new one.");
        }

        if (_packages.TryGetValue(name, out (string Path, string Version) packaged))
        {
            return Known(name, () => MetadataReference.CreateFromFile(packaged.Path));
        }

        byte[] image = File.ReadAllBytes(path);
        string build = Convert.ToHexString(SHA256.HashData(image));
        if (_builds.GetValueOrDefault(name, build) != build)
        {
            tell($"{name} was built again since this session loaded it, and a library cannot be loaded twice: restart to use the new build.");
        }

        _builds.TryAdd(name, build);
        if (_versions.TryAdd(name, version))
        {
            _folders.Add(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var stream = new MemoryStream(image);
            _own.Add(name, LoadFromStream(stream));
        }

        return Known(name, () => MetadataReference.CreateFromImage(image, filePath: path));
    }

    private static Assembly? Host(string name)
    {
        try
        {
            Assembly assembly = Default.LoadFromAssemblyName(new AssemblyName(name));
            return assembly.Location.Length > 0 ? assembly : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static (string Name, string Version, string[] Needs) Identify(string path, string written)
    {
        if (!File.Exists(path))
        {
            throw new NotebookException($"#r \"{written}\": there is no such file. Build the library first, or correct the path (relative paths start at the notebook's folder).");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            using var reader = new PEReader(file);
            MetadataReader metadata = reader.GetMetadataReader();
            AssemblyDefinition definition = metadata.GetAssemblyDefinition();
            string[] needs = [.. metadata.AssemblyReferences.Select(need => metadata.GetString(metadata.GetAssemblyReference(need).Name))];
            return (metadata.GetString(definition.Name), definition.Version.ToString(), needs);
        }
        catch (Exception error) when (error is BadImageFormatException or InvalidOperationException)
        {
            throw new NotebookException($"#r \"{written}\": this is no .NET library. Name the .dll that the build made.", error);
        }
    }
}
