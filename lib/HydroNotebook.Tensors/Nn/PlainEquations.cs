using System.Numerics;

namespace HydroNotebook.Tensors.Nn;

/// <summary>LSTM and EA-LSTM from plain operators, in float or double: the definition that fused kernels are tested against.</summary>
internal static class PlainEquations
{
    /// <summary>One LSTM layer, K19 equations 1 to 6, in PyTorch's packed order i, f, g, o.</summary>
    /// <param name="x">[length, batch, inputs].</param>
    /// <param name="h">Start hidden state, [batch, hidden].</param>
    /// <param name="c">Start cell state, [batch, hidden].</param>
    /// <param name="inputWeights">[4 hidden, inputs].</param>
    /// <param name="recurrentWeights">[4 hidden, hidden].</param>
    /// <param name="bias">Sum of all biases, [4 hidden].</param>
    /// <returns>Hidden and cell states, [length, batch, hidden].</returns>
    internal static (Variable<T> Hidden, Variable<T> Cell) Lstm<T>(
        Variable<T> x, Variable<T> h, Variable<T> c, Variable<T> inputWeights, Variable<T> recurrentWeights, Variable<T> bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int hidden = h.Shape[^1];
        Variable<T> w = inputWeights.Transpose(0, 1);
        Variable<T> u = recurrentWeights.Transpose(0, 1);
        var everyH = new Variable<T>[x.Shape[0]];
        var everyC = new Variable<T>[x.Shape[0]];
        for (int t = 0; t < everyH.Length; t++)
        {
            Variable<T> gates = x.At(t).MatMul(w) + h.MatMul(u) + bias;
            Variable<T> i = Gate(gates, 0, hidden).Sigmoid();
            Variable<T> f = Gate(gates, 1, hidden).Sigmoid();
            Variable<T> g = Gate(gates, 2, hidden).Tanh();
            Variable<T> o = Gate(gates, 3, hidden).Sigmoid();
            c = (f * c) + (i * g);
            h = o * c.Tanh();
            everyH[t] = h;
            everyC[t] = c;
        }

        return (Variable<T>.Stack(everyH), Variable<T>.Stack(everyC));
    }

    /// <summary>The EA-LSTM, K19 equations 7 to 12, in K19's packed order f, o, g; the input gate comes from the statics alone.</summary>
    /// <param name="x">Dynamic inputs, [length, batch, inputs].</param>
    /// <param name="s">Static inputs, [batch, statics].</param>
    /// <param name="h">Start hidden state, [batch, hidden].</param>
    /// <param name="c">Start cell state, [batch, hidden].</param>
    /// <param name="w">The five weights.</param>
    /// <returns>Hidden and cell states, [length, batch, hidden].</returns>
    internal static (Variable<T> Hidden, Variable<T> Cell) EaLstm<T>(Variable<T> x, Variable<T> s, Variable<T> h, Variable<T> c, EaLstmWeights<T> w)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int hidden = h.Shape[^1];
        Variable<T> i = (s.MatMul(w.Static) + w.BiasStatic).Sigmoid();
        var everyH = new Variable<T>[x.Shape[0]];
        var everyC = new Variable<T>[x.Shape[0]];
        for (int t = 0; t < everyH.Length; t++)
        {
            Variable<T> gates = x.At(t).MatMul(w.Dynamic) + h.MatMul(w.Recurrent) + w.Bias;
            Variable<T> f = Gate(gates, 0, hidden).Sigmoid();
            Variable<T> o = Gate(gates, 1, hidden).Sigmoid();
            Variable<T> g = Gate(gates, 2, hidden).Tanh();
            c = (f * c) + (i * g);
            h = o * c.Tanh();
            everyH[t] = h;
            everyC[t] = c;
        }

        return (Variable<T>.Stack(everyH), Variable<T>.Stack(everyC));
    }

    private static Variable<T> Gate<T>(Variable<T> gates, int number, int hidden)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gates.Slice(-1, (number * hidden)..((number + 1) * hidden));
}
