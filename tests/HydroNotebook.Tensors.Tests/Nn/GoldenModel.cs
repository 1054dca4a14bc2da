using System.Numerics;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Optimisers;

namespace HydroNotebook.Tensors.Tests.Nn;

/// <summary>A golden model from plain operators in float or double, with its own ten steps.</summary>
internal sealed class GoldenModel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GoldenCase _golden;
    private readonly Dictionary<string, Variable<T>> _inputs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Variable<T>> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (T[] M, T[] V)> _moments = new(StringComparer.Ordinal);
    private long _steps;

    internal GoldenModel(GoldenCase golden)
    {
        _golden = golden;
        foreach (string name in (string[])["x", "s", "h0", "c0"])
        {
            if (golden.Arrays.Contains(name))
            {
                _inputs[name] = Leaf(name);
            }
        }

        foreach (string name in golden.Weights)
        {
            _weights[name] = Leaf("weight." + name);
            _moments[name] = (new T[_weights[name].Count], new T[_weights[name].Count]);
        }
    }

    internal T[] Weight(string name) => _weights[name].Values.ToArray();

    internal (T[] M, T[] V) Moments(string name) => _moments[name];

    internal Result Run()
    {
        (Variable<T> hidden, Variable<T>[] lastH, Variable<T>[] lastC) = States();
        Variable<T> guess = Linear.Apply(_golden.HeadOnLast ? hidden.At(^1) : hidden, _weights["head.weight"], _weights["head.bias"]);
        Variable<T> y = Constant("y");
        guess = guess.Reshape(y.Shape);
        Variable<T> loss = Losses.WeightedSquaredError(guess, y, _golden.IsNse ? Losses.NashSutcliffeWeights(Constant("basin_sd")) : null);
        T value = loss.Values[0];
        loss.Backward();
        return new Result(
            hidden.Values.ToArray(), [.. lastH.SelectMany(h => h.Values.ToArray())], [.. lastC.SelectMany(c => c.Values.ToArray())], guess.Values.ToArray(), value);
    }

    internal IEnumerable<(string Name, T[] Gradient)> Gradients() =>
        _weights.Select(w => ("gradient." + w.Key, w.Value.Gradient.ToArray()))
            .Concat(_inputs.Select(w => ("gradient_input." + w.Key, w.Value.Gradient.ToArray())));

    internal (double Loss, double Norm) Step(double rate)
    {
        foreach (Variable<T> weight in _weights.Values)
        {
            weight.MutableGradient.Clear();
        }

        T loss = Run().Loss;
        double norm = Math.Sqrt(_weights.Values.Sum(w => w.Gradient.ToArray().Sum(g => double.CreateChecked(g * g))));
        T factor = T.CreateChecked(Math.Min(1, 1 / (norm + 1e-6)));
        _steps++;
        foreach ((string name, Variable<T> weight) in _weights)
        {
            for (int k = 0; k < weight.Count; k++)
            {
                weight.MutableGradient[k] *= factor;
            }

            Adam.Move(weight.Values, weight.Gradient, _moments[name].M, _moments[name].V, _steps, rate, 0.9, 0.999, 1e-8);
        }

        return (double.CreateChecked(loss), norm);
    }

    private (Variable<T> Hidden, Variable<T>[] LastHidden, Variable<T>[] LastCell) States()
    {
        Variable<T> hidden = _inputs["x"];
        var lastH = new Variable<T>[_golden.Layers];
        var lastC = new Variable<T>[_golden.Layers];
        for (int k = 0; k < _golden.Layers; k++)
        {
            Variable<T> h = _inputs["h0"].At(k);
            Variable<T> c = _inputs["c0"].At(k);
            Variable<T> W(string name) => _weights[_golden.IsEaLstm ? name : $"lstm.{name}_l{k}"];
            (Variable<T> Hidden, Variable<T> Cell) states = _golden.IsEaLstm
                ? PlainEquations.EaLstm(
                    hidden, _inputs["s"], h, c,
                    new EaLstmWeights<T>(W("weight_dynamic"), W("weight_recurrent"), W("bias"), W("weight_static"), W("bias_static")))
                : PlainEquations.Lstm(hidden, h, c, W("weight_ih"), W("weight_hh"), W("bias_ih") + W("bias_hh"));
            hidden = states.Hidden;
            lastH[k] = states.Hidden.At(^1);
            lastC[k] = states.Cell.At(^1);
        }

        return (hidden, lastH, lastC);
    }

    private Variable<T> Leaf(string name)
    {
        Variable<T> leaf = Constant(name);
        leaf.RequiresGradient = true;
        return leaf;
    }

    private Variable<T> Constant(string name) =>
        Variable<T>.From(Array.ConvertAll(_golden.Arrays[name].ToDoubles(), T.CreateChecked), [.. _golden.Arrays[name].Lengths]);

    internal sealed record Result(T[] Hidden, T[] HiddenLast, T[] CellLast, T[] Prediction, T Loss);
}
