using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Reads the files that cells name.</summary>
internal static class SourceFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="command">The command that names it, for errors.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="written">The path as the user wrote it.</param>
    /// <exception cref="NotebookException">It is not there or cannot be read.</exception>
    internal static string Read(string command, string path, string written)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{command} \"{written}\": there is no such file. Correct the path (relative paths start at {Path.GetFullPath(Path.GetDirectoryName(path)!)}).", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{command} \"{written}\": the file cannot be read: {error.Message}", error);
        }
    }
}
