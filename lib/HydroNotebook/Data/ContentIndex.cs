using System.Globalization;
using System.Text;

namespace HydroNotebook.Data;

/// <summary>What is known of text files' contents: (relative path, length, last write) → hash. A wrong or missing line only costs a new reading.</summary>
internal sealed class ContentIndex
{
    /// <summary>A file that was written a moment ago may be written again within the same tick of the clock: it is not remembered yet.</summary>
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);

    private ContentIndex(string path) => Path = path;

    /// <summary>File of the index; empty when there is none.</summary>
    internal string Path { get; }

    /// <summary>Whether something was added.</summary>
    internal bool Changed { get; private set; }

    /// <summary>Reads an index; one that is not there or cannot be read is empty.</summary>
    internal static ContentIndex Load(string path)
    {
        var index = new ContentIndex(path);
        try
        {
            if (path.Length > 0 && File.Exists(path))
            {
                foreach (string line in File.ReadLines(path))
                {
                    int cut = line.LastIndexOf('\t');
                    if (cut > 0 && line.Length - cut - 1 == 64)
                    {
                        index._lines[line[..cut]] = line[(cut + 1)..];
                    }
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Unknown hashes are computed anew: the index saves time and decides nothing.
            index._lines.Clear();
        }

        return index;
    }

    /// <summary>Hash of a file that did not change since it was added; null when unknown.</summary>
    internal string? HashOf(SourceFile file) => _lines.GetValueOrDefault(Key(file));

    /// <summary>Adds a file's hash.</summary>
    internal void Add(SourceFile file, string hash)
    {
        if (TimeProvider.System.GetUtcNow().Ticks - file.WrittenTicks > s_settled.Ticks
            && _lines.GetValueOrDefault(Key(file)) != hash)
        {
            _lines[Key(file)] = hash;
            Changed = true;
        }
    }

    /// <summary>Writes all lines.</summary>
    internal void Write(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach ((string key, string hash) in _lines.OrderBy(line => line.Key, StringComparer.Ordinal))
        {
            writer.Write($"{key}\t{hash}\n");
        }
    }

    private static string Key(SourceFile file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Relative}\t{file.Length}\t{file.WrittenTicks}");
}
