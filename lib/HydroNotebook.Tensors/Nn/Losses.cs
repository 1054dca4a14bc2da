using System.Numerics;

namespace HydroNotebook.Tensors.Nn;

/// <summary>Losses over the valid targets; NaN marks a target that does not count.</summary>
/// <remarks>No factor ½ (NeuralHydrology's MSE has one: compare values accordingly).</remarks>
public static class Losses
{
    /// <summary>ε of the NSE* loss, mm/day (K19 equation 13).</summary>
    public const double NseEpsilon = 0.1;

    /// <summary>Mean of (prediction − target)² over the valid targets.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape; NaN does not count.</param>
    /// <exception cref="ArgumentException">The shapes differ, or no target is valid.</exception>
    public static Tensor MeanSquaredError(Tensor prediction, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        return Tensor.Of(WeightedSquaredError(prediction.Variable, target.Variable, null));
    }

    /// <summary>NSE*, K19 equation 13 as its program has it: mean over the valid targets of (prediction − target)² / (s + 0.1)².</summary>
    /// <param name="prediction">[batch] or [length, batch], standardised.</param>
    /// <param name="target">The same shape; NaN does not count.</param>
    /// <param name="deviation">Standard deviation of the discharge of each sample's basin in the training period, [batch], mm/day.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or no target is valid.</exception>
    public static Tensor NashSutcliffe(Tensor prediction, Tensor target, Tensor deviation)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(deviation);
        return Tensor.Of(WeightedSquaredError(prediction.Variable, target.Variable, NashSutcliffeWeights(deviation.Variable)));
    }

    /// <summary>Weight of a basin in NSE*: 1 / (s + 0.1)².</summary>
    /// <param name="deviation">Standard deviation s of its discharge in the training period, mm/day.</param>
    public static double NashSutcliffeWeight(double deviation) => 1 / ((deviation + NseEpsilon) * (deviation + NseEpsilon));

    /// <summary>The weighted mean squared error and its gradient, without a tape.</summary>
    /// <param name="prediction">[samples].</param>
    /// <param name="target">[samples]; NaN does not count.</param>
    /// <param name="weights">Weight of each sample, [samples]; empty for weights of 1.</param>
    /// <param name="gradient">∂loss/∂prediction, [samples]; overwritten, zero where the target does not count.</param>
    /// <returns>The loss, summed in double, first to last; NaN where no target is valid (the gradient is zero then).</returns>
    public static double SquaredError(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        Shape.RequireSameLength(prediction.Length, target.Length, nameof(target));
        Shape.RequireSameLength(prediction.Length, gradient.Length, nameof(gradient));
        Shape.RequireSameLength(weights.IsEmpty ? 0 : prediction.Length, weights.Length, nameof(weights));
        int valid = 0;
        foreach (float value in target)
        {
            valid += float.IsNaN(value) ? 0 : 1;
        }

        double sum = 0;
        for (int k = 0; k < prediction.Length; k++)
        {
            if (float.IsNaN(target[k]))
            {
                gradient[k] = 0;
                continue;
            }

            double weight = weights.IsEmpty ? 1 : weights[k];
            double error = (double)prediction[k] - target[k];
            sum += weight * error * error;
            gradient[k] = (float)(2 * weight * error / valid);
        }

        return valid == 0 ? double.NaN : sum / valid;
    }

    internal static Variable<T> NashSutcliffeWeights<T>(Variable<T> deviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Variable<T>.Scalar(1) / (deviation + Variable<T>.Scalar(NseEpsilon)).Square();

    internal static Variable<T> WeightedSquaredError<T>(Variable<T> prediction, Variable<T> target, Variable<T>? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!prediction.Shape.SequenceEqual(target.Shape))
        {
            throw new ArgumentException(
                $"prediction has shape {Shape.Text(prediction.Shape)}, target {Shape.Text(target.Shape)}; they must agree.", nameof(target));
        }

        Variable<T> known = Variable<T>.From(target.Values, target.Shape);
        Variable<T> counts = Variable<T>.From(target.Values, target.Shape);
        int valid = 0;
        for (int k = 0; k < target.Count; k++)
        {
            bool isNaN = T.IsNaN(target.Values[k]);
            known.Values[k] = isNaN ? T.Zero : target.Values[k];
            counts.Values[k] = isNaN ? T.Zero : T.One;
            valid += isNaN ? 0 : 1;
        }

        if (valid == 0)
        {
            throw new ArgumentException(
                $"None of the {Shape.Number(target.Count)} targets is valid (all NaN): there is no loss. Leave such batches out.", nameof(target));
        }

        Variable<T> squares = (prediction - known).Square() * counts;
        return (weights is null ? squares : squares * weights).Sum() * Variable<T>.Scalar(1.0 / valid);
    }
}
