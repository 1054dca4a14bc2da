using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors.Nn;

/// <summary>EA-LSTM on the fused kernels (K19 equations 7 to 12); <see cref="PlainEaLstm"/> is its readable twin.</summary>
/// <remarks>Parameters, shapes and results are those of <see cref="PlainEaLstm"/>; gradients flow to all inputs, start states and weights.</remarks>
public sealed class EaLstm : Layer
{
    private readonly FusedLayer _fused;
    private readonly Tensor[] _weights;

    /// <summary>An EA-LSTM with all weights zero.</summary>
    /// <param name="inputs">Dynamic inputs per day.</param>
    /// <param name="statics">Static inputs per basin.</param>
    /// <param name="hidden">Size of the hidden state.</param>
    public EaLstm(int inputs, int statics, int hidden)
        : this(inputs, statics, hidden, KernelSet.Best)
    {
    }

    internal EaLstm(int inputs, int statics, int hidden, KernelSet kernels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(statics);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hidden);
        Hidden = hidden;
        var layout = new RecurrentLayout(new RecurrentShape(RecurrentCell.EaLstm, inputs, statics, hidden));
        _fused = new FusedLayer(layout.Shape, kernels);
        _weights = [.. layout.Slices.Take(5).Select(slice => Declare(slice.Name, [.. slice.Shape]).Value)];
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
        Tensor states = _fused.Forward(x, s, (h0 ?? start).At(0), (c0 ?? start).At(0), _weights);
        Tensor hidden = states.Slice(0, ..x.Shape[0]);
        Tensor cell = states.Slice(0, x.Shape[0]..);
        return new RecurrentOutput(hidden, cell, hidden.Slice(0, ^1..), cell.Slice(0, ^1..));
    }
}
