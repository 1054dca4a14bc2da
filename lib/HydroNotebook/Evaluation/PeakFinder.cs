namespace HydroNotebook.Evaluation;

/// <summary>Finds peaks in a series without missing values by distance, height and prominence, as SciPy's <c>find_peaks</c> defines them.</summary>
/// <remarks>The order of the sieves matters and is: height, distance, prominence.</remarks>
internal static class PeakFinder
{
    /// <summary>Peaks that stand out, ascending rows.</summary>
    /// <param name="values">The series, [days].</param>
    /// <param name="distance">Smallest number of days between two peaks.</param>
    /// <param name="prominence">Smallest height above the higher of the two surrounding valleys.</param>
    internal static List<int> Prominent(ReadOnlySpan<double> values, int distance, double prominence)
    {
        List<int> peaks = Apart(LocalMaxima(values), values, distance);
        var kept = new List<int>(peaks.Count);
        foreach (int peak in peaks)
        {
            if (ProminenceOf(values, peak) >= prominence)
            {
                kept.Add(peak);
            }
        }

        return kept;
    }

    /// <summary>Peaks of at least a height, ascending rows.</summary>
    internal static List<int> High(ReadOnlySpan<double> values, int distance, double height)
    {
        var peaks = new List<int>();
        foreach (int peak in LocalMaxima(values))
        {
            if (values[peak] >= height)
            {
                peaks.Add(peak);
            }
        }

        return Apart(peaks, values, distance);
    }

    /// <summary>Rows whose neighbours are lower; of a plateau the middle (rounded down). The ends of the series are no peaks.</summary>
    internal static List<int> LocalMaxima(ReadOnlySpan<double> values)
    {
        var peaks = new List<int>();
        int day = 1;
        while (day < values.Length - 1)
        {
            if (values[day - 1] < values[day])
            {
                int after = day + 1;
                while (after < values.Length - 1 && values[after] == values[day])
                {
                    after++;
                }

                if (values[after] < values[day])
                {
                    peaks.Add((day + after - 1) / 2);
                    day = after;
                }
            }

            day++;
        }

        return peaks;
    }

    // From the highest down (of equal ones the later first), each peak removes the ones that are too near.
    private static List<int> Apart(List<int> peaks, ReadOnlySpan<double> values, int distance)
    {
        double[] heights = new double[peaks.Count];
        int[] order = new int[peaks.Count];
        for (int k = 0; k < order.Length; k++)
        {
            heights[k] = values[peaks[k]];
            order[k] = k;
        }

        Array.Sort(order, (a, b) => heights[a] != heights[b] ? heights[b].CompareTo(heights[a]) : b.CompareTo(a));
        bool[] removed = new bool[order.Length];
        foreach (int k in order)
        {
            if (removed[k])
            {
                continue;
            }

            for (int j = k - 1; j >= 0 && peaks[k] - peaks[j] < distance; j--)
            {
                removed[j] = true;
            }

            for (int j = k + 1; j < peaks.Count && peaks[j] - peaks[k] < distance; j++)
            {
                removed[j] = true;
            }
        }

        return [.. peaks.Where((_, k) => !removed[k])];
    }

    private static double ProminenceOf(ReadOnlySpan<double> values, int peak)
    {
        double top = values[peak];
        double left = top;
        for (int day = peak; day >= 0 && values[day] <= top; day--)
        {
            left = Math.Min(left, values[day]);
        }

        double right = top;
        for (int day = peak; day < values.Length && values[day] <= top; day++)
        {
            right = Math.Min(right, values[day]);
        }

        return top - Math.Max(left, right);
    }
}
