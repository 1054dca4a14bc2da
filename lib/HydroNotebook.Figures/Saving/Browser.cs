namespace HydroNotebook.Figures.Saving;

/// <summary>A browser that the user has: Chrome, Chromium or Edge.</summary>
internal static class Browser
{
    internal const string Variable = "HYDRONOTEBOOK_BROWSER";

    private static readonly string[] Names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge"];

    private static readonly string[] MacPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static readonly string[] WindowsPlaces =
        [@"Google\Chrome\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe", @"Chromium\Application\chrome.exe"];

    /// <summary>The program's path; null where there is none.</summary>
    /// <param name="named">What the environment variable says; null = nothing.</param>
    /// <param name="searchPath">The folders of the search path.</param>
    /// <exception cref="InvalidOperationException">The variable names a file that is not there.</exception>
    internal static string? Find(string? named, string? searchPath)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"{Variable} names '{named}', which is not there; set it to the program of Chrome, Chromium or Edge.");
        }

        return Places(searchPath).FirstOrDefault(File.Exists);
    }

    /// <summary>The program's path as the environment has it.</summary>
    internal static string? Find() => Find(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("PATH"));

    private static IEnumerable<string> Places(string? searchPath)
    {
        string end = OperatingSystem.IsWindows() ? ".exe" : "";
        string[] folders = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> inPath = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + end)));
        if (OperatingSystem.IsWindows())
        {
            string[] roots = [Folder(Environment.SpecialFolder.ProgramFiles), Folder(Environment.SpecialFolder.ProgramFilesX86), Folder(Environment.SpecialFolder.LocalApplicationData)];
            return roots.Where(root => root.Length > 0).SelectMany(root => WindowsPlaces.Select(place => Path.Combine(root, place))).Concat(inPath);
        }

        return OperatingSystem.IsMacOS() ? MacPlaces.Concat(MacPlaces.Select(place => Folder(Environment.SpecialFolder.UserProfile) + place)).Concat(inPath) : inPath.Append("/snap/bin/chromium");
    }

    private static string Folder(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder);
}
