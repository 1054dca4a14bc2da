namespace HydroNotebook;

/// <summary>Finds the source that these tests were built from; compiled into each test project that asks for it.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution, above the tests' own folder. Source paths of the compiler would not do: builds of a server hide them.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Whether expectation files are to be written anew instead of compared.</summary>
    public static bool UpdateExpected => Environment.GetEnvironmentVariable("HN_UPDATE_EXPECTED") == "1";

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HydroNotebook.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("HydroNotebook.sln is not above the tests");
        }

        return folder.FullName;
    }
}
