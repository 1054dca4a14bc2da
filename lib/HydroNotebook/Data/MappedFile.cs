using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;

namespace HydroNotebook.Data;

/// <summary>A file mapped into memory, read only, until the process ends; the same file (path, length, last write) is mapped once.</summary>
internal sealed unsafe class MappedFile
{
    private static readonly ConcurrentDictionary<(string Path, long Length, long Ticks), MappedFile> s_open = new();

    private MappedFile(byte* start, long length)
    {
        Start = start;
        Length = length;
    }

    /// <summary>First byte.</summary>
    internal byte* Start { get; }

    /// <summary>Bytes.</summary>
    internal long Length { get; }

    /// <summary>Whether the content was found sound before.</summary>
    internal bool Verified { get; set; }

    /// <summary>A part of the file.</summary>
    internal ReadOnlySpan<byte> Bytes(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new ReadOnlySpan<byte>(Start + offset, checked((int)length));
    }

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">The file cannot be opened or mapped.</exception>
    internal static MappedFile Open(FileInfo file)
    {
        lock (s_open)
        {
            return s_open.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc.Ticks), static key => Map(key.Path, key.Length));
        }
    }

#pragma warning disable CA2000 // Never disposed: spans into the mapping do not keep it alive (see MappedFloats).
    private static MappedFile Map(string path, long length)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, length, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return new MappedFile(start + view.PointerOffset, length);
    }
#pragma warning restore CA2000
}
