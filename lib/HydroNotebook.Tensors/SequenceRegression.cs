using System.Buffers;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors;

/// <summary>A recurrent layer with a linear head, run over windows of long sequences: loss, gradient, outputs and states.</summary>
/// <remarks>
/// The loss is the mean over all valid targets of weight · (output − target)²: mean squared error with weights 1, NSE* (K19 equation 13)
/// with 1/(s + 0.1)². Work is cut into shards of samples that do not depend on the number of threads, and their gradients are
/// added in a fixed order: same weights and same batch give the same bits on any number of threads of one instruction set.
/// </remarks>
public sealed class SequenceRegression : IDisposable
{
    // A shard's rows share what is read of the weights: many for large layers, fewer where the weights fit the cache anyway.
    private const int SmallHidden = 128;
    private const int RowUnit = 12;

    // A batch of few long sequences still keeps some threads busy; six rows a shard cost a tenth of the speed of 72.
    private const int LeastShards = 4;

    private readonly ShardPool _pool;
    private readonly bool _ownsPool;
    private readonly KernelSet _kernels;
    private readonly PackedWeights _packed;
    private readonly ShardMemory[] _memories;
    private readonly Action<int, int> _trainShard;
    private readonly Action<int, int> _runShard;
    private readonly Action<int, int> _reduceTile;
    private readonly List<ShardGradient> _gradients = [];
    private readonly float[] _flatGradient;
    private SequenceBatch _batch = null!;
    private int _shards;
    private int _units;
    private int _rowsOfUnit;
    private int _valid;
    private StateBuffers? _states;

    /// <summary>A network with all weights zero.</summary>
    /// <param name="shape">Sizes of the network.</param>
    /// <param name="pool">Threads; null: one per processor, owned by this object.</param>
    public SequenceRegression(RecurrentShape shape, ShardPool? pool = null)
        : this(shape, pool, KernelSet.Best)
    {
    }

    internal SequenceRegression(RecurrentShape shape, ShardPool? pool, KernelSet kernels)
    {
        Layout = new RecurrentLayout(shape);
        Weights = new float[Layout.Count];
        _flatGradient = new float[Layout.Count];
        _kernels = kernels;
        _ownsPool = pool is null;
        _pool = pool ?? new ShardPool();
        _packed = new PackedWeights(kernels.Layout(Layout));
        _memories = new ShardMemory[_pool.Threads];
        for (int k = 0; k < _memories.Length; k++)
        {
            _memories[k] = new ShardMemory();
        }

        _trainShard = TrainShard;
        _runShard = RunShard;
        _reduceTile = ReduceTile;
    }

    /// <summary>Where each weight lies in <see cref="Weights"/>.</summary>
    public RecurrentLayout Layout { get; }

    /// <summary>All weights; write to it to load or to optimise.</summary>
    public Memory<float> Weights { get; }

    /// <summary>Name of the instruction set in use, such as <c>Vector256</c>.</summary>
    public string InstructionSet => $"Vector{_kernels.Lanes * 32}";

    /// <summary>Loss of a batch, and its gradient.</summary>
    /// <param name="batch">Windows with targets.</param>
    /// <param name="gradient">Receives the gradient with respect to <see cref="Weights"/>.</param>
    /// <returns>The loss; NaN when the batch has no valid target or an input is NaN.</returns>
    public double Gradient(SequenceBatch batch, Span<float> gradient)
    {
        Prepare(batch);
        _packed.Pack(Weights.Span, backward: true, inputGradient: false);
        _valid = batch.ValidTargets();
        while (_gradients.Count < _shards)
        {
            _gradients.Add(new ShardGradient(_packed.Layout));
        }

        _pool.Run(_shards, _trainShard);
        _pool.Run(_packed.Layout.Tiles, _reduceTile);
        double loss = 0;
        for (int s = 0; s < _shards; s++)
        {
            loss += _gradients[s].Loss;
        }

        ReduceFlat();
        _flatGradient.CopyTo(gradient);
        return _valid == 0 ? double.NaN : loss / _valid;
    }

