using System.Buffers;

namespace HydroNotebook.Data;

/// <summary>Floats in a memory-mapped file, as memory.</summary>
/// <remarks>The mapping lives as long as the process (<see cref="MappedFile"/>): a span does not keep its owner alive, and a window into unmapped pages would end the process.</remarks>
internal sealed unsafe class MappedFloats : MemoryManager<float>
{
    private readonly float* _start;
    private readonly int _length;

    /// <summary>Wraps floats of a mapping.</summary>
    /// <param name="file">The mapping; its bounds are checked here.</param>
    /// <param name="offset">Byte offset, a multiple of four.</param>
    /// <param name="length">Number of floats.</param>
    internal MappedFloats(MappedFile file, long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, (file.Length - offset) / sizeof(float));
        _start = (float*)(file.Start + offset);
        _length = length;
    }

    /// <inheritdoc/>
    public override Span<float> GetSpan() => new(_start, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _length);
        return new MemoryHandle(_start + elementIndex);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
