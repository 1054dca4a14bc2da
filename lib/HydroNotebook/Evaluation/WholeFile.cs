namespace HydroNotebook.Evaluation;

/// <summary>Writes a file beside its place and renames it, so that nobody ever sees half of one.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; what was there before stays until the new one is complete.</summary>
    internal static void Write(string path, Action<Stream> write)
    {
        string beside = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Writes a text file in UTF-8 with line feeds.</summary>
    internal static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });
}
