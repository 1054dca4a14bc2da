using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors.Nn;

/// <summary>LSTM of one or more layers on the fused kernels (K19 equations 1 to 6); <see cref="PlainLstm"/> is its readable twin.</summary>
/// <remarks>Parameters, shapes and results are those of <see cref="PlainLstm"/>; gradients flow to inputs, start states and weights.</remarks>
public sealed class Lstm : Layer
{
    private readonly FusedLayer[] _fused;
    private readonly Parameter[][] _layers;

    /// <summary>An LSTM with all weights zero.</summary>
    /// <param name="inputs">Inputs per day.</param>
    /// <param name="hidden">Size of the hidden state.</param>
    /// <param name="layers">Number of layers, each fed by the hidden states of the one before.</param>
    /// <param name="biases">2 as in PyTorch and NeuralHydrology, 1 as in K19's program.</param>
    public Lstm(int inputs, int hidden, int layers = 1, int biases = 2)
        : this(inputs, hidden, layers, biases, KernelSet.Best)
    {
    }

    internal Lstm(int inputs, int hidden, int layers, int biases, KernelSet kernels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hidden);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(layers);
        if (biases is not (1 or 2))
        {
            throw new ArgumentOutOfRangeException(nameof(biases), biases, "An LSTM has 1 bias (K19) or 2 (PyTorch).");
        }

        Hidden = hidden;
        _layers = new Parameter[layers][];
        _fused = new FusedLayer[layers];
        for (int k = 0; k < layers; k++)
        {
            var layout = new RecurrentLayout(new RecurrentShape(RecurrentCell.Lstm, k == 0 ? inputs : hidden, 0, hidden, biases == 2));
            _fused[k] = new FusedLayer(layout.Shape, kernels);
            _layers[k] = [.. layout.Slices.Take(2 + biases).Select(slice => Declare(slice.Name.Replace("_l0", "_l" + Shape.Number(k), StringComparison.Ordinal), [.. slice.Shape]))];
        }
    }

    /// <summary>Size of the hidden state.</summary>
    public int Hidden { get; }

    /// <summary>Runs over a batch of windows.</summary>
    /// <param name="x">[length, batch, inputs].</param>
    /// <param name="h0">Start hidden states, [layers, batch, hidden]; zero if not given.</param>
    /// <param name="c0">Start cell states, [layers, batch, hidden]; zero if not given.</param>
    public RecurrentOutput Forward(Tensor x, Tensor? h0 = null, Tensor? c0 = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor start = Tensor.Zeros(_layers.Length, x.Shape[1], Hidden);
        var lastH = new Tensor[_layers.Length];
        var lastC = new Tensor[_layers.Length];
        Tensor hidden = x;
        Tensor cell = x;
        for (int k = 0; k < _layers.Length; k++)
        {
            Tensor states = _fused[k].Forward(hidden, null, (h0 ?? start).At(k), (c0 ?? start).At(k), [.. _layers[k].Select(p => p.Value)]);
            hidden = states.Slice(0, ..x.Shape[0]);
            cell = states.Slice(0, x.Shape[0]..);
            lastH[k] = hidden.At(^1);
            lastC[k] = cell.At(^1);
        }

        return new RecurrentOutput(hidden, cell, Tensor.Stack(lastH), Tensor.Stack(lastC));
    }
}
