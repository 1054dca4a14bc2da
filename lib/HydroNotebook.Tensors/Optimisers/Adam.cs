using System.Numerics;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), as in PyTorch: ε is added after the square root; no weight decay.</summary>
/// <remarks>
/// m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
/// Settings of K19: β 0.9 and 0.999, ε 1e-8.
/// </remarks>
public sealed class Adam : IOptimiser
{
    private readonly Moments _moments;

    /// <summary>An optimiser at step 0.</summary>
    /// <param name="count">Number of weights.</param>
    /// <param name="beta1">Memory of the mean gradient, in [0, 1).</param>
    /// <param name="beta2">Memory of the mean squared gradient, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator.</param>
    public Adam(int count, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beta1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta1, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(beta2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta2, 1);
        _moments = new Moments(count, "adam.m", "adam.v");
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
    }

    /// <summary>Memory of the mean gradient.</summary>
    public double Beta1 { get; }

    /// <summary>Memory of the mean squared gradient.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public int Count => _moments.First.Length;

    /// <inheritdoc/>
    public long Steps => _moments.Steps;

    /// <summary>Running mean of the gradient (m), [<see cref="Count"/>].</summary>
    public ReadOnlySpan<float> Mean => _moments.First;

    /// <summary>Running mean of the squared gradient (v), [<see cref="Count"/>].</summary>
    public ReadOnlySpan<float> MeanSquare => _moments.Second;

    /// <inheritdoc/>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, float rate)
    {
        _moments.RequireCount(weights.Length, gradient.Length);
        _moments.Steps++;
        Move(weights, gradient, _moments.First, _moments.Second, _moments.Steps, rate, Beta1, Beta2, Epsilon);
    }

    /// <inheritdoc/>
    public void Step(IReadOnlyList<Parameter> parameters, float rate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _moments.RequireCount(parameters);
        _moments.Steps++;
        int at = 0;
        for (int k = 0; k < parameters.Count; k++)
        {
            Tensor value = parameters[k].Value;
            Span<float> first = _moments.First.AsSpan(at, value.Count);
            Span<float> second = _moments.Second.AsSpan(at, value.Count);
            Move(value.MutableValues, parameters[k].GradientOrZero(), first, second, _moments.Steps, rate, Beta1, Beta2, Epsilon);
            at += value.Count;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> State() => _moments.State();

    /// <inheritdoc/>
    public void Restore(IEnumerable<NamedArray> state) => _moments.Restore(state);

    /// <summary>The step itself, in float or double; vector lanes and the remainder do the same arithmetic.</summary>
    internal static void Move<T>(
        Span<T> weights, ReadOnlySpan<T> gradient, Span<T> m, Span<T> v, long step, double rate, double beta1, double beta2, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T b1 = T.CreateTruncating(beta1);
        T rest1 = T.CreateTruncating(1 - beta1);
        T b2 = T.CreateTruncating(beta2);
        T rest2 = T.CreateTruncating(1 - beta2);
        T small = T.CreateTruncating(epsilon);
        T size = T.CreateTruncating(rate / (1 - Math.Pow(beta1, step)));
        T root = T.CreateTruncating(Math.Sqrt(1 - Math.Pow(beta2, step)));
        int width = Vector<T>.Count;
        int k = 0;
        for (; k + width <= weights.Length; k += width)
        {
            Vector<T> g = new(gradient.Slice(k, width));
            Vector<T> mean = (new Vector<T>(m.Slice(k, width)) * b1) + (g * rest1);
            Vector<T> square = (new Vector<T>(v.Slice(k, width)) * b2) + (g * g * rest2);
            Vector<T> divisor = (Vector.SquareRoot(square) / new Vector<T>(root)) + new Vector<T>(small);
            Vector<T> moved = new Vector<T>(weights.Slice(k, width)) - (mean * size / divisor);
            mean.CopyTo(m[k..]);
            square.CopyTo(v[k..]);
            moved.CopyTo(weights[k..]);
        }

        for (; k < weights.Length; k++)
        {
            T g = gradient[k];
            m[k] = (m[k] * b1) + (g * rest1);
            v[k] = (v[k] * b2) + (g * g * rest2);
            weights[k] -= m[k] * size / ((T.Sqrt(v[k]) / root) + small);
        }
    }
}
