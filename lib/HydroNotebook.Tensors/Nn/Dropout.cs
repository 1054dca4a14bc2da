namespace HydroNotebook.Tensors.Nn;

/// <summary>Sets a share of the values to zero and divides the others by what is left (inverted dropout, Srivastava et al. 2014).</summary>
/// <remarks>The mask depends on seed, step and place only: the same whoever asks, in whatever order.</remarks>
public sealed class Dropout
{
    private readonly RandomNumbers _numbers;

    /// <summary>A dropout layer.</summary>
    /// <param name="rate">Share set to zero, in [0, 1); K19: 0.4.</param>
    /// <param name="seed">Seed of the masks.</param>
    public Dropout(float rate, long seed)
    {
        if (!(rate >= 0 && rate < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The dropout rate must lie in [0, 1).");
        }

        Rate = rate;
        _numbers = new RandomNumbers(seed, "dropout");
    }

    /// <summary>Share set to zero.</summary>
    public float Rate { get; }

    /// <summary>Fills the factors of a step: 0 or 1 / (1 − rate).</summary>
    /// <param name="factors">Any length.</param>
    /// <param name="step">Optimiser step, from any start; another step has another mask.</param>
    /// <param name="first">Place of the first factor in the mask, for shards of a batch.</param>
    public void Fill(Span<float> factors, long step, long first = 0)
    {
        RandomNumbers own = _numbers.At(step);
        float kept = 1 / (1 - Rate);
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] = own.Uniform(first + k) < Rate ? 0 : kept;
        }
    }

    /// <summary>Applies the mask of a step; for evaluation do not call it.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="step">Optimiser step.</param>
    public Tensor Forward(Tensor x, long step)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor factors = Tensor.Uninitialised(x.Shape);
        Fill(factors.MutableValues, step);
        return x * factors;
    }
}
