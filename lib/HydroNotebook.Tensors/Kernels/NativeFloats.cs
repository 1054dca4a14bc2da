using System.Runtime.InteropServices;

namespace HydroNotebook.Tensors.Kernels;

/// <summary>Floats outside the managed heap, aligned to 64 bytes, zero at first; grows, never shrinks.</summary>
internal sealed unsafe class NativeFloats : IDisposable
{
    private const nuint Alignment = 64;

    // Tiles may read this many floats behind the last number (never use them).
    private const int Slack = 64;

    private long _capacity;

    internal float* Pointer { get; private set; }

    /// <summary>Makes room; what was there is lost when it has to grow.</summary>
    internal float* Reserve(long count)
    {
        if (count > _capacity)
        {
            Free();
            nuint bytes = (nuint)(count + Slack) * sizeof(float);
            Pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
            NativeMemory.Clear(Pointer, bytes);
            _capacity = count;
            GC.AddMemoryPressure((long)bytes);
        }

        return Pointer;
    }

    /// <summary>Makes room and sets it to zero.</summary>
    internal float* ReserveZero(long count)
    {
        Reserve(count);
        NativeMemory.Clear(Pointer, (nuint)count * sizeof(float));
        return Pointer;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

#pragma warning disable MA0055 // the memory is not the collector's: without a finaliser a forgotten Dispose would leak it for ever
    ~NativeFloats() => Free();
#pragma warning restore MA0055

    private void Free()
    {
        if (Pointer != null)
        {
            NativeMemory.AlignedFree(Pointer);
            GC.RemoveMemoryPressure((_capacity + Slack) * sizeof(float));
            Pointer = null;
            _capacity = 0;
        }
    }
}
