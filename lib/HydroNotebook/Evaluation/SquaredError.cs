namespace HydroNotebook.Evaluation;

/// <summary>Mean squared error and its root.</summary>
internal static class SquaredError
{
    /// <summary>Mean of (s − o)², (mm/day)²; NaN where no day counts.</summary>
    internal static double Mean(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        var pairs = Pairs.Of(observed, simulated);
        double sum = 0;
        for (int k = 0; k < pairs.Count; k++)
        {
            double error = pairs.Simulated[k] - pairs.Observed[k];
            sum += error * error;
        }

        return sum / pairs.Count;
    }

    /// <summary>Root of the mean squared error, mm/day; NaN where no day counts.</summary>
    internal static double Root(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated) => Math.Sqrt(Mean(observed, simulated));
}
