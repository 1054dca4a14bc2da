using System.Collections;
using System.Globalization;

namespace HydroNotebook.Evaluation;

/// <summary>One value per basin, such as a skill; NaN where a basin has none. Statistics leave these out.</summary>
public sealed class BasinValues : IReadOnlyList<double>
{
    private readonly string[] _basins;
    private readonly double[] _values;
    private readonly Dictionary<string, int> _indexOf = new(StringComparer.Ordinal);

    /// <summary>Puts values to basins.</summary>
    /// <param name="name">What the values are, for people: <c>NSE</c>.</param>
    /// <param name="basins">Basin ids.</param>
    /// <param name="values">One value per basin, in the same order; NaN = none.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or an id is there twice.</exception>
    public BasinValues(string name, IReadOnlyList<string> basins, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(basins);
        ArgumentNullException.ThrowIfNull(values);
        if (basins.Count != values.Count)
        {
            throw new ArgumentException($"There are {values.Count} values of {name} for {basins.Count} basins.", nameof(values));
        }

        Name = name;
        _basins = [.. basins];
        _values = [.. values];
        for (int b = 0; b < _basins.Length; b++)
        {
            if (!_indexOf.TryAdd(_basins[b], b))
            {
                throw new ArgumentException($"Basin {_basins[b]} is there twice.", nameof(basins));
            }
        }
    }

    /// <summary>What the values are.</summary>
    public string Name { get; }

    /// <summary>Basin ids.</summary>
    public IReadOnlyList<string> Basins => _basins;

    /// <summary>One value per basin; NaN = none.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Number of basins that have a value.</summary>
    public int Valid => _values.Count(value => !double.IsNaN(value));

    /// <summary>Number of basins without a value.</summary>
    public int Missing => _values.Length - Valid;

    /// <summary>Number of basins.</summary>
    public int Count => _values.Length;

    /// <summary>The value of the basin at a place of <see cref="Basins"/>.</summary>
    public double this[int index] => _values[index];

    /// <summary>The value of a basin.</summary>
    /// <exception cref="KeyNotFoundException">There is no such basin.</exception>
    public double this[string basin] => _indexOf.TryGetValue(basin, out int index)
        ? _values[index]
        : throw new KeyNotFoundException($"There is no basin '{basin}' among the {_basins.Length} with {Name}.");

    /// <summary>Median over the basins that have a value; NaN for none.</summary>
    public double Median() => Quantile(0.5);

    /// <summary>Mean over the basins that have a value; NaN for none.</summary>
    public double Mean() => Pairs.Mean(Quantiles.Sorted(_values));

    /// <summary>Quantile by linear interpolation (type 7, as numpy) over the basins that have a value; NaN for none.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public double Quantile(double probability) => Quantiles.OfSorted(Quantiles.Sorted(_values), probability);

    /// <summary>Number of basins whose value is at most <paramref name="limit"/>: for NSE and 0 the last row of K19's table 2.</summary>
    public int CountAtMost(double limit) => _values.Count(value => value <= limit);

    /// <summary>Spearman's rank correlation with the values of the same basins elsewhere; equal values share their mean rank.</summary>
    /// <param name="other">The other values; basins are matched by id, and those without a value on either side are left out.</param>
    /// <returns>In [−1, 1]; NaN where fewer than two basins are left or one side does not vary.</returns>
    public double RankCorrelation(BasinValues other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (double Own, double Other)[] pairs =
        [
            .. _basins.Where(other._indexOf.ContainsKey).Select(id => (Own: this[id], Other: other[id]))
                .Where(pair => !double.IsNaN(pair.Own) && !double.IsNaN(pair.Other)),
        ];
        return Evaluation.Kge.Pearson(Quantiles.Ranks([.. pairs.Select(pair => pair.Own)]), Quantiles.Ranks([.. pairs.Select(pair => pair.Other)]));
    }

    /// <summary>Empirical distribution over the basins that have a value.</summary>
    public EmpiricalCdf Cdf() => new(_values);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();

    /// <summary>Name, number of basins, median and mean in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}: median {Median():0.000}, mean {Mean():0.000} over {Valid} of {_values.Length} basins");
}
