using BenchmarkDotNet.Attributes;
using HydroNotebook.Benchmarks.Quick;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Kernels;

/// <summary>One thread's work on one shard, whole and in parts, by configuration and register width.</summary>
/// <remarks>CellUpdate, Gather and WeightGradient work on one panel and day, one day, and one chunk of days.</remarks>
public unsafe class ShardPasses
{
    private const int Samples = 36;

    private PackedWeights _packed = null!;
    private ShardMemory _memory = null!;
    private ShardGradient _gradient = null!;
    private NativeFloats _inputs = null!;
    private NativeFloats _pointers = null!;
    private KernelMethod.LstmCell _lstm = null!;
    private KernelMethod.EaLstmCell _ealstm = null!;
    private KernelMethod.GatherInputs _gather = null!;
    private KernelMethod.WeightGradient _weightGradient = null!;
    private KernelSet _kernels = null!;
    private Configuration _sizes = null!;

    /// <summary>Configuration.</summary>
    [Params("a", "c", "d", "e")]
    public string Case { get; set; } = "";

    /// <summary>Bits of a register.</summary>
    [ParamsSource(nameof(Widths))]
    public int Bits { get; set; }

    public static IEnumerable<int> Widths => TileProduct.Widths;

    private InputRows Rows => new((nint)_pointers.Pointer, _sizes.Dynamic);

    [GlobalSetup]
    public void Setup()
    {
        _kernels = KernelSet.All.First(set => set.Lanes * 32 == Bits);
        _sizes = Configuration.All.First(c => c.Name == Case);
        RecurrentShape shape = _sizes.Shape;
        var layout = new RecurrentLayout(shape);
        _packed = new PackedWeights(_kernels.Layout(layout));
        _memory = new ShardMemory();
        _gradient = new ShardGradient(_packed.Layout);
        _inputs = new NativeFloats();
        _pointers = new NativeFloats();
        var numbers = new RandomNumbers(5, "benchmark kernels");
        float[] weights = [.. Enumerable.Range(0, layout.Count).Select(k => (float)numbers.Uniform(k, -0.1, 0.1))];
        _packed.Pack(weights, backward: true, inputGradient: false);
        int rows = _packed.Layout.PaddedRows(Samples);
        _memory.Reserve(_packed.Layout, rows, _sizes.Length, keep: true, outerDays: 1, inputGradient: false);
        KernelSet.ZeroStart(_packed, _memory);
        long series = (long)_sizes.Length * _sizes.Dynamic;
        _inputs.Reserve(rows * series);
        for (long k = 0; k < rows * series; k++)
        {
            _inputs.Pointer[k] = (float)numbers.At(1).Uniform(k, -1.7, 1.7);
        }

        _pointers.Reserve(rows * (sizeof(float*) / sizeof(float)));
        for (int row = 0; row < rows; row++)
        {
            ((float**)_pointers.Pointer)[row] = _inputs.Pointer + (row * series);
        }

        _lstm = KernelMethod.Of<KernelMethod.LstmCell>(_kernels);
        _ealstm = KernelMethod.Of<KernelMethod.EaLstmCell>(_kernels);
        _gather = KernelMethod.Of<KernelMethod.GatherInputs>(_kernels);
        _weightGradient = KernelMethod.Of<KernelMethod.WeightGradient>(_kernels);
        Forward();
        Backward();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _packed.Dispose();
        _memory.Dispose();
        _gradient.Dispose();
        _inputs.Dispose();
        _pointers.Dispose();
    }

    [Benchmark]
    public void Forward() => _kernels.Forward(_packed, _memory, Rows);

    /// <summary>With the gates that the last call left: the same arithmetic, other numbers.</summary>
    [Benchmark]
    public void Backward() => _kernels.Backward(_packed, _memory, _gradient.Packed);

    [Benchmark]
    public void WeightGradient() => _weightGradient(_packed, _memory, 0, _memory.ChunkDays, _gradient.Packed);

    [Benchmark]
    public void CellUpdate()
    {
        PanelLayout layout = _packed.Layout;
        long tileSize = (long)_memory.Rows * layout.Columns;
        float* hidden = KernelSet.StateSlot(_packed, _memory, 1) + layout.Shape.Inputs;
        float* after = KernelSet.CellSlot(_packed, _memory, 1);
        if (layout.Shape.Cell == RecurrentCell.Lstm)
        {
            _lstm(_memory.Gates, tileSize, _memory.Cells, after, _memory.Squashed, hidden, layout.StateWidth, _memory.Rows);
        }
        else
        {
            _ealstm(_memory.Gates, tileSize, _memory.InputGate, _memory.Cells, after, _memory.Squashed, hidden, layout.StateWidth, _memory.Rows);
        }
    }

    [Benchmark]
    public void Gather() => _gather(_memory.States, Rows, 0, _memory.Rows, _sizes.Dynamic, _packed.Layout.StateWidth);
}
