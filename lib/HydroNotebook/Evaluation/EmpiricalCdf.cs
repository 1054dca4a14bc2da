namespace HydroNotebook.Evaluation;

/// <summary>Empirical cumulative distribution: at the i-th of n sorted values stands i / n.</summary>
public sealed class EmpiricalCdf
{
    private readonly double[] _values;

    /// <summary>Sorts the values; missing ones are dropped and counted.</summary>
    /// <param name="values">Values in any order; NaN = missing.</param>
    public EmpiricalCdf(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] all = [.. values];
        _values = Quantiles.Sorted(all);
        Missing = all.Length - _values.Length;
    }

    /// <summary>The values, ascending.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Share of values not above the value at the same place: 1/n … 1.</summary>
    public IReadOnlyList<double> Shares => [.. Enumerable.Range(1, _values.Length).Select(k => (double)k / _values.Length)];

    /// <summary>Number of missing values that were left out.</summary>
    public int Missing { get; }

    /// <summary>Share of values that are at most <paramref name="value"/>; NaN where there are none.</summary>
    public double At(double value)
    {
        if (_values.Length == 0 || double.IsNaN(value))
        {
            return double.NaN;
        }

        int low = 0;
        int high = _values.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_values[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (double)low / _values.Length;
    }
}
