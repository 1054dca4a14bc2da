namespace HydroNotebook.Browser.Tests;

/// <summary>The copy of the repository in which the tests were built.</summary>
internal static class Repository
{
    internal static string Folder { get; } = Find();

    /// <summary>The built program, without what tests have beside it.</summary>
    internal static string Program { get; } = Path.Combine(Folder, "lib", "HydroNotebook.Cli", "bin", Configuration(), "net10.0");

    private static string Configuration() => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HydroNotebook.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("There is no HydroNotebook.sln above the tests.");
    }
}
