namespace HydroNotebook.Tensors.Kernels;

/// <summary>A recurrent layer as one operation of the tape: the fused kernels, forward now and back when the tape asks.</summary>
/// <remarks>The result holds hidden states, then cell states of all days, [2 · length, batch, hidden].</remarks>
internal sealed unsafe class FusedLayer
{
    private readonly KernelSet _kernels;
    private readonly PanelLayout _layout;

    internal FusedLayer(RecurrentShape shape, KernelSet kernels)
    {
        _kernels = kernels;
        _layout = kernels.Layout(new RecurrentLayout(shape));
    }

    private RecurrentShape Shape => _layout.Shape;

    /// <summary>Runs over a batch of windows and records the way back.</summary>
    /// <param name="x">Daily inputs, [length, batch, inputs].</param>
    /// <param name="statics">EA-LSTM: static inputs, [batch, statics].</param>
    /// <param name="h0">Start hidden states, [batch, hidden].</param>
    /// <param name="c0">Start cell states, [batch, hidden].</param>
    /// <param name="weights">The layer's weights in the order of the layout, without the head.</param>
    internal Tensor Forward(Tensor x, Tensor? statics, Tensor h0, Tensor c0, IReadOnlyList<Tensor> weights)
    {
        int length = x.Shape[0];
        int batch = x.Shape[1];
        Tensor[] inputs = [x, h0, c0, .. statics is null ? [] : (Tensor[])[statics], .. weights];
        bool records = Tape.Records(inputs);
#pragma warning disable CA2000 // the way back owns both; where it never comes, their finalisers free the memory
        var packed = new PackedWeights(_layout);
        packed.Pack(Flat(weights), records, records);
        var memory = new ShardMemory();
#pragma warning restore CA2000
        memory.Reserve(_layout, _layout.PaddedRows(batch), length, keep: true, outerDays: length, inputGradient: records);
        Start(packed, memory, statics, h0, c0, batch);
        fixed (float* first = x.Values)
        {
            float** rows = stackalloc float*[memory.Rows];
            for (int row = 0; row < memory.Rows; row++)
            {
                rows[row] = first + (Math.Min(row, batch - 1) * Shape.Inputs);
            }

            _kernels.Forward(packed, memory, new InputRows((nint)rows, batch * Shape.Inputs));
        }

        Tensor result = Tensor.Uninitialised(2 * length, batch, Shape.Hidden);
        Take(packed, memory, result.MutableValues, length, batch);
        if (!records)
        {
            packed.Dispose();
            memory.Dispose();
            return result;
        }

        return Tape.Record(result, inputs, (gradient, into) =>
        {
            Back(packed, memory, gradient, into, batch, weights.Count, statics is not null);
            packed.Dispose();
            memory.Dispose();
        });
    }

    private float[] Flat(IReadOnlyList<Tensor> weights)
    {
        var flat = new float[_layout.Weights.Count];
        for (int k = 0; k < weights.Count; k++)
        {
            weights[k].Values.CopyTo(flat.AsSpan(_layout.Weights.Slices[k].Offset));
        }

        return flat;
    }

    private void Start(PackedWeights packed, ShardMemory memory, Tensor? statics, Tensor h0, Tensor c0, int batch)
    {
        KernelSet.ZeroStart(packed, memory);
        int hidden = Shape.Hidden;
        for (int row = 0; row < memory.Rows; row++)
        {
            // Padded rows repeat the last sample; their gradient is zero.
            int sample = Math.Min(row, batch - 1);
            h0.Values.Slice(sample * hidden, hidden).CopyTo(new Span<float>(memory.States + ((long)row * _layout.StateWidth) + Shape.Inputs, hidden));
            for (int unit = 0; unit < hidden; unit++)
            {
                memory.Cells[CellPlace(memory.Rows, row, unit)] = c0.Values[(sample * hidden) + unit];
            }

            statics?.Values.Slice(sample * Shape.Statics, Shape.Statics).CopyTo(new Span<float>(memory.Statics + (row * Shape.Statics), Shape.Statics));
        }
    }

    private void Take(PackedWeights packed, ShardMemory memory, Span<float> result, int length, int batch)
    {
        int hidden = Shape.Hidden;
        for (int day = 0; day < length; day++)
        {
            float* states = KernelSet.StateSlot(packed, memory, day + 1) + Shape.Inputs;
            float* cells = KernelSet.CellSlot(packed, memory, day + 1);
            for (int row = 0; row < batch; row++)
            {
                new ReadOnlySpan<float>(states + ((long)row * _layout.StateWidth), hidden).CopyTo(result.Slice(((day * batch) + row) * hidden, hidden));
                Span<float> target = result.Slice((((length + day) * batch) + row) * hidden, hidden);
                for (int unit = 0; unit < hidden; unit++)
                {
                    target[unit] = cells[CellPlace(memory.Rows, row, unit)];
                }
            }
        }
    }

