namespace HydroNotebook.Tensors.Storage;

/// <summary>Writes a file beside its place and renames it, so that no reader sees half of it.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file; what was there before stays until the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; when it fails, nothing is left behind.</param>
    /// <exception cref="IOException">The file cannot be written, or the disk is full.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        string beside = full + ".part-" + Guid.NewGuid().ToString("N")[..8];
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Writes a text file in UTF-8 with line feeds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the text.</param>
    /// <exception cref="IOException">The file cannot be written, or the disk is full.</exception>
    public static void WriteText(string path, Action<TextWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            write(writer);
        });
    }
}
