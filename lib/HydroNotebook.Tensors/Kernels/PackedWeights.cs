namespace HydroNotebook.Tensors.Kernels;

/// <summary>The weights of a layer in the order in which the tiles read them; packed once per optimiser step.</summary>
internal sealed unsafe class PackedWeights : IDisposable
{
    private readonly NativeFloats _forward = new();
    private readonly NativeFloats _backward = new();
    private readonly NativeFloats _bias = new();
    private readonly NativeFloats _static = new();
    private readonly NativeFloats _staticBias = new();
    private readonly NativeFloats _head = new();

    internal PackedWeights(PanelLayout layout)
    {
        Layout = layout;
    }

    internal PanelLayout Layout { get; }

    /// <summary>[tiles][inputs + hidden][columns].</summary>
    internal float* Forward => _forward.Pointer;

    /// <summary>[panels, then input panels][tiles][columns of the tile][columns of the panel]: the recurrent (and input) weights, transposed.</summary>
    internal float* Backward => _backward.Pointer;

    /// <summary>[tiles][columns], both biases added.</summary>
    internal float* Bias => _bias.Pointer;

    /// <summary>LSTM: [tiles][statics][columns]; EA-LSTM: [panels][statics][columns] of the input gate.</summary>
    internal float* Static => _static.Pointer;

    /// <summary>EA-LSTM: [panels][columns], bias of the input gate.</summary>
    internal float* StaticBias => _staticBias.Pointer;

    /// <summary>[hidden, padded]: weights of the head.</summary>
    internal float* Head => _head.Pointer;

    internal float HeadBias { get; private set; }

    /// <summary>Copies the weights out of the flat array.</summary>
    /// <param name="flat">All weights, in the order of the layout.</param>
    /// <param name="backward">Whether the transposed weights are wanted (training).</param>
    /// <param name="inputGradient">Whether the transposed input weights are wanted too.</param>
    internal void Pack(ReadOnlySpan<float> flat, bool backward, bool inputGradient)
    {
        RecurrentShape shape = Layout.Shape;
        RecurrentLayout at = Layout.Weights;
        PackForward(flat, shape, at);
        PackStatics(flat, shape, at);
        float* head = _head.ReserveZero(Layout.HiddenPadded);
        flat.Slice(at["head.weight"].Offset, shape.Hidden).CopyTo(new Span<float>(head, shape.Hidden));
        HeadBias = flat[at["head.bias"].Offset];
        if (backward)
        {
            PackBackward(flat, shape, at, inputGradient);
        }
    }