    /// <summary>Outputs of a batch, without dropout; read them in <see cref="SequenceBatch.Results"/>.</summary>
    /// <param name="batch">Windows; targets are not looked at.</param>
    /// <param name="states">Receives states and gates of the output days; null: not wanted.</param>
    /// <exception cref="ArgumentException">A buffer for states is neither empty nor as long as needed.</exception>
    public void Run(SequenceBatch batch, StateBuffers? states = null)
    {
        Prepare(batch);
        long days = (long)batch.Count * batch.OutputDays * Layout.Shape.Hidden;
        RequireLength(states?.Cells.Length, days, "cell states");
        RequireLength(states?.Hidden.Length, days, "hidden states");
        RequireLength(states?.Gates.Length, days * Layout.Shape.Gates, "gates");
        _packed.Pack(Weights.Span, backward: false, inputGradient: false);
        _states = states;
        _pool.Run(_shards, _runShard);
        _states = null;
    }

    /// <summary>EA-LSTM: the input gate of a sequence, σ(W_i x_s + b_i), [hidden]; what K19 calls the embedding of a basin.</summary>
    /// <param name="statics">Static inputs, standardised, [statics].</param>
    /// <exception cref="InvalidOperationException">The network is an LSTM, whose input gate changes with time.</exception>
    public float[] InputGate(ReadOnlySpan<float> statics)
    {
        RecurrentShape shape = Layout.Shape;
        if (shape.Cell != RecurrentCell.EaLstm)
        {
            throw new InvalidOperationException("An LSTM's input gate changes with time; ask for gates with StateBuffers.");
        }

        var gate = new float[shape.Hidden];
        ReadOnlySpan<float> weights = Weights.Span;
        for (int j = 0; j < gate.Length; j++)
        {
            double sum = weights[Layout["bias_static"].Offset + j];
            for (int s = 0; s < statics.Length; s++)
            {
                sum += (double)weights[Layout["weight_static"].Offset + (s * shape.Hidden) + j] * statics[s];
            }

            gate[j] = (float)Activations.Logistic(sum);
        }

        return gate;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packed.Dispose();
        foreach (ShardMemory memory in _memories)
        {
            memory.Dispose();
        }

        foreach (ShardGradient gradient in _gradients)
        {
            gradient.Dispose();
        }

        if (_ownsPool)
        {
            _pool.Dispose();
        }
    }

    private void Prepare(SequenceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        RecurrentShape shape = Layout.Shape;
        if (batch.Inputs.Inputs != shape.Inputs || batch.Inputs.Statics != shape.Statics)
        {
            throw new ArgumentException(
                $"The batch has {batch.Inputs.Inputs} daily and {batch.Inputs.Statics} static inputs, the network {shape.Inputs} and {shape.Statics}.",
                nameof(batch));
        }

        if (batch.Count == 0)
        {
            throw new ArgumentException("The batch is empty.", nameof(batch));
        }

        _batch = batch;
        int unitsOfShard = shape.Hidden > SmallHidden ? 6 : 3;
        (_rowsOfUnit, _units) = (RowUnit, UnitsOf(RowUnit));
        _shards = (_units + unitsOfShard - 1) / unitsOfShard;
        if (_shards < LeastShards)
        {
            (_rowsOfUnit, _units) = (_kernels.TileRows, UnitsOf(_kernels.TileRows));
            _shards = Math.Min(LeastShards, _units);
        }
    }

    private int UnitsOf(int rows) => (_batch.Count + rows - 1) / rows;

    // Shards differ by at most one unit of samples.
    private (int First, int Count) Samples(int shard)
    {
        int first = (int)((long)_units * shard / _shards) * _rowsOfUnit;
        int last = (int)((long)_units * (shard + 1) / _shards) * _rowsOfUnit;
        return (first, Math.Min(last, _batch.Count) - first);
    }

