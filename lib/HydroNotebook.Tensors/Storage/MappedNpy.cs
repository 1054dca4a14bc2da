using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace HydroNotebook.Tensors.Storage;

/// <summary>A float32 <c>.npy</c> file that is filled in place, for results larger than memory; it takes its name when it is complete.</summary>
/// <remarks>Written beside its place as <c>….part-…</c>; <see cref="Complete"/> renames it, <see cref="Dispose"/> without it removes it.</remarks>
public sealed unsafe class MappedNpy : IDisposable
{
    private readonly string _path;
    private readonly string _beside;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly float* _first;
    private bool _open = true;

    /// <summary>Makes room for an array on disk; all numbers are zero at first.</summary>
    /// <param name="path">The file; replaced when the new one is complete.</param>
    /// <param name="shape">Lengths of the axes, slowest first.</param>
    /// <exception cref="IOException">The file cannot be made, or the disk has not room enough.</exception>
    public MappedNpy(string path, params ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = Path.GetFullPath(path);
        _beside = _path + ".part-" + Guid.NewGuid().ToString("N")[..8];
        byte[] head = Npy.Head<float>(shape);
        Count = 1;
        foreach (int length in shape)
        {
            Count = checked(Count * length);
        }

        long bytes = head.Length + (Count * sizeof(float));
        // Room is taken now: a disk that is full later would end the process in the middle of a write to the map.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes };
        using (var stream = new FileStream(_beside, options))
        {
            stream.Write(head);
            stream.SetLength(bytes);
        }

        _file = MemoryMappedFile.CreateFromFile(_beside, FileMode.Open, null, bytes);
        _view = _file.CreateViewAccessor();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _first = (float*)(start + _view.PointerOffset + head.Length);
    }

    /// <summary>Number of values.</summary>
    public long Count { get; }

    /// <summary>A part of the values; it must not be used after <see cref="Complete"/> or <see cref="Dispose"/>.</summary>
    /// <param name="offset">First value.</param>
    /// <param name="count">Number of values.</param>
    public Memory<float> Part(long offset, int count)
    {
        ObjectDisposedException.ThrowIf(!_open, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Count - count);
        return new Window(_first + offset, count).Memory;
    }

    /// <summary>Gives the file its name; the array is complete.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(!_open, this);
        _view.Flush();
        Close();
        File.Move(_beside, _path, overwrite: true);
    }

    /// <summary>Closes the file; what is not complete is removed.</summary>
    public void Dispose()
    {
        if (_open)
        {
            Close();
            File.Delete(_beside);
        }
    }

    private void Close()
    {
        _open = false;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private sealed class Window(float* first, int count) : MemoryManager<float>
    {
        public override Span<float> GetSpan() => new(first, count);

        public override MemoryHandle Pin(int elementIndex = 0) => new(first + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
