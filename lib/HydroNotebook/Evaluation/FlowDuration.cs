namespace HydroNotebook.Evaluation;

/// <summary>Biases of the flow-duration curve (Yilmaz et al. 2008, tables 3 and 4), in the forms of K19 and of NeuralHydrology.</summary>
/// <remarks>
/// Observed and simulated flows are each sorted on their own, highest first. A share p of n days ends before index round(p·n),
/// halves to the even number. The forms differ in where a small number guards a zero, which moves FLV by tens of per cent.
/// </remarks>
internal static class FlowDuration
{
    private const double Tiny = 1e-6;

    /// <summary>FHV: bias of the flows that are exceeded 2 % of the time, %.</summary>
    internal static double High(FlowDurationForm form, ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        (double[] o, double[] s) = Curves(form, observed, simulated);
        int end = IndexOf(0.02, o.Length);
        double errors = 0;
        double total = 0;
        for (int k = 0; k < end; k++)
        {
            errors += s[k] - o[k];
            total += o[k];
        }

        double divisor = form == FlowDurationForm.K19 ? total + Tiny : total;
        return end == 0 || divisor == 0 ? double.NaN : 100 * errors / divisor;
    }

    /// <summary>FMS: bias of the slope of the curve between 20 % and 70 % exceedance, %.</summary>
    internal static double MiddleSlope(FlowDurationForm form, ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        (double[] o, double[] s) = Curves(form, observed, simulated);
        int upper = IndexOf(0.2, o.Length);
        int lower = IndexOf(0.7, o.Length);
        if (upper == lower || lower >= o.Length)
        {
            return double.NaN;
        }

        double slopeO = Logarithm(form, o[upper], isSimulated: false) - Logarithm(form, o[lower], isSimulated: false);
        double slopeS = Logarithm(form, s[upper], isSimulated: true) - Logarithm(form, s[lower], isSimulated: true);
        return 100 * (slopeS - slopeO) / (slopeO + Tiny);
    }

    /// <summary>FLV: bias of the lowest 30 % of the flows, in logarithms above the lowest flow, %. Positive when low flows are too high.</summary>
    internal static double Low(FlowDurationForm form, ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        (double[] o, double[] s) = Curves(form, observed, simulated);
        int start = form == FlowDurationForm.K19 ? IndexOf(0.7, o.Length) : o.Length - IndexOf(0.3, o.Length);
        if (start >= o.Length)
        {
            return double.NaN;
        }

        double volumeO = VolumeAboveLowest(form, o.AsSpan(start), isSimulated: false);
        double volumeS = VolumeAboveLowest(form, s.AsSpan(start), isSimulated: true);

        // Written as o − s so that a perfect simulation gives 0 and not −0.
        return 100 * (volumeO - volumeS) / (volumeO + Tiny);
    }

    private static int IndexOf(double share, int days) => (int)Math.Round(share * days, MidpointRounding.ToEven);

    private static double VolumeAboveLowest(FlowDurationForm form, ReadOnlySpan<double> descending, bool isSimulated)
    {
        double lowest = Logarithm(form, descending[^1], isSimulated);
        double sum = 0;
        foreach (double flow in descending)
        {
            sum += Logarithm(form, flow, isSimulated) - lowest;
        }

        return sum;
    }

    private static double Logarithm(FlowDurationForm form, double flow, bool isSimulated)
    {
        double positive = flow == 0 || (isSimulated && flow < 0) ? Tiny : flow;
        return Math.Log(form == FlowDurationForm.K19 ? positive + Tiny : positive);
    }

    private static (double[] Observed, double[] Simulated) Curves(
        FlowDurationForm form, ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        double[] o = pairs.Observed;
        double[] s = pairs.Simulated;
        if (form == FlowDurationForm.K19)
        {
            s = [.. s.Where((_, k) => o[k] >= 0).Select(flow => Math.Max(flow, 0))];
            o = [.. o.Where(flow => flow >= 0)];
        }

        Array.Sort(o);
        Array.Sort(s);
        Array.Reverse(o);
        Array.Reverse(s);
        return (o, s);
    }
}
