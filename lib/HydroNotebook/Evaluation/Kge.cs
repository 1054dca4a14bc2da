namespace HydroNotebook.Evaluation;

/// <summary>Kling–Gupta efficiency in its two forms, and its parts.</summary>
/// <remarks>Gupta et al. (2009), equation 9; Kling et al. (2012), equation 2, for the form with γ. α is <see cref="Nse.Alpha"/>.</remarks>
internal static class Kge
{
    /// <summary>1 − √((r − 1)² + (α − 1)² + (β − 1)²); NaN where a part is.</summary>
    internal static double Compute(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated) => 1 - Distance(
        Pearson(observed, simulated), Nse.Alpha(observed, simulated), Beta(observed, simulated));

    /// <summary>1 − √((r − 1)² + (γ − 1)² + (β − 1)²), the form of 2012; NaN where a part is.</summary>
    internal static double Compute2012(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated) => 1 - Distance(
        Pearson(observed, simulated), Gamma(observed, simulated), Beta(observed, simulated));

    /// <summary>Pearson's r; NaN where either series does not vary.</summary>
    internal static double Pearson(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        if (!Pairs.Varies(pairs.Observed) || !Pairs.Varies(pairs.Simulated))
        {
            return double.NaN;
        }

        double meanO = Pairs.Mean(pairs.Observed);
        double meanS = Pairs.Mean(pairs.Simulated);
        double products = 0;
        for (int k = 0; k < pairs.Count; k++)
        {
            products += (pairs.Observed[k] - meanO) * (pairs.Simulated[k] - meanS);
        }

        double r = products / pairs.Count / (Pairs.Deviation(pairs.Observed) * Pairs.Deviation(pairs.Simulated));

        // Rounding can lift a perfect correlation past 1.
        return Math.Clamp(r, -1, 1);
    }

    /// <summary>β = s̄ / ō; NaN where the observed mean is zero or no day counts.</summary>
    internal static double Beta(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        double mean = Pairs.Mean(pairs.Observed);
        return mean == 0 ? double.NaN : Pairs.Mean(pairs.Simulated) / mean;
    }

    /// <summary>γ = (sd(s) / s̄) / (sd(o) / ō); NaN where a mean is zero or the observations do not vary.</summary>
    internal static double Gamma(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        double beta = Beta(observed, simulated);
        return beta == 0 ? double.NaN : Nse.Alpha(observed, simulated) / beta;
    }

    private static double Distance(double r, double spread, double beta) =>
        Math.Sqrt(((r - 1) * (r - 1)) + ((spread - 1) * (spread - 1)) + ((beta - 1) * (beta - 1)));
}
