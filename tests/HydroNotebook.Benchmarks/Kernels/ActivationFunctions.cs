using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Kernels;

/// <summary>Logistic function and tangent of 18,432 numbers (a gate of a shard of 72 samples, 256 cells), by register width.</summary>
public unsafe class ActivationFunctions
{
    private const int Count = 72 * 256;

    private readonly NativeFloats _values = new();
    private readonly NativeFloats _results = new();

    /// <summary>Bits of a register.</summary>
    [ParamsSource(nameof(Widths))]
    public int Bits { get; set; }

    public static IEnumerable<int> Widths => TileProduct.Widths;

    [GlobalSetup]
    public void Setup()
    {
        _values.Reserve(Count);
        _results.Reserve(Count);
        for (int k = 0; k < Count; k++)
        {
            _values.Pointer[k] = ((k % 97) - 48) / 10f;
        }
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _values.Dispose();
        _results.Dispose();
    }

    [Benchmark]
    public void Logistic() => Run(tangent: false);

    [Benchmark]
    public void Tangent() => Run(tangent: true);

    private void Run(bool tangent)
    {
        switch (Bits)
        {
            case 512:
                Run<Lanes512, Vector512<float>>(tangent);
                break;
            case 256:
                Run<Lanes256, Vector256<float>>(tangent);
                break;
            default:
                Run<Lanes128, Vector128<float>>(tangent);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run<TLanes, TVector>(bool tangent)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        if (tangent)
        {
            for (int k = 0; k < Count; k += TLanes.Count)
            {
                TLanes.Store(_results.Pointer + k, Activations.Tangent<TLanes, TVector>(TLanes.Load(_values.Pointer + k)));
            }
        }
        else
        {
            for (int k = 0; k < Count; k += TLanes.Count)
            {
                TLanes.Store(_results.Pointer + k, Activations.Logistic<TLanes, TVector>(TLanes.Load(_values.Pointer + k)));
            }
        }
    }
}
