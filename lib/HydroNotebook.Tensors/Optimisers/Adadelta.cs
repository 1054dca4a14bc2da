using System.Numerics;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Adadelta (Zeiler 2012, algorithm 1), as in PyTorch; used by F22 with rate 1.</summary>
/// <remarks>v ← ρv + (1 − ρ)g²; Δ = √(u + ε) / √(v + ε) · g; u ← ρu + (1 − ρ)Δ²; w ← w − rate·Δ.</remarks>
public sealed class Adadelta : IOptimiser
{
    private readonly Moments _moments;

    /// <summary>An optimiser at step 0.</summary>
    /// <param name="count">Number of weights.</param>
    /// <param name="rho">Memory of both means, in [0, 1).</param>
    /// <param name="epsilon">Added under the roots.</param>
    public Adadelta(int count, double rho = 0.9, double epsilon = 1e-6)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rho);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rho, 1);
        _moments = new Moments(count, "adadelta.v", "adadelta.u");
        Rho = rho;
        Epsilon = epsilon;
    }

    /// <summary>Memory of both means.</summary>
    public double Rho { get; }

    /// <summary>Added under the roots.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public int Count => _moments.First.Length;

    /// <inheritdoc/>
    public long Steps => _moments.Steps;

    /// <summary>Running mean of the squared gradient (v), [<see cref="Count"/>].</summary>
    public ReadOnlySpan<float> MeanSquare => _moments.First;

    /// <summary>Running mean of the squared change (u), [<see cref="Count"/>].</summary>
    public ReadOnlySpan<float> MeanSquareChange => _moments.Second;

    /// <inheritdoc/>
    public void Step(Span<float> weights, ReadOnlySpan<float> gradient, float rate)
    {
        _moments.RequireCount(weights.Length, gradient.Length);
        _moments.Steps++;
        Move(weights, gradient, _moments.First, _moments.Second, rate, Rho, Epsilon);
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
            Move(value.MutableValues, parameters[k].GradientOrZero(), first, second, rate, Rho, Epsilon);
            at += value.Count;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> State() => _moments.State();

    /// <inheritdoc/>
    public void Restore(IEnumerable<NamedArray> state) => _moments.Restore(state);

    /// <summary>The step itself, in float or double; vector lanes and the remainder do the same arithmetic.</summary>
    internal static void Move<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> v, Span<T> u, double rate, double rho, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T keep = T.CreateTruncating(rho);
        T rest = T.CreateTruncating(1 - rho);
        T small = T.CreateTruncating(epsilon);
        T size = T.CreateTruncating(rate);
        int width = Vector<T>.Count;
        int k = 0;
        for (; k + width <= weights.Length; k += width)
        {
            Vector<T> g = new(gradient.Slice(k, width));
            Vector<T> change = new(u.Slice(k, width));
            Vector<T> square = (new Vector<T>(v.Slice(k, width)) * keep) + (g * g * rest);
            Vector<T> delta = Vector.SquareRoot(change + new Vector<T>(small)) / Vector.SquareRoot(square + new Vector<T>(small)) * g;
            Vector<T> moved = new Vector<T>(weights.Slice(k, width)) - (delta * size);
            square.CopyTo(v[k..]);
            ((change * keep) + (delta * delta * rest)).CopyTo(u[k..]);
            moved.CopyTo(weights[k..]);
        }

        for (; k < weights.Length; k++)
        {
            T g = gradient[k];
            v[k] = (v[k] * keep) + (g * g * rest);
            T delta = T.Sqrt(u[k] + small) / T.Sqrt(v[k] + small) * g;
            u[k] = (u[k] * keep) + (delta * delta * rest);
            weights[k] -= delta * size;
        }
    }
}
