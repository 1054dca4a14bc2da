namespace HydroNotebook.Evaluation;

/// <summary>Nash–Sutcliffe efficiency (NSE) of a simulated discharge series, and its decomposition.</summary>
/// <remarks>Nash and Sutcliffe (1970), equation 3; Kratzert et al. (2019), table 1; parts after Gupta et al. (2009).</remarks>
public static class Nse
{
    /// <summary>Computes 1 − Σ(s − o)² / Σ(o − ō)² over the days on which both series have a value.</summary>
    /// <param name="observed">Observed discharge, [days], mm/day; NaN marks a day without observation.</param>
    /// <param name="simulated">Simulated discharge, [days], mm/day; NaN marks a day without simulation.</param>
    /// <returns>NSE in (−∞, 1], dimensionless; NaN where fewer than two days count or the observations do not vary.</returns>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static double Compute(ReadOnlySpan<float> observed, ReadOnlySpan<float> simulated)
    {
        Pairs.RequireSameLength(observed.Length, simulated.Length);
        return Compute(Pairs.Widen(observed), Pairs.Widen(simulated));
    }

    /// <inheritdoc cref="Compute(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public static double Compute(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        if (!Pairs.Varies(pairs.Observed))
        {
            return double.NaN;
        }

        double mean = Pairs.Mean(pairs.Observed);
        double errors = 0;
        double variation = 0;
        for (int k = 0; k < pairs.Count; k++)
        {
            double error = pairs.Simulated[k] - pairs.Observed[k];
            double departure = pairs.Observed[k] - mean;
            errors += error * error;
            variation += departure * departure;
        }

        return 1 - (errors / variation);
    }

    /// <summary>α = sd(s) / sd(o); NaN where the observations do not vary.</summary>
    internal static double Alpha(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        return Pairs.Varies(pairs.Observed) ? Pairs.Deviation(pairs.Simulated) / Pairs.Deviation(pairs.Observed) : double.NaN;
    }

    /// <summary>β = (s̄ − ō) / sd(o); NaN where the observations do not vary.</summary>
    internal static double Beta(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        return Pairs.Varies(pairs.Observed)
            ? (Pairs.Mean(pairs.Simulated) - Pairs.Mean(pairs.Observed)) / Pairs.Deviation(pairs.Observed)
            : double.NaN;
    }
}