    public void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
        _bias.Dispose();
        _static.Dispose();
        _staticBias.Dispose();
        _head.Dispose();
    }

    private void PackForward(ReadOnlySpan<float> flat, RecurrentShape shape, RecurrentLayout at)
    {
        int columns = Layout.Columns;
        float* forward = _forward.ReserveZero((long)Layout.Tiles * Layout.Reduction * columns);
        float* bias = _bias.ReserveZero((long)Layout.Tiles * columns);
        for (int panel = 0; panel < Layout.Panels; panel++)
        {
            int units = Math.Min(columns, shape.Hidden - (panel * columns));
            for (int gate = 0; gate < shape.Gates; gate++)
            {
                int tile = (panel * shape.Gates) + gate;
                int unit = panel * columns;
                float* target = forward + ((long)tile * Layout.Reduction * columns);
                Gather(flat, at.InputWeight(gate, unit, 0), at.InputWeight(gate, 1, 0) - at.InputWeight(gate, 0, 0),
                    at.InputWeight(gate, 0, 1) - at.InputWeight(gate, 0, 0), units, shape.Inputs, target);
                Gather(flat, at.RecurrentWeight(gate, unit, 0), at.RecurrentWeight(gate, 1, 0) - at.RecurrentWeight(gate, 0, 0),
                    at.RecurrentWeight(gate, 0, 1) - at.RecurrentWeight(gate, 0, 0), units, shape.Hidden, target + ((long)shape.Inputs * columns));
                for (int u = 0; u < units; u++)
                {
                    float second = at.SecondBias(gate) < 0 ? 0 : flat[at.SecondBias(gate) + unit + u];
                    bias[(tile * columns) + u] = flat[at.Bias(gate) + unit + u] + second;
                }
            }
        }
    }

    private void PackStatics(ReadOnlySpan<float> flat, RecurrentShape shape, RecurrentLayout at)
    {
        int columns = Layout.Columns;
        if (shape.Statics == 0)
        {
            return;
        }

        bool ea = shape.Cell == RecurrentCell.EaLstm;
        int gates = ea ? 1 : shape.Gates;
        float* target = _static.ReserveZero((long)Layout.Panels * gates * shape.Statics * columns);
        float* bias = _staticBias.ReserveZero(Layout.HiddenPadded);
        for (int panel = 0; panel < Layout.Panels; panel++)
        {
            int unit = panel * columns;
            int units = Math.Min(columns, shape.Hidden - unit);
            for (int gate = 0; gate < gates; gate++)
            {
                float* tile = target + ((((long)panel * gates) + gate) * shape.Statics * columns);
                if (ea)
                {
                    Gather(flat, at["weight_static"].Offset + unit, 1, shape.Hidden, units, shape.Statics, tile);
                    flat.Slice(at["bias_static"].Offset + unit, units).CopyTo(new Span<float>(bias + unit, units));
                }
                else
                {
                    Gather(flat, at.InputWeight(gate, unit, shape.Inputs), at.InputWeight(gate, 1, 0) - at.InputWeight(gate, 0, 0), 1,
                        units, shape.Statics, tile);
                }
            }
        }
    }

    private void PackBackward(ReadOnlySpan<float> flat, RecurrentShape shape, RecurrentLayout at, bool inputGradient)
    {
        int columns = Layout.Columns;
        long panelSize = (long)Layout.Tiles * columns * columns;
        int panels = Layout.Panels + (inputGradient ? Layout.InputPanels : 0);
        float* backward = _backward.ReserveZero(panels * panelSize);
        for (int panel = 0; panel < panels; panel++)
        {
            bool input = panel >= Layout.Panels;
            int first = (input ? panel - Layout.Panels : panel) * columns;
            int outputs = Math.Min(columns, (input ? shape.Inputs : shape.Hidden) - first);
            for (int tile = 0; tile < Layout.Tiles; tile++)
            {
                int gate = tile % shape.Gates;
                int unit = tile / shape.Gates * columns;
                int units = Math.Min(columns, shape.Hidden - unit);
                int offset = input ? at.InputWeight(gate, unit, first) : at.RecurrentWeight(gate, unit, first);
                int unitStride = input
                    ? at.InputWeight(gate, 1, 0) - at.InputWeight(gate, 0, 0)
                    : at.RecurrentWeight(gate, 1, 0) - at.RecurrentWeight(gate, 0, 0);
                int outputStride = input
                    ? at.InputWeight(gate, 0, 1) - at.InputWeight(gate, 0, 0)
                    : at.RecurrentWeight(gate, 0, 1) - at.RecurrentWeight(gate, 0, 0);
                Gather(flat, offset, outputStride, unitStride, outputs, units, backward + (panel * panelSize) + ((long)tile * columns * columns));
            }
        }
    }

    // target[step, column] = flat[offset + column · columnStride + step · stepStride]
    private void Gather(ReadOnlySpan<float> flat, int offset, int columnStride, int stepStride, int columns, int steps, float* target)
    {
        for (int step = 0; step < steps; step++)
        {
            float* row = target + ((long)step * Layout.Columns);
            int source = offset + (step * stepStride);
            for (int column = 0; column < columns; column++)
            {
                row[column] = flat[source + (column * columnStride)];
            }
        }
    }
}