    private void Back(
        PackedWeights packed, ShardMemory memory, ReadOnlySpan<float> gradient, GradientTargets<float> into, int batch, int weightCount, bool hasStatics)
    {
        SetOuter(memory, gradient, batch);
        using var sums = new ShardGradient(_layout);
        sums.Clear();
        _kernels.Backward(packed, memory, sums.Packed);
        sums.AddOncePerSequence(memory);
        sums.Unpack();
        int firstWeight = hasStatics ? 4 : 3;
        for (int k = 0; k < weightCount; k++)
        {
            if (into.Needs(firstWeight + k))
            {
                NamedSlice slice = _layout.Weights.Slices[k];
                Add(into.Of(firstWeight + k), sums.Flat.AsSpan(slice.Offset, slice.Count));
            }
        }

        InputsBack(memory, into, batch);
        StartBack(memory, into, batch);
        if (hasStatics && into.Needs(3))
        {
            StaticsBack(packed, memory, into.Of(3), batch);
        }
    }

    private void SetOuter(ShardMemory memory, ReadOnlySpan<float> gradient, int batch)
    {
        int hidden = Shape.Hidden;
        long day0 = (long)memory.Rows * _layout.HiddenPadded;
        new Span<float>(memory.OuterGradient, (int)(memory.Length * day0)).Clear();
        float* cell = memory.ReserveOuterCellGradient(_layout);
        for (int day = 0; day < memory.Length; day++)
        {
            for (int row = 0; row < batch; row++)
            {
                ReadOnlySpan<float> h = gradient.Slice(((day * batch) + row) * hidden, hidden);
                h.CopyTo(new Span<float>(memory.OuterGradient + (day * day0) + ((long)row * _layout.HiddenPadded), hidden));
                ReadOnlySpan<float> c = gradient.Slice((((memory.Length + day) * batch) + row) * hidden, hidden);
                for (int unit = 0; unit < hidden; unit++)
                {
                    cell[(day * day0) + CellPlace(memory.Rows, row, unit)] = c[unit];
                }
            }
        }
    }

    private void InputsBack(ShardMemory memory, GradientTargets<float> into, int batch)
    {
        if (!into.Needs(0))
        {
            return;
        }

        Span<float> target = into.Of(0);
        int width = _layout.InputPanels * _layout.Columns;
        for (int day = 0; day < memory.Length; day++)
        {
            for (int row = 0; row < batch; row++)
            {
                var source = new ReadOnlySpan<float>(memory.InputGradient + ((((long)day * memory.Rows) + row) * width), Shape.Inputs);
                Add(target.Slice(((day * batch) + row) * Shape.Inputs, Shape.Inputs), source);
            }
        }
    }

    private void StartBack(ShardMemory memory, GradientTargets<float> into, int batch)
    {
        int hidden = Shape.Hidden;
        for (int row = 0; row < batch; row++)
        {
            if (into.Needs(1))
            {
                Add(into.Of(1).Slice(row * hidden, hidden), new ReadOnlySpan<float>(memory.HiddenGradient + ((long)row * _layout.HiddenPadded), hidden));
            }

            for (int unit = 0; unit < hidden && into.Needs(2); unit++)
            {
                into.Of(2)[(row * hidden) + unit] += memory.CellGradient[CellPlace(memory.Rows, row, unit)];
            }
        }
    }

    // The gate sums behind the tiles hold the gradient of the input gate before its activation.
    private void StaticsBack(PackedWeights packed, ShardMemory memory, Span<float> target, int batch)
    {
        float* sums = memory.GateSums + ((long)_layout.Tiles * memory.Rows * _layout.Columns);
        for (int row = 0; row < batch; row++)
        {
            for (int unit = 0; unit < Shape.Hidden; unit++)
            {
                float d = sums[CellPlace(memory.Rows, row, unit)];
                float* weights = packed.Static + ((long)(unit / _layout.Columns) * Shape.Statics * _layout.Columns) + (unit % _layout.Columns);
                for (int s = 0; s < Shape.Statics; s++)
                {
                    target[(row * Shape.Statics) + s] += d * weights[s * _layout.Columns];
                }
            }
        }
    }

    private long CellPlace(int rows, int row, int unit) =>
        ((((long)(unit / _layout.Columns) * rows) + row) * _layout.Columns) + (unit % _layout.Columns);

    private static void Add(Span<float> target, ReadOnlySpan<float> source)
    {
        for (int k = 0; k < source.Length; k++)
        {
            target[k] += source[k];
        }
    }
}
