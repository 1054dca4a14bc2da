namespace HydroNotebook.Tensors.Nn;

/// <summary>EA-LSTM from plain operators (K19 equations 7 to 12): readable, slow, the twin of the fused one.</summary>
/// <remarks>
/// Gates packed f, o, g as in K19's program: <c>weight_dynamic</c> [inputs, 3 hidden], <c>weight_recurrent</c> [hidden, 3 hidden],
/// <c>bias</c> [3 hidden], <c>weight_static</c> [statics, hidden], <c>bias_static</c> [hidden]. Weights are zero until
/// <see cref="Layer.Read"/>; take them from <see cref="Initialisation"/> or a file.
/// </remarks>
public sealed class PlainEaLstm : Layer
{
    private readonly EaLstmWeights<float> _weights;

    /// <summary>An EA-LSTM with all weights zero.</summary>
    /// <param name="inputs">Dynamic inputs per day.</param>
    /// <param name="statics">Static inputs per basin.</param>
    /// <param name="hidden">Size of the hidden state.</param>
    public PlainEaLstm(int inputs, int statics, int hidden)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(statics);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hidden);
        Hidden = hidden;
        _weights = new EaLstmWeights<float>(
            Declare("weight_dynamic", inputs, 3 * hidden).Value.Variable,
            Declare("weight_recurrent", hidden, 3 * hidden).Value.Variable,
            Declare("bias", 3 * hidden).Value.Variable,
            Declare("weight_static", statics, hidden).Value.Variable,
            Declare("bias_static", hidden).Value.Variable);
    }

    /// <summary>Size of the hidden state.</summary>
    public int Hidden { get; }

    /// <summary>Runs over a batch of windows.</summary>
    /// <param name="x">Dynamic inputs, [length, batch, inputs].</param>
    /// <param name="s">Static inputs, [batch, statics].</param>
    /// <param name="h0">Start hidden states, [1, batch, hidden]; zero if not given.</param>
    /// <param name="c0">Start cell states, [1, batch, hidden]; zero if not given.</param>
    public RecurrentOutput Forward(Tensor x, Tensor s, Tensor? h0 = null, Tensor? c0 = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(s);
        Tensor start = Tensor.Zeros(1, x.Shape[1], Hidden);
        (Variable<float> hidden, Variable<float> cell) = PlainEquations.EaLstm(
            x.Variable, s.Variable, (h0 ?? start).Variable.At(0), (c0 ?? start).Variable.At(0), _weights);
        return new RecurrentOutput(
            Tensor.Of(hidden), Tensor.Of(cell), Tensor.Of(hidden.Slice(0, ^1..)), Tensor.Of(cell.Slice(0, ^1..)));
    }
}
