using HydroNotebook.Basins;
using HydroNotebook.Tensors;
using HydroNotebook.Training;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Basins of random numbers, ten years each: only their sizes matter here.</summary>
internal static class MadeBasins
{
    private const int Count = 32;

    /// <summary>Days of ten years.</summary>
    internal const int Days = 3653;

    private static readonly DateOnly FirstDay = new(1999, 10, 1);

    /// <summary>The whole record of every basin.</summary>
    internal static Period Period { get; } = new(FirstDay, FirstDay.AddDays(Days - 1));

    /// <summary>Standardised basins with the inputs of a configuration.</summary>
    internal static StandardisedBasins Of(Configuration configuration)
    {
        Variable[] variables = [.. Enumerable.Range(1, configuration.Dynamic).Select(k => new Variable($"x{k}", "1")), Variable.Discharge];
        string[] attributes = [.. Enumerable.Range(1, configuration.Statics).Select(k => $"s{k}")];
        var numbers = new RandomNumbers(1, "benchmark basins");
        var basins = new Basin[Count];
        for (int b = 0; b < Count; b++)
        {
            RandomNumbers own = numbers.At(b);
            var values = new float[Days * variables.Length];
            for (int k = 0; k < values.Length; k++)
            {
                values[k] = (float)own.Uniform(k, 0, 3);
            }

            var series = new DailySeries(FirstDay, variables, values);
            double[] statics = [.. attributes.Select((_, k) => own.Uniform(-1 - k))];
            basins[b] = new Basin { Id = $"made-{b}", AreaKm2 = 1, Attributes = statics, Series = series };
        }

        var set = new BasinSet("random numbers", "none", attributes, basins);
        return new StandardisedBasins(set, Scaler.Fit(set, Period));
    }

    /// <summary>Batches of random windows.</summary>
    /// <param name="count">Number of batches.</param>
    /// <param name="length">Days of a window.</param>
    internal static Sample[][] Batches(int count, int length)
    {
        var numbers = new RandomNumbers(2, "benchmark windows");
        var batches = new Sample[count][];
        for (int k = 0; k < count; k++)
        {
            RandomNumbers own = numbers.At(k);
            batches[k] = [.. Enumerable.Range(0, Configuration.Batch)
                .Select(b => new Sample(own.Below(2 * b, Count), length - 1 + own.Below((2 * b) + 1, Days - length + 1)))];
        }

        return batches;
    }
}
