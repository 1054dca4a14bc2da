using System.Text.Json;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Builds a project that a cell references.</summary>
internal static class ProjectBuild
{
    private const int ErrorLimit = 10;

    /// <summary>Builds the project in its configuration Release.</summary>
    /// <returns>The library that it makes, and the file that tells its packages.</returns>
    /// <exception cref="NotebookException">It is not there or does not build; tells the compiler's errors.</exception>
    internal static async Task<(string Library, string Assets)> RunAsync(string path, string written, CancellationToken cancel)
    {
        if (!File.Exists(path))
        {
            throw new NotebookException($"#r \"{written}\": there is no such project. Correct the path (relative paths start at the notebook's folder).");
        }

        (int exitCode, string output, string told) = await DotnetProgram.RunAsync(
            ["build", path, "-t:Build", "-c", "Release", "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-getProperty:TargetPath", "-getProperty:ProjectAssetsFile"],
            Path.GetDirectoryName(path)!,
            cancel);
        if (exitCode != 0)
        {
            List<string> errors = [.. told.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("error ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
            string which = errors.Count > 0 ? string.Join("\n", errors.Take(ErrorLimit)) : told.Trim();
            throw new NotebookException($"#r \"{written}\": the project does not build:\n{which}\nCorrect it, then run the cell again.");
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]);
            JsonElement properties = json.RootElement.GetProperty("Properties");
            string library = properties.GetProperty("TargetPath").GetString()!;
            return File.Exists(library) ? (library, properties.GetProperty("ProjectAssetsFile").GetString()!)
                : throw new NotebookException($"#r \"{written}\": the project makes no library of one framework. Name the .dll that its build makes.");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            throw new NotebookException($"#r \"{written}\": this SDK does not tell what the project makes. Name the .dll that its build makes.", error);
        }
    }
}
