using HydroNotebook.Basins;

namespace HydroNotebook.Cli;

/// <summary>Where the notebooks of the project lie.</summary>
internal static class NotebookFolder
{
    /// <summary>The folder <c>notebooks</c> beside <c>HydroNotebook.sln</c>, in the current folder or above it, otherwise above the program.</summary>
    /// <exception cref="HydroException">There is none.</exception>
    internal static string Find()
    {
        foreach (string start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                string notebooks = Path.Combine(folder.FullName, "notebooks");
                if (File.Exists(Path.Combine(folder.FullName, "HydroNotebook.sln")) && Directory.Exists(notebooks))
                {
                    return notebooks;
                }
            }
        }

        throw new HydroException($"There is no copy of the repository in {Directory.GetCurrentDirectory()} or above it. Run this inside the folder that holds HydroNotebook.sln.");
    }
}
