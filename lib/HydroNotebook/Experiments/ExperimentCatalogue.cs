using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Experiments;

/// <summary>The experiments that come with the project: <c>experiments/**/*.json</c>.</summary>
public sealed class ExperimentCatalogue
{
    private ExperimentCatalogue(string folder) => Folder = folder;

    /// <summary>The folder that holds the experiments.</summary>
    public string Folder { get; }

    /// <summary>Opens the catalogue: the folder <c>experiments</c> with a <c>published.json</c> in the current folder or above it, otherwise beside or above the program.</summary>
    /// <exception cref="HydroException">There is no such folder.</exception>
    public static ExperimentCatalogue Open()
    {
        foreach (string start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory, AssemblyFolder() })
        {
            for (DirectoryInfo? folder = start.Length > 0 ? new DirectoryInfo(start) : null; folder is not null; folder = folder.Parent)
            {
                string candidate = Path.Combine(folder.FullName, "experiments");
                if (File.Exists(Path.Combine(candidate, "published.json")))
                {
                    return new ExperimentCatalogue(candidate);
                }
            }
        }

        throw new HydroException(
            $"There is no folder 'experiments' with a published.json in {Directory.GetCurrentDirectory()} or above it, nor beside the program. Work inside a copy of the repository.");
    }

    /// <summary>Opens a folder as catalogue.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="HydroException">There is no such folder.</exception>
    public static ExperimentCatalogue Open(string folder) => Directory.Exists(folder)
        ? new ExperimentCatalogue(folder)
        : throw new HydroException($"{folder}: there is no such folder. Name the folder that holds the experiment files.");

    /// <summary>Names of all experiments, in ascending order: <c>k19/ealstm-nse</c>.</summary>
    public IReadOnlyList<string> List() =>
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path), null).Replace('\\', '/'))
            .Where(name => name.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Path of an experiment's file.</summary>
    /// <param name="name">Name as <see cref="List"/> gives it.</param>
    /// <exception cref="HydroException">There is no such experiment; the nearest name is told.</exception>
    public string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        IReadOnlyList<string> names = List();
        if (names.Contains(name, StringComparer.Ordinal))
        {
            return Path.Combine(Folder, name.Replace('/', Path.DirectorySeparatorChar) + ".json");
        }

        string question = NearestName.Find(name, names) is string nearest ? $"did you mean {nearest}? " : "";
        throw new HydroException($"{name} is not an experiment: {question}'hydronb experiments list' lists all.");
    }

    /// <summary>Reads an experiment.</summary>
    /// <param name="name">Name as <see cref="List"/> gives it, or the path of an experiment file ending in <c>.json</c>.</param>
    /// <exception cref="HydroException">There is no such experiment, or its file has faults; all are told.</exception>
    public ExperimentSettings Load(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ExperimentFile.Read(name.EndsWith(".json", StringComparison.Ordinal) ? name : PathOf(name));
    }

    // Cells run inside another program: beside that one there are no experiments, beside this assembly there may be.
    private static string AssemblyFolder() => Path.GetDirectoryName(typeof(ExperimentCatalogue).Assembly.Location) ?? "";
}
