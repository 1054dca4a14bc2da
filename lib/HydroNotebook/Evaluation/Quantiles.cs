namespace HydroNotebook.Evaluation;

/// <summary>Quantiles with linear interpolation between order statistics (Hyndman and Fan 1996, type 7; numpy's default).</summary>
internal static class Quantiles
{
    /// <summary>A sorted copy without missing values.</summary>
    internal static double[] Sorted(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value))];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>The quantile of sorted values; NaN for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    internal static double OfSorted(double[] sorted, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double position = (sorted.Length - 1) * probability;
        int below = (int)Math.Floor(position);
        double part = position - below;
        if (part == 0)
        {
            return sorted[below];
        }

        // From the nearer end, so that a quantile between two equal values is that value exactly.
        double low = sorted[below];
        double high = sorted[below + 1];
        return part < 0.5 ? low + ((high - low) * part) : high - ((high - low) * (1 - part));
    }
}
