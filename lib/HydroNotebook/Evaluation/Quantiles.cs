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

    /// <summary>Rank of each value, from 1; equal values share the mean of their ranks. No value may be missing.</summary>
    internal static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        double[] ranks = new double[values.Length];
        for (int first = 0; first < order.Length;)
        {
            int next = first + 1;
            while (next < order.Length && values[order[next]] == values[order[first]])
            {
                next++;
            }

            for (int k = first; k < next; k++)
            {
                ranks[order[k]] = (first + next + 1) / 2.0;
            }

            first = next;
        }

        return ranks;
    }
}
