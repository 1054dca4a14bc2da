using System.Security.Cryptography;

namespace HydroNotebook.Data;

/// <summary>A file of a data set as found: where it is, how long, when last written.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Relative">Path relative to the folder that the user named, with slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenTicks">Last write, ticks of UTC.</param>
internal sealed record SourceFile(string Path, string Relative, long Length, long WrittenTicks)
{
    /// <summary>Describes a file without opening it.</summary>
    internal static SourceFile Of(string root, FileInfo file) => new(
        file.FullName,
        System.IO.Path.GetRelativePath(root, file.FullName).Replace('\\', '/'),
        file.Length,
        file.LastWriteTimeUtc.Ticks);

    /// <summary>Reads the whole file into a buffer that is made larger when it does not fit.</summary>
    /// <returns>The bytes read.</returns>
    internal ReadOnlyMemory<byte> ReadInto(ref byte[] buffer)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(Path, options: FileOptions.SequentialScan);
        long length = RandomAccess.GetLength(handle);
        if (length > buffer.Length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(checked((int)(length + (length / 8))));
        }

        int done = 0;
        while (done < length)
        {
            int read = RandomAccess.Read(handle, buffer.AsSpan(done, (int)length - done), done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return buffer.AsMemory(0, done);
    }

    /// <summary>SHA-256 of bytes in hexadecimal.</summary>
    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
