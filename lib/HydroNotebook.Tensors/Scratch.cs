using System.Buffers;

namespace HydroNotebook.Tensors;

/// <summary>Pooled working memory for the length of a method; arbitrary values at first.</summary>
/// <typeparam name="T">Type of a value.</typeparam>
internal readonly ref struct Scratch<T> : IDisposable
{
    private readonly T[] _buffer;

    internal Scratch(int count)
    {
        _buffer = ArrayPool<T>.Shared.Rent(count);
        Span = _buffer.AsSpan(0, count);
    }

    internal Span<T> Span { get; }

    public void Dispose() => ArrayPool<T>.Shared.Return(_buffer);
}
