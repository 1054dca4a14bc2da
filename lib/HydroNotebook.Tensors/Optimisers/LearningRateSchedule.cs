using System.Globalization;

namespace HydroNotebook.Tensors.Optimisers;

/// <summary>Learning rate by epoch: each entry holds from its epoch on; epochs count from 1.</summary>
/// <remarks>K19: <c>{ [1] = 1e-3f, [11] = 5e-4f, [21] = 1e-4f }</c>. A key 0, as NeuralHydrology writes it, means the same as 1.</remarks>
public sealed class LearningRateSchedule
{
    private readonly (int From, float Rate)[] _steps;

    /// <summary>A schedule.</summary>
    /// <param name="rates">Epoch → rate; the first entry is for epoch 1 (or 0).</param>
    /// <exception cref="ArgumentException">No rate for epoch 1, or a rate that is not a positive number.</exception>
    public LearningRateSchedule(IReadOnlyDictionary<int, float> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        _steps = [.. rates.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
        if (_steps.Length == 0 || _steps[0].From is < 0 or > 1)
        {
            throw new ArgumentException("The learning rate of epoch 1 is missing; add an entry [1].", nameof(rates));
        }

        foreach ((int from, float rate) in _steps)
        {
            if (!(rate > 0) || !float.IsFinite(rate))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The learning rate from epoch {from} on is {rate}; it must be a positive number."), nameof(rates));
            }
        }
    }

    /// <summary>The rate of an epoch.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    public float At(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        int k = _steps.Length - 1;
        while (_steps[k].From > epoch)
        {
            k--;
        }

        return _steps[k].Rate;
    }
}
