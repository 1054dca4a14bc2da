namespace HydroNotebook.Tensors.Kernels;

/// <summary>What one shard adds to loss and gradient; kept apart so that shards can be added in a fixed order.</summary>
internal sealed unsafe class ShardGradient : IDisposable
{
    private readonly PanelLayout _layout;
    private readonly NativeFloats _packed = new();
    private readonly NativeFloats _head = new();

    internal ShardGradient(PanelLayout layout)
    {
        _layout = layout;
        _packed.Reserve(layout.GradientSize);
        _head.Reserve(layout.HiddenPadded);
        Flat = new float[layout.Weights.Count];
    }

    /// <summary>Sum of the weighted squared errors.</summary>
    internal double Loss { get; set; }

    /// <summary>Daily and recurrent weights, [gradient blocks][tiles][tile rows][columns].</summary>
    internal float* Packed => _packed.Pointer;

    /// <summary>Weights of the head, [hidden, padded].</summary>
    internal float* Head => _head.Pointer;

    internal float HeadBias { get; set; }

    /// <summary>All the rest (biases, statics, head), in the flat order.</summary>
    internal float[] Flat { get; }

    internal void Clear()
    {
        new Span<float>(Packed, (int)_layout.GradientSize).Clear();
        new Span<float>(Head, _layout.HiddenPadded).Clear();
        HeadBias = 0;
        Loss = 0;
        Array.Clear(Flat);
    }

    /// <summary>Gradients of biases, static weights and head, from the sums over the days.</summary>
    internal void AddOncePerSequence(ShardMemory memory)
    {
        RecurrentShape shape = _layout.Shape;
        RecurrentLayout at = _layout.Weights;
        new ReadOnlySpan<float>(Head, shape.Hidden).CopyTo(Flat.AsSpan(at["head.weight"].Offset));
        Flat[at["head.bias"].Offset] = HeadBias;
        bool lstm = shape.Cell == RecurrentCell.Lstm;
        for (int panel = 0; panel < _layout.Panels; panel++)
        {
            for (int gate = 0; gate < shape.Gates; gate++)
            {
                float* sums = memory.GateSums + ((long)((panel * shape.Gates) + gate) * memory.Rows * _layout.Columns);
                AddBias(sums, memory.Rows, panel, at.Bias(gate), at.SecondBias(gate));
                if (lstm && shape.Statics > 0)
                {
                    int stride = at.InputWeight(gate, 1, 0) - at.InputWeight(gate, 0, 0);
                    AddStatics(sums, memory, panel, at.InputWeight(gate, 0, shape.Inputs), stride, 1);
                }
            }

            if (!lstm)
            {
                float* sums = memory.GateSums + ((long)(_layout.Tiles + panel) * memory.Rows * _layout.Columns);
                float* gate = memory.InputGate + ((long)panel * memory.Rows * _layout.Columns);
                for (int k = 0; k < memory.Rows * _layout.Columns; k++)
                {
                    sums[k] *= gate[k] * (1 - gate[k]);
                }

                AddBias(sums, memory.Rows, panel, at["bias_static"].Offset, -1);
                AddStatics(sums, memory, panel, at["weight_static"].Offset, 1, shape.Hidden);
            }
        }
    }

    /// <summary>Puts the packed gradient of the daily and recurrent weights into <see cref="Flat"/>.</summary>
    internal void Unpack()
    {
        for (int tile = 0; tile < _layout.Tiles; tile++)
        {
            int units = _layout.UnitsOf(tile);
            for (int from = 0; from < _layout.Reduction; from++)
            {
                long packed = _layout.PackedPlace(tile, from);
                (int place, int stride) = _layout.FlatPlace(tile, from);
                for (int u = 0; u < units; u++)
                {
                    Flat[place + (u * stride)] = Packed[packed + u];
                }
            }
        }
    }

    public void Dispose()
    {
        _packed.Dispose();
        _head.Dispose();
    }

    private void AddBias(float* sums, int rows, int panel, int offset, int secondOffset)
    {
        int units = Math.Min(_layout.Columns, _layout.Shape.Hidden - (panel * _layout.Columns));
        for (int u = 0; u < units; u++)
        {
            float sum = 0;
            for (int row = 0; row < rows; row++)
            {
                sum += sums[(row * _layout.Columns) + u];
            }

            int unit = (panel * _layout.Columns) + u;
            Flat[offset + unit] = sum;
            if (secondOffset >= 0)
            {
                Flat[secondOffset + unit] = sum;
            }
        }
    }

    private void AddStatics(float* sums, ShardMemory memory, int panel, int offset, int unitStride, int staticStride)
    {
        int statics = _layout.Shape.Statics;
        int units = Math.Min(_layout.Columns, _layout.Shape.Hidden - (panel * _layout.Columns));
        for (int row = 0; row < memory.Rows; row++)
        {
            float* values = memory.Statics + ((long)row * statics);
            float* d = sums + ((long)row * _layout.Columns);
            for (int u = 0; u < units; u++)
            {
                int at = offset + (((panel * _layout.Columns) + u) * unitStride);
                for (int s = 0; s < statics; s++)
                {
                    Flat[at + (s * staticStride)] += d[u] * values[s];
                }
            }
        }
    }
}