    private unsafe void Begin(ShardMemory memory, int shard, bool keep, float** pointers, int rows)
    {
        (int first, int count) = Samples(shard);
        memory.Reserve(_packed.Layout, rows, _batch.Length, keep, _batch.OutputDays, inputGradient: false);
        int statics = _batch.Inputs.Statics;
        for (int row = 0; row < rows; row++)
        {
            // Padded rows repeat the first sample; their gradient is zero.
            int sample = row < count ? first + row : first;
            pointers[row] = _batch.Inputs.Day(_batch.Sequences[sample], _batch.LastDays[sample] - _batch.Length + 1);
            if (statics > 0)
            {
                _batch.Inputs.StaticsOf(_batch.Sequences[sample]).CopyTo(new Span<float>(memory.Statics + (row * statics), statics));
            }
        }

        KernelSet.ZeroStart(_packed, memory);
    }

    private unsafe void RunShard(int shard, int worker)
    {
        ShardMemory memory = _memories[worker];
        (int first, int count) = Samples(shard);
        int rows = count == 1 ? 1 : _packed.Layout.PaddedRows(count);
        float** pointers = stackalloc float*[rows];
        Begin(memory, shard, keep: false, pointers, rows);
        int days = _batch.OutputDays;
        using MemoryHandle cells = _states?.Cells.Pin() ?? default;
        using MemoryHandle hidden = _states?.Hidden.Pin() ?? default;
        using MemoryHandle gates = _states?.Gates.Pin() ?? default;
        long at = (long)first * days * Layout.Shape.Hidden;
        memory.Targets = new StateTargets
        {
            Cells = cells.Pointer == null ? null : (float*)cells.Pointer + at,
            Hidden = hidden.Pointer == null ? null : (float*)hidden.Pointer + at,
            Gates = gates.Pointer == null ? null : (float*)gates.Pointer + (at * Layout.Shape.Gates),
            Rows = count,
        };
        _kernels.Forward(_packed, memory, new InputRows((nint)pointers, _batch.Inputs.Inputs));
        new ReadOnlySpan<float>(memory.Outputs, count * days).CopyTo(_batch.Outputs.AsSpan(first * days));
    }

    private static void RequireLength(int? length, long needed, string what)
    {
        if (length is { } given && given != 0 && given != needed)
        {
            throw new ArgumentException($"The buffer for {what} has room for {given} numbers where {needed} are needed.", nameof(length));
        }
    }

    private unsafe void TrainShard(int shard, int worker)
    {
        ShardMemory memory = _memories[worker];
        ShardGradient gradient = _gradients[shard];
        (int first, int count) = Samples(shard);
        int rows = _packed.Layout.PaddedRows(count);
        float** pointers = stackalloc float*[rows];
        Begin(memory, shard, keep: true, pointers, rows);
        gradient.Clear();
        FillDropout(memory, first, count);
        _kernels.Forward(_packed, memory, new InputRows((nint)pointers, _batch.Inputs.Inputs));
        int days = _batch.OutputDays;
        new ReadOnlySpan<float>(memory.Outputs, count * days).CopyTo(_batch.Outputs.AsSpan(first * days));
        gradient.Loss = HeadBackward(memory, gradient, first, count);
        _kernels.Backward(_packed, memory, gradient.Packed);
        gradient.AddOncePerSequence(memory);
    }

