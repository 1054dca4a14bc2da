using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace HydroNotebook.Tests;

/// <summary>Real files for tests: archives of a folder <c>shared/data</c> beside an ancestor of this program or of the current folder.</summary>
/// <remarks>An archive is unpacked once into the user's local application data, in a folder named after its content.</remarks>
internal static class RealData
{
    private static readonly ConcurrentDictionary<string, Lazy<string?>> s_folders = new(StringComparer.Ordinal);

    /// <summary>The folder <c>shared/data</c>; null where there is none.</summary>
    public static string? Shared { get; } = Find();

    /// <summary>139 basins of CAMELS-US in the original layout; skips the test where they are missing.</summary>
    public static string CamelsUs => Folder("camels-us");

    /// <summary>A file or folder below <c>shared/data</c> that is not packed; skips the test where it is missing.</summary>
    public static string File(string relative)
    {
        string? path = Shared is null ? null : Path.Combine(Shared, relative);
        if (path is null || !Path.Exists(path))
        {
            Assert.Skip($"There is no {relative} in shared/data above {AppContext.BaseDirectory}.");
        }

        return path;
    }

    /// <summary>The unpacked archive <c>{name}.tar.gz</c>; skips the test where it is missing.</summary>
    public static string Folder(string name)
    {
        string? folder = s_folders.GetOrAdd(name, key => new Lazy<string?>(() => Unpack(key))).Value;
        if (folder is null)
        {
            Assert.Skip($"There is no {name}.tar.gz in shared/data above {AppContext.BaseDirectory}.");
        }

        return folder;
    }

    private static string? Unpack(string name)
    {
        string? archive = Shared is null ? null : Path.Combine(Shared, $"{name}.tar.gz");
        if (archive is null || !System.IO.File.Exists(archive))
        {
            return null;
        }

        using FileStream packed = System.IO.File.OpenRead(archive);
        string hash = Convert.ToHexStringLower(SHA256.HashData(packed))[..16];
        string home = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "HydroNotebook", "real-data");
        string folder = Path.Combine(home, $"{name}-{hash}");
        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Beside its place, then renamed: an interrupted run leaves no half-filled folder, and of two processes one wins.
        string beside = Path.Combine(home, $".{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(beside);
        packed.Position = 0;
        using (var plain = new GZipStream(packed, CompressionMode.Decompress))
        {
            TarFile.ExtractToDirectory(plain, beside, overwriteFiles: false);
        }

        try
        {
            Directory.Move(beside, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(beside, recursive: true);
        }

        return folder;
    }

    private static string? Find()
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                string data = Path.Combine(folder.FullName, "shared", "data");
                if (Directory.Exists(data))
                {
                    return data;
                }
            }
        }

        return null;
    }
}
