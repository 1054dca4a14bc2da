namespace HydroNotebook.Tensors.Kernels;

/// <summary>The recurrent kernels for one register width: the same signatures for all, chosen once.</summary>
/// <remarks>To add an instruction set, implement <see cref="ILanes{TVector}"/> and add a line to <see cref="All"/>.</remarks>
internal abstract class KernelSet
{
    /// <summary>Every width, widest first.</summary>
    internal static IReadOnlyList<KernelSet> All { get; } =
    [
        new RecurrentKernel<Lanes512, System.Runtime.Intrinsics.Vector512<float>>(),
        new RecurrentKernel<Lanes256, System.Runtime.Intrinsics.Vector256<float>>(),
        new RecurrentKernel<Lanes128, System.Runtime.Intrinsics.Vector128<float>>(),
    ];

    /// <summary>The widest set that this processor runs in hardware; Vector128 where it has none.</summary>
    internal static KernelSet Best { get; } = All.FirstOrDefault(set => set.IsSupported) ?? All[^1];

    /// <summary>Floats of a register.</summary>
    internal abstract int Lanes { get; }

    /// <summary>Rows of a matrix tile.</summary>
    internal abstract int TileRows { get; }

    /// <summary>Whether the processor has such registers.</summary>
    internal abstract bool IsSupported { get; }

    /// <summary>Cuts a layer into tiles of this width.</summary>
    internal PanelLayout Layout(RecurrentLayout weights) => new(weights, Lanes, TileRows);

    /// <summary>
    /// Runs a shard through its sequence. Expects in <paramref name="memory"/>: statics, and the start states in slot 0 of states and cells.
    /// Leaves the last hidden state in <see cref="StateSlot"/> of the last day, and, when kept, everything that the way back needs.
    /// </summary>
    internal abstract void Forward(PackedWeights weights, ShardMemory memory, InputRows inputs);

    /// <summary>
    /// The way back. Expects a kept forward pass and <see cref="ShardMemory.OuterGradient"/>; adds the gradient of the weights to
    /// <paramref name="gradient"/> (packed, [gradient blocks][tiles][tile rows][columns]) and leaves gate sums, and the gradients
    /// of the start states in <see cref="ShardMemory.HiddenGradient"/> and <see cref="ShardMemory.CellGradient"/>.
    /// </summary>
    internal abstract unsafe void Backward(PackedWeights weights, ShardMemory memory, float* gradient);

    /// <summary>The state slot that holds the hidden state after a day (0 = the start).</summary>
    internal static unsafe float* StateSlot(PackedWeights weights, ShardMemory memory, int day) =>
        memory.States + ((memory.Keep ? day : day & 1) * (long)memory.Rows * weights.Layout.StateWidth);

    /// <summary>The cell states after a day (0 = the start).</summary>
    internal static unsafe float* CellSlot(PackedWeights weights, ShardMemory memory, int day) =>
        memory.Cells + ((memory.Keep ? day : 0) * (long)memory.Rows * weights.Layout.HiddenPadded);

    /// <summary>Sets the start states of a shard to zero.</summary>
    internal static unsafe void ZeroStart(PackedWeights weights, ShardMemory memory)
    {
        PanelLayout layout = weights.Layout;
        new Span<float>(memory.States, memory.Rows * layout.StateWidth).Clear();
        new Span<float>(memory.Cells, memory.Rows * layout.HiddenPadded).Clear();
    }
}
