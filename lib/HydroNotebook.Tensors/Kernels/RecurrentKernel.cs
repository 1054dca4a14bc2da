using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace HydroNotebook.Tensors.Kernels;

/// <summary>LSTM and EA-LSTM over a shard of samples, forward and back, for one register width.</summary>
/// <remarks>
/// Twin: <see cref="RecurrentReference{T}"/>. Per day and tile one matrix product whose B (one gate of one panel, all of the
/// sum's length) stays in the first-level cache while all rows pass; activations and cell update follow per panel.
/// Rounding: sums run in another order and with fused multiply-add, activations are within 2e-7 of their definitions.
/// Nothing here depends on the number of threads: a shard is one thread's from the first day to the last and back.
/// </remarks>
internal sealed unsafe class RecurrentKernel<TLanes, TVector> : KernelSet
    where TLanes : ILanes<TVector>
    where TVector : struct
{
    internal override int Lanes => TLanes.Count;

    internal override int TileRows => TLanes.TileRows;

    internal override bool IsSupported => TLanes.IsSupported;

    internal override void Forward(PackedWeights weights, ShardMemory memory, InputRows inputs)
    {
        PanelLayout layout = weights.Layout;
        RecurrentShape shape = layout.Shape;
        bool lstm = shape.Cell == RecurrentCell.Lstm;
        if (shape.Statics > 0)
        {
            ProjectStatics(weights, memory);
        }

        int rows = memory.Rows;
        long tileSize = (long)rows * layout.Columns;
        long bSize = (long)layout.Reduction * layout.Columns;
        bool perRowStart = lstm && shape.Statics > 0;
        for (int day = 0; day < memory.Length; day++)
        {
            float* state = StateSlot(weights, memory, day);
            float* next = StateSlot(weights, memory, day + 1);
            GatherInputs(state, inputs, day, rows, shape.Inputs, layout.StateWidth);
            float* gates = memory.Gates + (memory.Keep ? day * tileSize * layout.Tiles : 0);
            for (int panel = 0; panel < layout.Panels; panel++)
            {
                int firstTile = panel * shape.Gates;
                float* start = perRowStart ? memory.Start + (firstTile * tileSize) : weights.Bias + (firstTile * layout.Columns);
                if (rows == 1)
                {
                    // The start of one row lies as the bias does: one tile after another.
                    Tile.RunRow<TLanes, TVector>(
                        state, weights.Forward + (firstTile * bSize), (nint)bSize, layout.Reduction, shape.Gates, start, gates + (firstTile * tileSize));
                }
                else
                {
                    int startStride = perRowStart ? layout.Columns : 0;
                    long startTile = perRowStart ? tileSize : layout.Columns;
                    for (int gate = 0; gate < shape.Gates; gate++)
                    {
                        float* b = weights.Forward + ((firstTile + gate) * bSize);
                        float* c = gates + ((firstTile + gate) * tileSize);
                        for (int row = 0; row < rows; row += TLanes.TileRows)
                        {
                            Tile.Run<TLanes, TVector>(
                                state + ((long)row * layout.StateWidth), layout.StateWidth, 1, 0, b, 0, layout.Reduction, 1,
                                start + (gate * startTile) + ((long)row * startStride), startStride, c + ((long)row * layout.Columns), layout.Columns);
                        }
                    }
                }

                float* gate0 = gates + (panel * shape.Gates * tileSize);
                float* before = CellSlot(weights, memory, day) + (panel * tileSize);
                float* after = CellSlot(weights, memory, day + 1) + (panel * tileSize);
                float* squashed = memory.Squashed + (((memory.Keep ? (long)day * layout.Panels : 0) + panel) * tileSize);
                float* hidden = next + shape.Inputs + (panel * layout.Columns);
                if (lstm)
                {
                    LstmCell(gate0, tileSize, before, after, squashed, hidden, layout.StateWidth, rows);
                }
                else
                {
                    EaLstmCell(gate0, tileSize, memory.InputGate + (panel * tileSize), before, after, squashed, hidden, layout.StateWidth, rows);
                }
            }

            int outer = day - (memory.Length - memory.OuterDays);
            if (outer >= 0)
            {
                Head(weights, memory, next + shape.Inputs, outer);
                if (memory.Targets.Any)
                {
                    Record(weights, memory, gates, CellSlot(weights, memory, day + 1), next + shape.Inputs, outer);
                }
            }
        }
    }

    internal override void Backward(PackedWeights weights, ShardMemory memory, float* gradient)
    {
        PanelLayout layout = weights.Layout;
        RecurrentShape shape = layout.Shape;
        bool lstm = shape.Cell == RecurrentCell.Lstm;
        int rows = memory.Rows;
        long tileSize = (long)rows * layout.Columns;
        long hiddenSize = (long)rows * layout.HiddenPadded;
        new Span<float>(memory.HiddenGradient, (int)hiddenSize).Clear();
        new Span<float>(memory.CellGradient, (int)hiddenSize).Clear();
        new Span<float>(memory.GateSums, (int)(hiddenSize * (shape.Gates + 1))).Clear();
        int chunkEnd = memory.Length;
        for (int day = memory.Length - 1; day >= 0; day--)
        {
            int outer = day - (memory.Length - memory.OuterDays);
            if (outer >= 0)
            {
                Add(memory.HiddenGradient, memory.OuterGradient + (outer * hiddenSize), hiddenSize);
                if (memory.OuterCellGradient != null)
                {
                    Add(memory.CellGradient, memory.OuterCellGradient + (outer * hiddenSize), hiddenSize);
                }
            }

            float* gates = memory.Gates + (day * tileSize * layout.Tiles);
            for (int panel = 0; panel < layout.Panels; panel++)
            {
                float* gate0 = gates + (panel * shape.Gates * tileSize);
                float* sums = memory.GateSums + (panel * shape.Gates * tileSize);
                float* before = CellSlot(weights, memory, day) + (panel * tileSize);
                float* squashed = memory.Squashed + ((((long)day * layout.Panels) + panel) * tileSize);
                float* hidden = memory.HiddenGradient + (panel * layout.Columns);
                float* cell = memory.CellGradient + (panel * tileSize);
                if (lstm)
                {
                    LstmCellBack(gate0, tileSize, before, squashed, hidden, layout.HiddenPadded, cell, sums, rows);
                }
                else
                {
                    float* inputSums = memory.GateSums + (layout.Tiles * tileSize) + (panel * tileSize);
                    float* input = memory.InputGate + (panel * tileSize);
                    EaLstmCellBack(gate0, tileSize, input, before, squashed, hidden, layout.HiddenPadded, cell, sums, inputSums, rows);
                }
            }

            Transposed(weights, memory, gates, day);
            if (chunkEnd - day == memory.ChunkDays || day == 0)
            {
                WeightGradient(weights, memory, day, chunkEnd - day, gradient);
                chunkEnd = day;
            }
        }
    }

    /// <summary>Output of the linear head on one of the last days: w · (dropout ⊙ h) + b for every row.</summary>
    private static void Head(PackedWeights weights, ShardMemory memory, float* hidden, int outer)
    {
        PanelLayout layout = weights.Layout;
        float* factor = memory.Dropout + ((long)outer * memory.Rows * layout.HiddenPadded);
        for (int row = 0; row < memory.Rows; row++, hidden += layout.StateWidth, factor += layout.HiddenPadded)
        {
            TVector sum = TLanes.Broadcast(0);
            for (int j = 0; j < layout.HiddenPadded; j += TLanes.Count)
            {
                TVector weight = TLanes.Load(weights.Head + j);
                TVector value = memory.HasDropout ? TLanes.Multiply(TLanes.Load(hidden + j), TLanes.Load(factor + j)) : TLanes.Load(hidden + j);
                sum = TLanes.MultiplyAdd(weight, value, sum);
            }

            memory.Outputs[((long)row * memory.OuterDays) + outer] = TLanes.Sum(sum) + weights.HeadBias;
        }
    }

    /// <summary>Copies the states of one output day out of the tiles.</summary>
    private static void Record(PackedWeights weights, ShardMemory memory, float* gates, float* cells, float* hidden, int outer)
    {
        PanelLayout layout = weights.Layout;
        int units = layout.Shape.Hidden;
        StateTargets targets = memory.Targets;
        for (int row = 0; row < targets.Rows; row++)
        {
            long day = ((long)row * memory.OuterDays) + outer;
            if (targets.Hidden != null)
            {
                new ReadOnlySpan<float>(hidden + ((long)row * layout.StateWidth), units).CopyTo(new Span<float>(targets.Hidden + (day * units), units));
            }

            for (int panel = 0; panel < layout.Panels; panel++)
            {
                int first = panel * layout.Columns;
                int count = Math.Min(layout.Columns, units - first);
                if (targets.Cells != null)
                {
                    float* source = cells + ((((long)panel * memory.Rows) + row) * layout.Columns);
                    new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(targets.Cells + (day * units) + first, count));
                }

                for (int gate = 0; gate < layout.Shape.Gates && targets.Gates != null; gate++)
                {
                    float* source = gates + ((((long)((panel * layout.Shape.Gates) + gate) * memory.Rows) + row) * layout.Columns);
                    float* target = targets.Gates + (((day * layout.Shape.Gates) + gate) * units) + first;
                    new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(target, count));
                }
            }
        }
    }

    private static void GatherInputs(float* state, InputRows inputs, int day, int rows, int count, int stateWidth)
    {
        long offset = (long)day * inputs.DayStride;
        for (int row = 0; row < rows; row++)
        {
            float* source = inputs.Pointers[row] + offset;
            float* target = state + ((long)row * stateWidth);
            for (int k = 0; k < count; k++)
            {
                target[k] = source[k];
            }
        }
    }

    /// <summary>LSTM: bias + W_s x_s of every gate. EA-LSTM: the input gate σ(W_i x_s + b_i). Both once per sequence.</summary>
    private static void ProjectStatics(PackedWeights weights, ShardMemory memory)
    {
        PanelLayout layout = weights.Layout;
        RecurrentShape shape = layout.Shape;
        bool ea = shape.Cell == RecurrentCell.EaLstm;
        int tiles = ea ? layout.Panels : layout.Tiles;
        float* target = ea ? memory.InputGate : memory.Start;
        float* bias = ea ? weights.StaticBias : weights.Bias;
        for (int tile = 0; tile < tiles; tile++)
        {
            if (memory.Rows == 1)
            {
                Tile.RunRow<TLanes, TVector>(
                    memory.Statics, weights.Static + ((long)tile * shape.Statics * layout.Columns), 0, shape.Statics, 1,
                    bias + (tile * layout.Columns), target + ((long)tile * layout.Columns));
                continue;
            }

            for (int row = 0; row < memory.Rows; row += TLanes.TileRows)
            {
                Tile.Run<TLanes, TVector>(
                    memory.Statics + ((long)row * shape.Statics), shape.Statics, 1, 0,
                    weights.Static + ((long)tile * shape.Statics * layout.Columns), 0, shape.Statics, 1,
                    bias + (tile * layout.Columns), 0, target + ((((long)tile * memory.Rows) + row) * layout.Columns), layout.Columns);
            }
        }

        if (ea)
        {
            long count = (long)memory.Rows * layout.HiddenPadded;
            for (long k = 0; k < count; k += TLanes.Count)
            {
                TLanes.Store(target + k, Activations.Logistic<TLanes, TVector>(TLanes.Load(target + k)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LstmCell(
        float* gates, long tileSize, float* before, float* after, float* squashed, float* hidden, int hiddenStride, int rows)
    {
        long count = (long)rows * 2 * TLanes.Count;
        for (long k = 0; k < count; k += TLanes.Count)
        {
            TVector i = Activations.Logistic<TLanes, TVector>(TLanes.Load(gates + k));
            TVector f = Activations.Logistic<TLanes, TVector>(TLanes.Load(gates + tileSize + k));
            TVector g = Activations.Tangent<TLanes, TVector>(TLanes.Load(gates + (2 * tileSize) + k));
            TVector o = Activations.Logistic<TLanes, TVector>(TLanes.Load(gates + (3 * tileSize) + k));
            TLanes.Store(gates + k, i);
            TLanes.Store(gates + tileSize + k, f);
            TLanes.Store(gates + (2 * tileSize) + k, g);
            TLanes.Store(gates + (3 * tileSize) + k, o);
            TLanes.Store(after + k, TLanes.MultiplyAdd(f, TLanes.Load(before + k), TLanes.Multiply(i, g)));
        }

        Hidden(gates + (3 * tileSize), after, squashed, hidden, hiddenStride, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EaLstmCell(
        float* gates, long tileSize, float* input, float* before, float* after, float* squashed, float* hidden, int hiddenStride, int rows)
    {
        long count = (long)rows * 2 * TLanes.Count;
        for (long k = 0; k < count; k += TLanes.Count)
        {
            TVector f = Activations.Logistic<TLanes, TVector>(TLanes.Load(gates + k));
            TVector g = Activations.Tangent<TLanes, TVector>(TLanes.Load(gates + tileSize + k));
            TVector o = Activations.Logistic<TLanes, TVector>(TLanes.Load(gates + (2 * tileSize) + k));
            TLanes.Store(gates + k, f);
            TLanes.Store(gates + tileSize + k, g);
            TLanes.Store(gates + (2 * tileSize) + k, o);
            TLanes.Store(after + k, TLanes.MultiplyAdd(f, TLanes.Load(before + k), TLanes.Multiply(TLanes.Load(input + k), g)));
        }

        Hidden(gates + (2 * tileSize), after, squashed, hidden, hiddenStride, rows);
    }

    /// <summary>h = o ⊙ tanh(c), behind the gates of all rows: apart, more of both loops is under way at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hidden(float* output, float* cells, float* squashed, float* hidden, int hiddenStride, int rows)
    {
        int columns = 2 * TLanes.Count;
        long k = 0;
        for (int row = 0; row < rows; row++, hidden += hiddenStride)
        {
            for (int c = 0; c < columns; c += TLanes.Count, k += TLanes.Count)
            {
                TVector tangent = Activations.Tangent<TLanes, TVector>(TLanes.Load(cells + k));
                TLanes.Store(squashed + k, tangent);
                TLanes.Store(hidden + c, TLanes.Multiply(TLanes.Load(output + k), tangent));
            }
        }
    }

    /// <summary>Gate gradients of one day and panel, in the gates' own place; cell gradient becomes that of the day before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LstmCellBack(
        float* gates, long tileSize, float* before, float* squashed, float* hidden, int hiddenStride, float* cell, float* sums, int rows)
    {
        TVector one = TLanes.Broadcast(1);
        int columns = 2 * TLanes.Count;
        long k = 0;
        for (int row = 0; row < rows; row++, hidden += hiddenStride)
        {
            for (int c = 0; c < columns; c += TLanes.Count, k += TLanes.Count)
            {
                TVector i = TLanes.Load(gates + k);
                TVector f = TLanes.Load(gates + tileSize + k);
                TVector g = TLanes.Load(gates + (2 * tileSize) + k);
                TVector o = TLanes.Load(gates + (3 * tileSize) + k);
                TVector tangent = TLanes.Load(squashed + k);
                TVector dh = TLanes.Load(hidden + c);
                TVector dc = TLanes.MultiplyAdd(
                    TLanes.Multiply(dh, o), TLanes.Subtract(one, TLanes.Multiply(tangent, tangent)), TLanes.Load(cell + k));
                TVector di = TLanes.Multiply(TLanes.Multiply(dc, g), TLanes.Multiply(i, TLanes.Subtract(one, i)));
                TVector df = TLanes.Multiply(TLanes.Multiply(dc, TLanes.Load(before + k)), TLanes.Multiply(f, TLanes.Subtract(one, f)));
                TVector dg = TLanes.Multiply(TLanes.Multiply(dc, i), TLanes.Subtract(one, TLanes.Multiply(g, g)));
                TVector d = TLanes.Multiply(TLanes.Multiply(dh, tangent), TLanes.Multiply(o, TLanes.Subtract(one, o)));
                TLanes.Store(cell + k, TLanes.Multiply(dc, f));
                Put(gates + k, sums + k, di);
                Put(gates + tileSize + k, sums + tileSize + k, df);
                Put(gates + (2 * tileSize) + k, sums + (2 * tileSize) + k, dg);
                Put(gates + (3 * tileSize) + k, sums + (3 * tileSize) + k, d);
            }
        }
    }

    /// <summary>As the LSTM's; the gradient of the static input gate is gathered over the days (before its activation's derivative).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EaLstmCellBack(
        float* gates, long tileSize, float* input, float* before, float* squashed, float* hidden, int hiddenStride,
        float* cell, float* sums, float* inputSums, int rows)
    {
        TVector one = TLanes.Broadcast(1);
        int columns = 2 * TLanes.Count;
        long k = 0;
        for (int row = 0; row < rows; row++, hidden += hiddenStride)
        {
            for (int c = 0; c < columns; c += TLanes.Count, k += TLanes.Count)
            {
                TVector f = TLanes.Load(gates + k);
                TVector g = TLanes.Load(gates + tileSize + k);
                TVector o = TLanes.Load(gates + (2 * tileSize) + k);
                TVector tangent = TLanes.Load(squashed + k);
                TVector dh = TLanes.Load(hidden + c);
                TVector dc = TLanes.MultiplyAdd(
                    TLanes.Multiply(dh, o), TLanes.Subtract(one, TLanes.Multiply(tangent, tangent)), TLanes.Load(cell + k));
                TVector df = TLanes.Multiply(TLanes.Multiply(dc, TLanes.Load(before + k)), TLanes.Multiply(f, TLanes.Subtract(one, f)));
                TVector dg = TLanes.Multiply(TLanes.Multiply(dc, TLanes.Load(input + k)), TLanes.Subtract(one, TLanes.Multiply(g, g)));
                TVector d = TLanes.Multiply(TLanes.Multiply(dh, tangent), TLanes.Multiply(o, TLanes.Subtract(one, o)));
                TLanes.Store(cell + k, TLanes.Multiply(dc, f));
                TLanes.Store(inputSums + k, TLanes.MultiplyAdd(dc, g, TLanes.Load(inputSums + k)));
                Put(gates + k, sums + k, df);
                Put(gates + tileSize + k, sums + tileSize + k, dg);
                Put(gates + (2 * tileSize) + k, sums + (2 * tileSize) + k, d);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* target, float* sum, TVector value)
    {
        TLanes.Store(target, value);
        TLanes.Store(sum, TLanes.Add(TLanes.Load(sum), value));
    }

    private static void Add(float* target, float* source, long count)
    {
        for (long k = 0; k < count; k += TLanes.Count)
        {
            TLanes.Store(target + k, TLanes.Add(TLanes.Load(target + k), TLanes.Load(source + k)));
        }
    }

    /// <summary>Gradient of the last hidden state (and of the day's inputs): gate gradients times the transposed weights.</summary>
    private static void Transposed(PackedWeights weights, ShardMemory memory, float* gates, int day)
    {
        PanelLayout layout = weights.Layout;
        int rows = memory.Rows;
        int columns = layout.Columns;
        long panelSize = (long)layout.Tiles * columns * columns;
        int inputWidth = layout.InputPanels * columns;
        int panels = layout.Panels + (memory.WantsInputGradient ? layout.InputPanels : 0);
        for (int panel = 0; panel < panels; panel++)
        {
            bool input = panel >= layout.Panels;
            int stride = input ? inputWidth : layout.HiddenPadded;
            float* target = input
                ? memory.InputGradient + ((long)day * rows * inputWidth) + ((panel - layout.Panels) * columns)
                : memory.HiddenGradient + (panel * columns);
            for (int row = 0; row < rows; row += TLanes.TileRows)
            {
                Tile.Run<TLanes, TVector>(
                    gates + ((long)row * columns), columns, 1, (nint)rows * columns, weights.Backward + (panel * panelSize), columns * columns,
                    columns, layout.Tiles, memory.Zeros, 0, target + ((long)row * stride), stride);
            }
        }
    }

    /// <summary>gradient += statesᵀ · gate gradients over a chunk of days.</summary>
    private static void WeightGradient(PackedWeights weights, ShardMemory memory, int firstDay, int days, float* gradient)
    {
        PanelLayout layout = weights.Layout;
        int rows = memory.Rows;
        int tileRows = TLanes.TileRows;
        long blockSize = (long)days * rows * tileRows;
        PackStates(weights, memory, firstDay, days, blockSize);
        long tileSize = (long)rows * layout.Columns;
        long daySize = tileSize * layout.Tiles;
        long gradientTile = (long)tileRows * layout.Columns;
        float* sum = stackalloc float[(int)gradientTile];
        for (int tile = 0; tile < layout.Tiles; tile++)
        {
            float* b = memory.Gates + (firstDay * daySize) + (tile * tileSize);
            for (int block = 0; block < layout.GradientBlocks; block++)
            {
                // The chunk is summed by itself and then added: one running sum over all rows and days would lose digits.
                Tile.Run<TLanes, TVector>(
                    memory.Packed + (block * blockSize), 1, tileRows, rows * tileRows, b, (nint)daySize, rows, days,
                    memory.Zeros, 0, sum, layout.Columns);
                Add(gradient + ((((long)block * layout.Tiles) + tile) * gradientTile), sum, gradientTile);
            }
        }
    }

    // [gradient blocks][days][rows][tile rows]; columns behind the last hidden unit are read from the padding and never used.
    private static void PackStates(PackedWeights weights, ShardMemory memory, int firstDay, int days, long blockSize)
    {
        PanelLayout layout = weights.Layout;
        int tileRows = TLanes.TileRows;
        for (int block = 0; block < layout.GradientBlocks; block++)
        {
            float* target = memory.Packed + (block * blockSize);
            for (int day = 0; day < days; day++)
            {
                float* source = StateSlot(weights, memory, firstDay + day) + (block * tileRows);
                for (int row = 0; row < memory.Rows; row++, source += layout.StateWidth, target += tileRows)
                {
                    // Four floats at a time: tiles have 6 or 12 rows, so the last group of six overlaps the one before.
                    Vector128.Store(Vector128.Load(source), target);
                    Vector128.Store(Vector128.Load(source + tileRows - 4), target + tileRows - 4);
                    if (tileRows == 12)
                    {
                        Vector128.Store(Vector128.Load(source + 4), target + 4);
                    }
                }
            }
        }
    }
}
