namespace HydroNotebook.VirtualCatchments;

/// <summary>The hydrological signatures of CAMELS, computed from the flow in the file (Addor et al. 2017, table 3, as published numbers have it).</summary>
internal sealed record FlowIndices(
    double Mean,
    double RunoffRatio,
    double Slope,
    double BaseflowIndex,
    double Elasticity,
    double Q5,
    double Q95,
    double HighFrequency,
    double HighDuration,
    double LowFrequency,
    double LowDuration,
    double ZeroFraction,
    double HalfFlowDay)
{
    private const double Alpha = 0.925;
    private const int Mirror = 30;

    /// <summary>Computes the signatures of whole hydrological years from 1 October on.</summary>
    /// <param name="flow">mm/day, NaN = missing.</param>
    /// <param name="rain">mm/day.</param>
    /// <param name="first">A 1 October.</param>
    internal static FlowIndices Of(double[] flow, double[] rain, DateOnly first)
    {
        double[] sorted = [.. flow.Where(value => !double.IsNaN(value))];
        Array.Sort(sorted);
        double mean = sorted.Length > 0 ? sorted.Average() : double.NaN;
        double median = Quantile(sorted, 0.5);
        (double highFrequency, double highDuration) = Events(flow, value => value > 9 * median);
        (double lowFrequency, double lowDuration) = Events(flow, value => value < 0.2 * mean);
        (double elasticity, double half) = Years(flow, rain, first, mean);
        return new FlowIndices(
            mean,
            mean / rain.Where((_, day) => !double.IsNaN(flow[day])).DefaultIfEmpty(double.NaN).Average(),
            mean > 0 ? (Quantile(sorted, 0.66) - Quantile(sorted, 0.33)) / mean / 0.33 : double.NaN,
            BaseflowShare(flow),
            elasticity,
            Quantile(sorted, 0.05),
            Quantile(sorted, 0.95),
            highFrequency,
            highDuration,
            lowFrequency,
            lowDuration,
            sorted.Count(value => value == 0) / (double)sorted.Length,
            half);
    }

    /// <summary>Share of baseflow by three passes of the filter of Lyne and Hollick (1979) as Ladson et al. (2013) set it up.</summary>
    internal static double BaseflowShare(double[] flow)
    {
        double total = 0;
        double baseflow = 0;
        int start = 0;
        while (start < flow.Length)
        {
            int end = start;
            while (end < flow.Length && !double.IsNaN(flow[end]))
            {
                end++;
            }

            if (end - start > Mirror)
            {
                double[] stretch = flow[start..end];
                total += stretch.Sum();
                baseflow += Filter(stretch).Sum();
            }

            start = end + 1;
        }

        return total > 0 ? baseflow / total : double.NaN;
    }

    private static double[] Filter(double[] flow)
    {
        int n = flow.Length;
        double[] series = new double[n + (2 * Mirror)];
        for (int k = 0; k < series.Length; k++)
        {
            int at = Math.Abs(k - Mirror);
            series[k] = flow[at < n ? at : (2 * (n - 1)) - at];
        }

        for (int pass = 0; pass < 3; pass++)
        {
            double quick = 0;
            double before = series[0];
            for (int k = 0; k < series.Length; k++)
            {
                double now = series[k];
                quick = k == 0 ? now : (Alpha * quick) + ((1 + Alpha) / 2 * (now - before));
                before = now;
                series[k] = quick > 0 ? now - quick : now;
            }

            Array.Reverse(series);
        }

        Array.Reverse(series);
        return series[Mirror..(Mirror + n)];
    }

    private static (double Frequency, double Duration) Events(double[] flow, Func<double, bool> isEvent)
    {
        int count = 0;
        int runs = 0;
        int valid = 0;
        bool before = false;
        foreach (double value in flow)
        {
            if (double.IsNaN(value))
            {
                continue;
            }

            valid++;
            bool now = isEvent(value);
            count += now ? 1 : 0;
            runs += now && !before ? 1 : 0;
            before = now;
        }

        return (count * 365.25 / valid, runs > 0 ? count / (double)runs : 0);
    }

    // Per hydrological year: elasticity of flow to precipitation (Sankarasubramanian et al. 2001), day by which half of the flow has passed.
    private static (double Elasticity, double HalfDay) Years(double[] flow, double[] rain, DateOnly first, double meanFlow)
    {
        double meanRain = rain.Average();
        List<double> elasticities = [];
        List<double> halves = [];
        for (DateOnly october = first; october.DayNumber - first.DayNumber < flow.Length; october = october.AddYears(1))
        {
            int start = october.DayNumber - first.DayNumber;
            int end = Math.Min(flow.Length, october.AddYears(1).DayNumber - first.DayNumber);
            double[] year = [.. flow[start..end].Select(value => double.IsNaN(value) ? 0 : value)];
            double sum = year.Sum();
            double change = (rain[start..end].Average() - meanRain) / meanRain;
            if (change != 0)
            {
                elasticities.Add(((sum / year.Length) - meanFlow) / meanFlow / change);
            }

            double passed = 0;
            int day = 0;
            while (day < year.Length && passed <= sum / 2)
            {
                passed += year[day++];
            }

            halves.Add(day);
        }

        elasticities.Sort();
        return (Quantile([.. elasticities], 0.5), halves.Average());
    }

    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double at = share * (sorted.Length - 1);
        int low = (int)at;
        int high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }
}
