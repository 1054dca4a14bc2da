using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Kernels;

/// <summary>The matrix tile at the three shapes in which the layers use it, for every register width of this processor.</summary>
public unsafe class TileProduct : IFlopCount
{
    private const int Rows = 72;
    private const int StepStride = 1;

    private readonly NativeFloats _a = new();
    private readonly NativeFloats _b = new();
    private readonly NativeFloats _c = new();

    /// <summary>Bits of a register.</summary>
    [ParamsSource(nameof(Widths))]
    public int Bits { get; set; }

    /// <summary>Length of the sums: inputs and cells of configurations e, d, a.</summary>
    [Params(37, 88, 261)]
    public int Inner { get; set; }

    public static IEnumerable<int> Widths => KernelSet.All.Where(set => set.IsSupported).Select(set => set.Lanes * 32);

    public double Flop => 2.0 * Rows * Inner * Columns;

    private int Columns => 2 * Bits / 32;

    [GlobalSetup]
    public void Setup()
    {
        _a.Reserve((long)Rows * Inner);
        _b.Reserve((long)Inner * Columns);
        _c.Reserve((long)Rows * Columns);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
    }

    /// <summary>One gate of one panel for the rows of a shard.</summary>
    [Benchmark]
    public void Run()
    {
        switch (Bits)
        {
            case 512:
                Run<Lanes512, Vector512<float>>();
                break;
            case 256:
                Run<Lanes256, Vector256<float>>();
                break;
            default:
                Run<Lanes128, Vector128<float>>();
                break;
        }
    }

    private void Run<TLanes, TVector>()
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        int columns = 2 * TLanes.Count;
        for (int row = 0; row < Rows; row += TLanes.TileRows)
        {
            float* c = _c.Pointer + (row * columns);
            Tile.Run<TLanes, TVector>(_a.Pointer + (row * Inner), Inner, StepStride, 0, _b.Pointer, 0, Inner, 1, c, columns, c, columns);
        }
    }
}
