using System.Numerics;

namespace HydroNotebook.Tensors.Kernels;

/// <summary>The definition of both cells with head and gradient: plain loops, any precision, one sample after another.</summary>
/// <remarks>
/// K19 equations 1–12; the gradient is the chain rule written out day by day (backpropagation through time).
/// Every fast path is tested against this class; its own gradient is tested by central differences in float64.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class RecurrentReference<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly RecurrentLayout _at;
    private readonly RecurrentShape _shape;
    private readonly T[] _weights;

    /// <param name="layout">Where the weights lie.</param>
    /// <param name="weights">All weights in one array.</param>
    internal RecurrentReference(RecurrentLayout layout, T[] weights)
    {
        _at = layout;
        _shape = layout.Shape;
        _weights = weights;
    }

    /// <summary>Runs one sample.</summary>
    /// <param name="inputs">Daily inputs, [days, inputs].</param>
    /// <param name="statics">Statics, [statics].</param>
    /// <param name="startHidden">Hidden state before the first day, [hidden]; null: zero.</param>
    /// <param name="startCell">Cell state before the first day, [hidden]; null: zero.</param>
    internal RecurrentTrace<T> Forward(T[] inputs, T[] statics, T[]? startHidden = null, T[]? startCell = null)
    {
        int h = _shape.Hidden;
        int days = inputs.Length / _shape.Inputs;
        var trace = new RecurrentTrace<T>(days, h, _shape.Gates, inputs, statics);
        startHidden?.CopyTo(trace.Hidden, 0);
        startCell?.CopyTo(trace.Cell, 0);
        bool lstm = _shape.Cell == RecurrentCell.Lstm;
        for (int j = 0; j < h && !lstm; j++)
        {
            T sum = _weights[_at["bias_static"].Offset + j];
            for (int s = 0; s < _shape.Statics; s++)
            {
                sum += _weights[_at["weight_static"].Offset + (s * h) + j] * statics[s];
            }

            trace.StaticGate[j] = Logistic(sum);
        }

        for (int day = 0; day < days; day++)
        {
            for (int j = 0; j < h; j++)
            {
                for (int gate = 0; gate < _shape.Gates; gate++)
                {
                    T sum = PreActivation(trace, day, gate, j);
                    bool candidate = gate == (lstm ? 2 : 1);
                    trace.Gate(day, gate, j) = candidate ? T.Tanh(sum) : Logistic(sum);
                }

                (T i, T f, T g, T o) = GatesOf(trace, day, j);
                T cell = (f * trace.Cell[(day * h) + j]) + (i * g);
                trace.Cell[((day + 1) * h) + j] = cell;
                trace.Hidden[((day + 1) * h) + j] = o * T.Tanh(cell);
            }
        }

        return trace;
    }

    /// <summary>The head on one day: w·(factor ⊙ h) + b.</summary>
    /// <param name="trace">A forward pass.</param>
    /// <param name="day">Day from 1 (the state after it).</param>
    /// <param name="factor">Dropout factors, [hidden]; null: ones.</param>
    internal T Head(RecurrentTrace<T> trace, int day, T[]? factor = null)
    {
        T sum = _weights[_at["head.bias"].Offset];
        for (int j = 0; j < _shape.Hidden; j++)
        {
            sum += _weights[_at["head.weight"].Offset + j] * trace.Hidden[(day * _shape.Hidden) + j] * (factor is null ? T.One : factor[j]);
        }

        return sum;
    }

    /// <summary>Adds the head's gradient and gives that of the hidden state.</summary>
    internal void HeadBackward(RecurrentTrace<T> trace, int day, T outputGradient, T[]? factor, T[] gradient, T[] hiddenGradient)
    {
        gradient[_at["head.bias"].Offset] += outputGradient;
        for (int j = 0; j < _shape.Hidden; j++)
        {
            T scale = factor is null ? T.One : factor[j];
            gradient[_at["head.weight"].Offset + j] += outputGradient * scale * trace.Hidden[(day * _shape.Hidden) + j];
            hiddenGradient[((day - 1) * _shape.Hidden) + j] += outputGradient * scale * _weights[_at["head.weight"].Offset + j];
        }
    }

    /// <summary>The way back over one sample.</summary>
    /// <param name="trace">A forward pass.</param>
    /// <param name="outer">Gradient with respect to the hidden state after each day, [days, hidden].</param>
    /// <param name="gradient">Gradient of the weights; is added to.</param>
    /// <returns>Gradients with respect to inputs [days, inputs], statics, start hidden and start cell state.</returns>
    internal (T[] Inputs, T[] Statics, T[] StartHidden, T[] StartCell) Backward(RecurrentTrace<T> trace, T[] outer, T[] gradient)
    {
        int h = _shape.Hidden;
        var dInputs = new T[trace.Days * _shape.Inputs];
        var dStatics = new T[_shape.Statics];
        var dHidden = new T[h];
        var dCell = new T[h];
        var dStaticGate = new T[h];
        bool lstm = _shape.Cell == RecurrentCell.Lstm;
        for (int day = trace.Days - 1; day >= 0; day--)
        {
            var last = new T[h];
            for (int j = 0; j < h; j++)
            {
                T dh = dHidden[j] + outer[(day * h) + j];
                (T i, T f, T g, T o) = GatesOf(trace, day, j);
                T tangent = T.Tanh(trace.Cell[((day + 1) * h) + j]);
                T dc = dCell[j] + (dh * o * (T.One - (tangent * tangent)));
                T[] d = lstm
                    ? [dc * g * i * (T.One - i), dc * trace.Cell[(day * h) + j] * f * (T.One - f), dc * i * (T.One - (g * g)), dh * tangent * o * (T.One - o)]
                    : [dc * trace.Cell[(day * h) + j] * f * (T.One - f), dc * i * (T.One - (g * g)), dh * tangent * o * (T.One - o)];
                dStaticGate[j] += dc * g;
                dCell[j] = dc * f;
                for (int gate = 0; gate < _shape.Gates; gate++)
                {
                    Spread(trace, day, gate, j, d[gate], gradient, dInputs, dStatics, last);
                }
            }

            dHidden = last;
        }

        for (int j = 0; j < h && !lstm; j++)
        {
            T d = dStaticGate[j] * trace.StaticGate[j] * (T.One - trace.StaticGate[j]);
            gradient[_at["bias_static"].Offset + j] += d;
            for (int s = 0; s < _shape.Statics; s++)
            {
                gradient[_at["weight_static"].Offset + (s * h) + j] += d * trace.Statics[s];
                dStatics[s] += d * _weights[_at["weight_static"].Offset + (s * h) + j];
            }
        }

        return (dInputs, dStatics, dHidden, dCell);
    }

    private static T Logistic(T x) => T.One / (T.One + T.Exp(-x));

    private (T Input, T Forget, T Candidate, T Output) GatesOf(RecurrentTrace<T> trace, int day, int unit) =>
        _shape.Cell == RecurrentCell.Lstm
            ? (trace.Gate(day, 0, unit), trace.Gate(day, 1, unit), trace.Gate(day, 2, unit), trace.Gate(day, 3, unit))
            : (trace.StaticGate[unit], trace.Gate(day, 0, unit), trace.Gate(day, 1, unit), trace.Gate(day, 2, unit));

    private T PreActivation(RecurrentTrace<T> trace, int day, int gate, int unit)
    {
        T sum = _weights[_at.Bias(gate) + unit];
        if (_at.SecondBias(gate) >= 0)
        {
            sum += _weights[_at.SecondBias(gate) + unit];
        }

        for (int k = 0; k < _shape.Inputs; k++)
        {
            sum += _weights[_at.InputWeight(gate, unit, k)] * trace.Inputs[(day * _shape.Inputs) + k];
        }

        for (int s = 0; s < _shape.Statics && _shape.Cell == RecurrentCell.Lstm; s++)
        {
            sum += _weights[_at.InputWeight(gate, unit, _shape.Inputs + s)] * trace.Statics[s];
        }

        for (int k = 0; k < _shape.Hidden; k++)
        {
            sum += _weights[_at.RecurrentWeight(gate, unit, k)] * trace.Hidden[(day * _shape.Hidden) + k];
        }

        return sum;
    }

    private void Spread(RecurrentTrace<T> trace, int day, int gate, int unit, T d, T[] gradient, T[] dInputs, T[] dStatics, T[] last)
    {
        gradient[_at.Bias(gate) + unit] += d;
        if (_at.SecondBias(gate) >= 0)
        {
            gradient[_at.SecondBias(gate) + unit] += d;
        }

        for (int k = 0; k < _shape.Inputs; k++)
        {
            int at = _at.InputWeight(gate, unit, k);
            gradient[at] += d * trace.Inputs[(day * _shape.Inputs) + k];
            dInputs[(day * _shape.Inputs) + k] += d * _weights[at];
        }

        for (int s = 0; s < _shape.Statics && _shape.Cell == RecurrentCell.Lstm; s++)
        {
            int at = _at.InputWeight(gate, unit, _shape.Inputs + s);
            gradient[at] += d * trace.Statics[s];
            dStatics[s] += d * _weights[at];
        }

        for (int k = 0; k < _shape.Hidden; k++)
        {
            int at = _at.RecurrentWeight(gate, unit, k);
            gradient[at] += d * trace.Hidden[(day * _shape.Hidden) + k];
            last[k] += d * _weights[at];
        }
    }
}
