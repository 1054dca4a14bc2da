namespace HydroNotebook.Tensors.Nn;

/// <summary>LSTM of one or more layers from plain operators (K19 equations 1 to 6): readable, slow, the twin of the fused one.</summary>
/// <remarks>
/// Parameters as in <c>torch.nn.LSTM</c>, gates packed i, f, g, o: <c>weight_ih_l0</c> [4 hidden, inputs], <c>weight_hh_l0</c>
/// [4 hidden, hidden], <c>bias_ih_l0</c> and <c>bias_hh_l0</c> [4 hidden], then <c>…_l1</c>. With one bias (K19) there is no
/// <c>bias_hh</c>. Weights are zero until <see cref="Layer.Read"/>; take them from <see cref="Initialisation"/> or a file.
/// </remarks>
public sealed class PlainLstm : Layer
{
    private readonly Parameter[][] _layers;

    /// <summary>An LSTM with all weights zero.</summary>
    /// <param name="inputs">Inputs per day.</param>
    /// <param name="hidden">Size of the hidden state.</param>
    /// <param name="layers">Number of layers, each fed by the hidden states of the one before.</param>
    /// <param name="biases">2 as in PyTorch and NeuralHydrology, 1 as in K19's program.</param>
    public PlainLstm(int inputs, int hidden, int layers = 1, int biases = 2)
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
        for (int k = 0; k < layers; k++)
        {
            string suffix = "_l" + Shape.Number(k);
            Parameter inputWeights = Declare("weight_ih" + suffix, 4 * hidden, k == 0 ? inputs : hidden);
            Parameter recurrentWeights = Declare("weight_hh" + suffix, 4 * hidden, hidden);
            Parameter bias = Declare("bias_ih" + suffix, 4 * hidden);
            _layers[k] = biases == 1
                ? [inputWeights, recurrentWeights, bias]
                : [inputWeights, recurrentWeights, bias, Declare("bias_hh" + suffix, 4 * hidden)];
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
        Variable<float> h = (h0 ?? start).Variable;
        Variable<float> c = (c0 ?? start).Variable;
        var lastH = new Variable<float>[_layers.Length];
        var lastC = new Variable<float>[_layers.Length];
        (Variable<float> Hidden, Variable<float> Cell) states = (x.Variable, x.Variable);
        for (int k = 0; k < _layers.Length; k++)
        {
            Parameter[] p = _layers[k];
            Variable<float> bias = p.Length == 3 ? p[2].Value.Variable : p[2].Value.Variable + p[3].Value.Variable;
            states = PlainEquations.Lstm(states.Hidden, h.At(k), c.At(k), p[0].Value.Variable, p[1].Value.Variable, bias);
            lastH[k] = states.Hidden.At(^1);
            lastC[k] = states.Cell.At(^1);
        }

        return new RecurrentOutput(
            Tensor.Of(states.Hidden), Tensor.Of(states.Cell), Tensor.Of(Variable<float>.Stack(lastH)), Tensor.Of(Variable<float>.Stack(lastC)));
    }
}
