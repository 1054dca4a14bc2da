using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>Where the files of CAMELS-US lie. Folders below the products are named after hydrologic units, but files are found by their names.</summary>
internal sealed class CamelsUsFolder
{
    private const string Forcing = "basin_mean_forcing";
    private const string Flow = "usgs_streamflow";
    private const string Nested = "basin_dataset_public_v1p2";

    /// <summary>Name of the folder of attribute tables.</summary>
    internal const string Attributes = "camels_attributes_v2.0";

    private CamelsUsFolder(string root, string data)
    {
        Root = root;
        Data = data;
    }

    /// <summary>The folder that the user named.</summary>
    internal string Root { get; }

    /// <summary>The folder that holds the forcing and the flow: the same, or the usual one below.</summary>
    internal string Data { get; }

    /// <summary>Finds the layout.</summary>
    /// <exception cref="HydroException">The folder is none of CAMELS-US.</exception>
    internal static CamelsUsFolder Open(string folder)
    {
        foreach (string data in new[] { folder, Path.Combine(folder, Nested) })
        {
            if (Directory.Exists(Path.Combine(data, Forcing)) && Directory.Exists(Path.Combine(data, Flow)))
            {
                return new CamelsUsFolder(Path.GetFullPath(folder), Path.GetFullPath(data));
            }
        }

        string fact = Directory.Exists(folder) ? "does not look like CAMELS-US" : "is not there";
        throw new HydroException(
            $"The folder '{folder}' {fact}: looked for '{Forcing}' and '{Flow}' in it and in '{Nested}' below. Name the folder that holds both.");
    }

    /// <summary>Forcing products for which there is a folder, sorted.</summary>
    internal IReadOnlyList<string> Products() =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Data, Forcing))
            .Select(path => Path.GetFileName(path))
            .Where(name => name[0] is not ('.' or '_'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Forcing files of a product by basin.</summary>
    internal SortedDictionary<string, (SourceFile File, string Region)> ForcingFiles(string product, List<Problem> problems) =>
        Find(Path.Combine(Data, Forcing, product), "_forcing_leap.txt", problems);

    /// <summary>Flow files by basin.</summary>
    internal SortedDictionary<string, (SourceFile File, string Region)> FlowFiles(List<Problem> problems) =>
        Find(Path.Combine(Data, Flow), "_streamflow_qc.txt", problems);

    /// <summary>Folder of the attribute tables: beside the forcing, or in the folder that the user named; null when there is none.</summary>
    internal string? AttributeFolder() =>
        new[] { Path.Combine(Data, Attributes), Path.Combine(Root, Attributes) }.FirstOrDefault(Directory.Exists);

    /// <summary>A path relative to the folder that the user named, with slashes.</summary>
    internal string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private SortedDictionary<string, (SourceFile File, string Region)> Find(string folder, string ending, List<Problem> problems)
    {
        SortedDictionary<string, (SourceFile File, string Region)> found = new(StringComparer.Ordinal);
        var directory = new DirectoryInfo(folder);
        if (!directory.Exists)
        {
            return found;
        }

        foreach (FileInfo file in directory.EnumerateFiles("*" + ending, SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            string id = file.Name.Length > 8 && file.Name[8] == '_' ? file.Name[..8] : "";
            if (!CamelsUs.IsId(id) || file.FullName.Contains("__MACOSX", StringComparison.Ordinal))
            {
                continue;
            }

            var source = SourceFile.Of(Root, file);
            if (!found.TryAdd(id, (source, file.Directory!.Name)))
            {
                problems.Add(new Problem(
                    id, source.Relative, 0, "", $"There is a second file of this basin: {found[id].File.Relative}.", "Remove one of the two."));
            }
        }

        return found;
    }
}
