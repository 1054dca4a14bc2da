namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>All kernels that Jupyter finds.</summary>
public static class KernelSpecCatalogue
{
    /// <summary>Reads every <c>kernel.json</c> in the folders, in the order in which Jupyter looks; of each name the first wins.</summary>
    /// <remarks>A folder that is missing or closed to the user holds no kernels, as for Jupyter.</remarks>
    public static IReadOnlyList<KernelSpec> Read(JupyterPaths paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var found = new List<KernelSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string folder in paths.Search.Select(data => Path.Combine(data, "kernels")).Where(Directory.Exists))
        {
            foreach (string one in FoldersIn(folder))
            {
                string file = Path.Combine(one, "kernel.json");
                if (File.Exists(file))
                {
                    string name = Path.GetFileName(one).ToLowerInvariant();
                    found.Add(KernelSpec.Read(name, file) with { Wins = names.Add(name) });
                }
            }
        }

        return found;
    }

    private static IEnumerable<string> FoldersIn(string folder)
    {
        // Jupyter does not find what this user may not read either.
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        return Directory.EnumerateDirectories(folder, "*", options).Order(StringComparer.Ordinal);
    }
}
