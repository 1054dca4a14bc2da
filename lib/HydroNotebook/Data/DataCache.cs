using System.Security.Cryptography;
using System.Text;

namespace HydroNotebook.Data;

/// <summary>Where parsed data sets are kept: one binary file per set, named after the content it was made from, read back memory-mapped.</summary>
/// <remarks>
/// A cache that cannot be written or is damaged never stops reading: the text files are read and a notice says why.
/// Text files that did not change (path, length, last write) are not hashed again. Nothing is ever removed: the folder may be deleted at any time.
/// </remarks>
public sealed class DataCache
{
    private DataCache(string folder) => Folder = folder;

    /// <summary>The user's own: <c>HydroNotebook/cache</c> in the folder for local application data.</summary>
    public static DataCache Default { get; } = new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "HydroNotebook", "cache"));

    /// <summary>No cache: every reading parses the text files.</summary>
    public static DataCache Off { get; } = new("");

    /// <summary>Folder of the cache; empty when it is off.</summary>
    public string Folder { get; }

    /// <summary>Whether something is kept at all.</summary>
    public bool IsOn => Folder.Length > 0;

    /// <summary>A cache in a folder of your choice; it is made when first written.</summary>
    public static DataCache In(string folder) => new(Path.GetFullPath(folder));

    /// <summary>Hashes of the text files below a folder as far as they are known.</summary>
    internal ContentIndex IndexOf(string root) => IsOn ? ContentIndex.Load(Path.Combine(Folder, $"{Name(root)}.index")) : ContentIndex.Load("");

    /// <summary>Series kept under a key; null when there are none or they are damaged (then with a notice).</summary>
    internal IReadOnlyList<StoredSeries>? TryOpen(string key, List<Notice> notices)
    {
        if (!IsOn)
        {
            return null;
        }

        string path = PathOf(key);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return null;
            }

            string damage = "it is empty";
            IReadOnlyList<StoredSeries>? series = file.Length == 0 ? null : SeriesFile.Read(MappedFile.Open(file), out damage);
            if (series is null)
            {
                notices.Add(new Notice("", path, 0, $"The cached copy is not used because {damage}; it is made anew from the text files."));
            }

            return series;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            notices.Add(new Notice("", path, 0, $"The cached copy cannot be read ({fault.Message}); the text files are read instead."));
            return null;
        }
    }

    /// <summary>Keeps series under a key; a failure is a notice.</summary>
    /// <returns>Whether the file is there now.</returns>
    internal bool TryWrite(string key, IReadOnlyList<StoredSeries> series, List<Notice> notices) =>
        IsOn && series.Count > 0 && TryReplace(PathOf(key), stream => SeriesFile.Write(stream, series), notices);

    /// <summary>Keeps the hashes of text files; a failure is a notice.</summary>
    internal void WriteIndex(ContentIndex index, List<Notice> notices)
    {
        if (IsOn && index.Changed)
        {
            TryReplace(index.Path, index.Write, notices);
        }
    }

    /// <summary>The key of a content: SHA-256 over parts, in hexadecimal.</summary>
    internal static string Key(IEnumerable<string> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))).ToLowerInvariant();

    private string PathOf(string key) => Path.Combine(Folder, $"{key[..32]}.series");

    private static string Name(string root) => Key([Path.GetFullPath(root)])[..16];

    private static bool TryReplace(string path, Action<Stream> write, List<Notice> notices)
    {
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
            }

            File.Move(beside, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            notices.Add(new Notice("", path, 0, $"The cache could not be written ({fault.Message}); reading goes on without it and is slower next time."));
            TryDelete(beside);
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The notice about the failed write has been given; a leftover *.tmp harms nobody.
        }
    }
}
