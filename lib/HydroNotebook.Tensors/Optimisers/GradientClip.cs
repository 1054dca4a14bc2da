using System.Numerics.Tensors;
using HydroNotebook.Tensors.Nn;

namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Shortens a gradient that is too long, as in PyTorch: factor min(1, limit / (norm + 1e-6)).</summary>
public static class GradientClip
{
    private const double Guard = 1e-6;

    /// <summary>Clips one gradient.</summary>
    /// <param name="gradient">The gradient; shortened where its norm exceeds the limit.</param>
    /// <param name="limit">Largest 2-norm, &gt; 0; K19: 1.</param>
    /// <returns>The norm before clipping; summed in double, first to last. Where it is not finite, nothing is changed.</returns>
    public static double ByNorm(Span<float> gradient, float limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        double norm = Math.Sqrt(SumOfSquares(gradient));
        float factor = Factor(norm, limit);
        if (factor < 1)
        {
            TensorPrimitives.Multiply(gradient, factor, gradient);
        }

        return norm;
    }

    /// <summary>Clips the gradients of parameters by the norm over all of them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="limit">Largest 2-norm, &gt; 0; K19: 1.</param>
    /// <returns>The norm before clipping. Where it is not finite, nothing is changed.</returns>
    public static double ByNorm(IReadOnlyList<Parameter> parameters, float limit)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        double sum = 0;
        for (int k = 0; k < parameters.Count; k++)
        {
            sum += SumOfSquares(parameters[k].Value.MutableGradient);
        }

        double norm = Math.Sqrt(sum);
        float factor = Factor(norm, limit);
        for (int k = 0; k < parameters.Count && factor < 1; k++)
        {
            Span<float> gradient = parameters[k].Value.MutableGradient;
            TensorPrimitives.Multiply(gradient, factor, gradient);
        }

        return norm;
    }

    private static float Factor(double norm, float limit) => double.IsFinite(norm) ? (float)Math.Min(1, limit / (norm + Guard)) : 1;

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return sum;
    }
}
