namespace HydroNotebook.Tensors;

/// <summary>Where each weight of a recurrent layer and its head lies in one flat array, under its published name.</summary>
/// <remarks>
/// LSTM, as PyTorch: <c>weight_ih_l0</c> [4H, inputs + statics], <c>weight_hh_l0</c> [4H, H], <c>bias_ih_l0</c> [4H] and
/// <c>bias_hh_l0</c> [4H] (only with two biases), gates in the order input, forget, candidate, output.
/// EA-LSTM, as K19's program: <c>weight_dynamic</c> [inputs, 3H], <c>weight_recurrent</c> [H, 3H], <c>bias</c> [3H], gates in the
/// order forget, output, candidate; <c>weight_static</c> [statics, H], <c>bias_static</c> [H].
/// Both: <c>head.weight</c> [1, H], <c>head.bias</c> [1].
/// </remarks>
public sealed class RecurrentLayout
{
    private readonly Dictionary<string, NamedSlice> _byName = new(StringComparer.Ordinal);
    private readonly List<NamedSlice> _slices = [];
    private readonly int _recurrent;
    private readonly int _bias;
    private readonly int _secondBias;

    /// <summary>Lays out the weights of a shape.</summary>
    /// <exception cref="ArgumentException">The shape is impossible.</exception>
    public RecurrentLayout(RecurrentShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Fault() is { } fault)
        {
            throw new ArgumentException($"The layer has {fault}.", nameof(shape));
        }

        Shape = shape;
        int h = shape.Hidden;
        if (shape.Cell == RecurrentCell.Lstm)
        {
            Add("weight_ih_l0", 4 * h, shape.Inputs + shape.Statics);
            Add("weight_hh_l0", 4 * h, h);
            Add("bias_ih_l0", 4 * h);
            if (shape.TwoBiases)
            {
                Add("bias_hh_l0", 4 * h);
            }
        }
        else
        {
            Add("weight_dynamic", shape.Inputs, 3 * h);
            Add("weight_recurrent", h, 3 * h);
            Add("bias", 3 * h);
            Add("weight_static", shape.Statics, h);
            Add("bias_static", h);
        }

        _recurrent = _slices[1].Offset;
        _bias = _slices[2].Offset;
        _secondBias = shape.TwoBiases ? _slices[3].Offset : -1;
        Add("head.weight", 1, h);
        Add("head.bias", 1);
    }

    /// <summary>The shape that is laid out.</summary>
    public RecurrentShape Shape { get; }

    /// <summary>All weight arrays in order.</summary>
    public IReadOnlyList<NamedSlice> Slices => _slices;

    /// <summary>Number of weights together.</summary>
    public int Count { get; private set; }

    /// <summary>The array of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such array.</exception>
    public NamedSlice this[string name] => _byName.TryGetValue(name, out NamedSlice? slice)
        ? slice
        : throw new KeyNotFoundException($"There is no weight '{name}'; there are {string.Join(", ", _slices.Select(s => s.Name))}.");

    /// <summary>The number at which the weight of a kernel gate, unit and daily or static input lies.</summary>
    internal int InputWeight(int gate, int unit, int input) => Shape.Cell == RecurrentCell.Lstm
        ? (((gate * Shape.Hidden) + unit) * (Shape.Inputs + Shape.Statics)) + input
        : (input * 3 * Shape.Hidden) + (StoredGate(gate) * Shape.Hidden) + unit;

    /// <summary>The number at which the weight of a kernel gate, unit and last hidden state lies.</summary>
    internal int RecurrentWeight(int gate, int unit, int from) => Shape.Cell == RecurrentCell.Lstm
        ? _recurrent + (((gate * Shape.Hidden) + unit) * Shape.Hidden) + from
        : _recurrent + (from * 3 * Shape.Hidden) + (StoredGate(gate) * Shape.Hidden) + unit;

    /// <summary>The number at which the first bias of a kernel gate lies.</summary>
    internal int Bias(int gate) => Shape.Cell == RecurrentCell.Lstm
        ? _bias + (gate * Shape.Hidden)
        : _bias + (StoredGate(gate) * Shape.Hidden);

    /// <summary>The number at which the second bias of a kernel gate lies, or −1.</summary>
    internal int SecondBias(int gate) => Shape.TwoBiases ? _secondBias + (gate * Shape.Hidden) : -1;

    // Kernels count the gates of the EA-LSTM forget, candidate, output; files forget, output, candidate.
    private static int StoredGate(int gate) => gate == 0 ? 0 : 3 - gate;

    private void Add(string name, params int[] shape)
    {
        var slice = new NamedSlice(name, shape, Count);
        _slices.Add(slice);
        _byName.Add(name, slice);
        Count += slice.Count;
    }
}
