namespace HydroNotebook.Evaluation;

/// <summary>How well flood peaks are met in time, number and height; daily settings of NeuralHydrology 1.11.</summary>
internal static class PeakMetrics
{
    private const int ProminentDistance = 100;
    private const int TimingWindow = 3;
    private const int HighDistance = 30;
    private const double HighShare = 0.8;
    private const int MissWindow = 1;

    /// <summary>Mean number of days by which prominent observed peaks are met early or late; NaN without peaks.</summary>
    internal static double Timing(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        double sum = 0;
        int count = 0;
        foreach (int peak in ProminentPeaks(pairs))
        {
            if (HasWholeWindow(pairs, peak, TimingWindow))
            {
                sum += Math.Abs(SimulatedPeakNear(pairs.Simulated, peak) - peak);
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>Share of high observed peaks without a high simulated peak on the day, the day before or the day after; 0 without peaks.</summary>
    /// <remarks>Peaks near an end or a gap are never missed but stay in the divisor.</remarks>
    internal static double Missed(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        if (pairs.Count == 0)
        {
            return double.NaN;
        }

        List<int> observedPeaks = HighPeaks(pairs.Observed);
        HashSet<int> simulatedPeaks = [.. HighPeaks(pairs.Simulated)];
        if (observedPeaks.Count == 0)
        {
            return 0;
        }

        int missed = 0;
        foreach (int peak in observedPeaks)
        {
            bool met = !HasWholeWindow(pairs, peak, MissWindow);
            for (int near = peak - MissWindow; near <= peak + MissWindow; near++)
            {
                met |= simulatedPeaks.Contains(near);
            }

            missed += met ? 0 : 1;
        }

        return (double)missed / observedPeaks.Count;
    }

    /// <summary>Mean of |s − o| / o on the days of prominent observed peaks, %; NaN without peaks.</summary>
    internal static double Error(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        List<int> peaks = ProminentPeaks(pairs);
        double sum = 0;
        foreach (int peak in peaks)
        {
            sum += Math.Abs(pairs.Simulated[peak] - pairs.Observed[peak]) / pairs.Observed[peak];
        }

        return 100 * sum / peaks.Count;
    }

    /// <summary>Observed peaks that count for timing and height, rows of the pairs.</summary>
    internal static List<int> ProminentPeaks(Pairs pairs) =>
        PeakFinder.Prominent(pairs.Observed, ProminentDistance, Pairs.Deviation(pairs.Observed));

    /// <summary>Peaks that count for missing or not, rows of the pairs.</summary>
    internal static List<int> HighPeaks(double[] values) =>
        PeakFinder.High(values, HighDistance, Quantiles.OfSorted(Quantiles.Sorted(values), HighShare));

    // Missing days are closed up, so a window across a gap would span more days than it says.
    private static bool HasWholeWindow(Pairs pairs, int peak, int window) =>
        peak - window >= 0
        && peak + window < pairs.Count
        && pairs.Days[peak + window] - pairs.Days[peak - window] == 2 * window;

    private static int SimulatedPeakNear(double[] simulated, int peak)
    {
        if (simulated[peak] > simulated[peak - 1] && simulated[peak] > simulated[peak + 1])
        {
            return peak;
        }

        int highest = peak - TimingWindow;
        for (int day = highest + 1; day <= peak + TimingWindow; day++)
        {
            if (simulated[day] > simulated[highest])
            {
                highest = day;
            }
        }

        return highest;
    }
}
