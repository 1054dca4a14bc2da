namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Lowers the learning rate when the validation loss stops falling. Immutable: each epoch gives the next value.</summary>
/// <remarks>The rule of PyTorch's <c>ReduceLROnPlateau</c> (mode "min", threshold relative), with its defaults; save the value itself, as JSON.</remarks>
public sealed record Plateau
{
    /// <summary>By what the rate is multiplied at a plateau.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Epochs without progress that are tolerated; the rate falls at the next one.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Progress is a loss below best · (1 − threshold).</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Epochs after a reduction in which bad ones do not count.</summary>
    public int Cooldown { get; init; }

    /// <summary>Best loss so far; null before the first epoch.</summary>
    public double? Best { get; init; }

    /// <summary>Epochs without progress in a row.</summary>
    public int BadEpochs { get; init; }

    /// <summary>Epochs of cooldown that are left.</summary>
    public int CooldownLeft { get; init; }

    /// <summary>What the scheduled rate is to be multiplied with now.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The state after an epoch.</summary>
    /// <param name="loss">Validation loss of the epoch; NaN is no progress.</param>
    public Plateau After(double loss)
    {
        bool progress = !double.IsNaN(loss) && (Best is not { } best || loss < best * (1 - Threshold));
        int bad = progress ? 0 : BadEpochs + 1;
        int cooldown = CooldownLeft;
        if (cooldown > 0)
        {
            cooldown--;
            bad = 0;
        }

        bool reduce = bad > Patience;
        return this with
        {
            Best = progress ? loss : Best,
            BadEpochs = reduce ? 0 : bad,
            CooldownLeft = reduce ? Cooldown : cooldown,
            Scale = reduce ? Scale * Factor : Scale,
        };
    }
}