    // Factors 0 or 1/(1 − rate); sixteen random bits a unit, so the rate is met to 1/65536.
    private unsafe void FillDropout(ShardMemory memory, int first, int count)
    {
        memory.HasDropout = _batch.Dropout > 0;
        if (!memory.HasDropout)
        {
            return;
        }

        int width = _packed.Layout.HiddenPadded;
        uint threshold = (uint)(_batch.Dropout * 65536);
        float scale = 1 / (1 - _batch.Dropout);
        for (int day = 0; day < _batch.OutputDays; day++)
        {
            for (int row = 0; row < memory.Rows; row++)
            {
                float* factor = memory.Dropout + ((((long)day * memory.Rows) + row) * width);
                RandomNumbers numbers = _batch.DropoutNumbers.At(row < count ? first + row : first).At(day);
                for (int j = 0; j < width; j += 4)
                {
                    ulong bits = numbers.Bits(j >> 2);
                    factor[j] = (bits & 0xFFFF) < threshold ? 0 : scale;
                    factor[j + 1] = ((bits >> 16) & 0xFFFF) < threshold ? 0 : scale;
                    factor[j + 2] = ((bits >> 32) & 0xFFFF) < threshold ? 0 : scale;
                    factor[j + 3] = (bits >> 48) < threshold ? 0 : scale;
                }
            }
        }
    }

    /// <summary>Sum of weighted squared errors; gradient of head and of the hidden states of the last days.</summary>
    private unsafe double HeadBackward(ShardMemory memory, ShardGradient gradient, int first, int count)
    {
        PanelLayout layout = _packed.Layout;
        int width = layout.HiddenPadded;
        int days = _batch.OutputDays;
        double loss = 0;
        new Span<float>(memory.OuterGradient, days * memory.Rows * width).Clear();
        for (int day = 0; day < days; day++)
        {
            float* hidden = KernelSet.StateSlot(_packed, memory, memory.Length - days + day + 1) + layout.Shape.Inputs;
            for (int row = 0; row < count; row++)
            {
                float target = _batch.Targets[((first + row) * days) + day];
                if (float.IsNaN(target))
                {
                    continue;
                }

                float weight = _batch.Weights[first + row];
                float error = memory.Outputs[(row * days) + day] - target;
                loss += (double)weight * error * error;
                float d = 2 * weight * error / _valid;
                gradient.HeadBias += d;
                long at = (((long)day * memory.Rows) + row) * width;
                float* outer = memory.OuterGradient + at;
                float* factor = memory.Dropout + at;
                float* state = hidden + ((long)row * layout.StateWidth);
                for (int j = 0; j < width; j++)
                {
                    float scaled = memory.HasDropout ? d * factor[j] : d;
                    outer[j] = scaled * _packed.Head[j];
                    gradient.Head[j] += scaled * state[j];
                }
            }
        }

        return loss;
    }

    // Shards in order: the sum does not depend on who computed what.
    private unsafe void ReduceTile(int tile, int worker)
    {
        PanelLayout layout = _packed.Layout;
        int units = layout.UnitsOf(tile);
        for (int from = 0; from < layout.Reduction; from++)
        {
            long packed = layout.PackedPlace(tile, from);
            (int place, int stride) = layout.FlatPlace(tile, from);
            for (int u = 0; u < units; u++)
            {
                float sum = 0;
                for (int s = 0; s < _shards; s++)
                {
                    sum += _gradients[s].Packed[packed + u];
                }

                _flatGradient[place + (u * stride)] = sum;
            }
        }
    }

    private void ReduceFlat()
    {
        for (int index = 0; index < Layout.Slices.Count; index++)
        {
            NamedSlice slice = Layout.Slices[index];
            if (slice.Name is "weight_hh_l0" or "weight_dynamic" or "weight_recurrent" || (slice.Name == "weight_ih_l0" && Layout.Shape.Statics == 0))
            {
                continue;
            }

            bool statics = slice.Name == "weight_ih_l0";
            int rowLength = statics ? slice.Shape[1] : slice.Count;
            int skip = statics ? Layout.Shape.Inputs : 0;
            for (int k = 0; k < slice.Count; k++)
            {
                if (k % rowLength < skip)
                {
                    continue;
                }

                float sum = 0;
                for (int s = 0; s < _shards; s++)
                {
                    sum += _gradients[s].Flat[slice.Offset + k];
                }

                _flatGradient[slice.Offset + k] = sum;
            }
        }
    }
}
