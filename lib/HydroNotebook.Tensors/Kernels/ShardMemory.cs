namespace HydroNotebook.Tensors.Kernels;

/// <summary>What one thread needs to carry one shard of samples through a sequence and back; reused from shard to shard.</summary>
internal sealed unsafe class ShardMemory : IDisposable
{
    private readonly NativeFloats _states = new();
    private readonly NativeFloats _gates = new();
    private readonly NativeFloats _cells = new();
    private readonly NativeFloats _squashed = new();
    private readonly NativeFloats _start = new();
    private readonly NativeFloats _inputGate = new();
    private readonly NativeFloats _statics = new();
    private readonly NativeFloats _hiddenGradient = new();
    private readonly NativeFloats _cellGradient = new();
    private readonly NativeFloats _gateSums = new();
    private readonly NativeFloats _outerGradient = new();
    private readonly NativeFloats _inputGradient = new();
    private readonly NativeFloats _packed = new();
    private readonly NativeFloats _zeros = new();
    private readonly NativeFloats _dropout = new();
    private readonly NativeFloats _outputs = new();
    private readonly NativeFloats _outerCell = new();

    /// <summary>Padded number of samples.</summary>
    internal int Rows { get; private set; }

    /// <summary>Days of the sequence.</summary>
    internal int Length { get; private set; }

    /// <summary>Whether every day is kept for the way back, or only the current one.</summary>
    internal bool Keep { get; private set; }

    /// <summary>Days at the end of the sequence whose hidden states have a gradient from outside.</summary>
    internal int OuterDays { get; private set; }

    /// <summary>[length + 1, or 2 in turn][rows][inputs | last hidden state].</summary>
    internal float* States => _states.Pointer;

    /// <summary>[length, or 1][tiles][rows][columns]: gates forward, their gradients (before the activation) on the way back.</summary>
    internal float* Gates => _gates.Pointer;

    /// <summary>[length + 1, or 1][panels][rows][columns].</summary>
    internal float* Cells => _cells.Pointer;

    /// <summary>[length, or 1][panels][rows][columns]: tanh of the cell states.</summary>
    internal float* Squashed => _squashed.Pointer;

    /// <summary>[tiles][rows][columns]: what the gates of every day start with (bias and statics; LSTM with statics only).</summary>
    internal float* Start => _start.Pointer;

    /// <summary>[panels][rows][columns]: the EA-LSTM's input gate.</summary>
    internal float* InputGate => _inputGate.Pointer;

    /// <summary>[rows][statics].</summary>
    internal float* Statics => _statics.Pointer;

    /// <summary>[rows][hidden, padded].</summary>
    internal float* HiddenGradient => _hiddenGradient.Pointer;

    /// <summary>[panels][rows][columns].</summary>
    internal float* CellGradient => _cellGradient.Pointer;

    /// <summary>[tiles (+ panels of the EA-LSTM's input gate)][rows][columns]: gate gradients summed over the days.</summary>
    internal float* GateSums => _gateSums.Pointer;

    /// <summary>[outer days][rows][hidden, padded].</summary>
    internal float* OuterGradient => _outerGradient.Pointer;

    /// <summary>[outer days][panels][rows][columns]: gradient of the cell states from outside; null when there is none.</summary>
    internal float* OuterCellGradient { get; private set; }

    /// <summary>[length][rows][inputs, padded to panels]; null when not asked for.</summary>
    internal float* InputGradient => WantsInputGradient ? _inputGradient.Pointer : null;

    /// <summary>Packed states of a chunk of days, [gradient blocks][days][rows][tile rows].</summary>
    internal float* Packed => _packed.Pointer;

    /// <summary>Zeros, as long as one tile row.</summary>
    internal float* Zeros => _zeros.Pointer;

    /// <summary>[outer days][rows][hidden, padded]: dropout factors of the head's input; only read where <see cref="HasDropout"/>.</summary>
    internal float* Dropout => _dropout.Pointer;

    /// <summary>Whether the head's input is multiplied by <see cref="Dropout"/>.</summary>
    internal bool HasDropout { get; set; }

    /// <summary>Where states of the last days go.</summary>
    internal StateTargets Targets { get; set; }

    /// <summary>[rows][outer days]: what the head gives on the last days.</summary>
    internal float* Outputs => _outputs.Pointer;

    /// <summary>Whether the gradient with respect to the inputs is computed.</summary>
    internal bool WantsInputGradient { get; private set; }

    /// <summary>Days whose weight gradient is computed in one go: about 512 rows, so that one column of B stays in the first-level cache.</summary>
    internal int ChunkDays { get; private set; }

    /// <summary>Makes room for a shard.</summary>
    internal void Reserve(PanelLayout layout, int rows, int length, bool keep, int outerDays, bool inputGradient)
    {
        Rows = rows;
        Length = length;
        Keep = keep;
        OuterDays = outerDays;
        WantsInputGradient = inputGradient;
        RecurrentShape shape = layout.Shape;
        long panel = (long)layout.Panels * rows * layout.Columns;
        _states.Reserve((keep ? length + 1L : 2L) * rows * layout.StateWidth);
        _gates.Reserve((keep ? length : 1L) * panel * shape.Gates);
        _cells.Reserve((keep ? length + 1L : 1L) * panel);
        _squashed.Reserve((keep ? length : 1L) * panel);
        _zeros.ReserveZero(layout.Columns);
        if (shape.Statics > 0)
        {
            _statics.Reserve((long)rows * shape.Statics);
            if (shape.Cell == RecurrentCell.Lstm)
            {
                _start.Reserve(panel * shape.Gates);
            }
            else
            {
                _inputGate.Reserve(panel);
            }
        }

        long hidden = (long)rows * layout.HiddenPadded;
        HasDropout = false;
        Targets = default;
        _dropout.Reserve(keep ? outerDays * hidden : 0);
        _outputs.Reserve((long)rows * outerDays);
        if (!keep)
        {
            return;
        }

        _hiddenGradient.Reserve(hidden);
        _cellGradient.Reserve(panel);
        _gateSums.Reserve(panel * (shape.Gates + 1));
        _outerGradient.Reserve(outerDays * hidden);
        OuterCellGradient = null;
        if (inputGradient)
        {
            _inputGradient.Reserve((long)length * rows * layout.InputPanels * layout.Columns);
        }

        ChunkDays = Math.Clamp(512 / rows, 1, length);
        _packed.Reserve((long)layout.GradientBlocks * ChunkDays * rows * layout.TileRows);
    }

    /// <summary>Makes room for a gradient of the cell states from outside, zero at first.</summary>
    internal float* ReserveOuterCellGradient(PanelLayout layout) =>
        OuterCellGradient = _outerCell.ReserveZero((long)OuterDays * Rows * layout.HiddenPadded);

    public void Dispose()
    {
        _outerCell.Dispose();
        _states.Dispose();
        _gates.Dispose();
        _cells.Dispose();
        _squashed.Dispose();
        _start.Dispose();
        _inputGate.Dispose();
        _statics.Dispose();
        _hiddenGradient.Dispose();
        _cellGradient.Dispose();
        _gateSums.Dispose();
        _outerGradient.Dispose();
        _inputGradient.Dispose();
        _packed.Dispose();
        _zeros.Dispose();
        _dropout.Dispose();
        _outputs.Dispose();
    }
}
