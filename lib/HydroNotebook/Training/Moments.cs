namespace HydroNotebook.Training;

/// <summary>Number, mean and spread of numbers; NaN does not count.</summary>
internal readonly record struct Moments(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>Two passes, not running sums: Σx² − nx̄² loses all digits where the mean is large against the spread.</summary>
    public static Moments Of(IEnumerable<double> values)
    {
        long count = 0;
        double sum = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        double mean = sum / count;
        double squares = 0;
        double rest = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                squares += (value - mean) * (value - mean);
                rest += value - mean;
            }
        }

        // What the rounding of the mean left over.
        return new Moments(count, mean + (rest / count), squares - (rest * rest / count));
    }

    /// <summary>Standard deviation with divisor n − <paramref name="freedom"/>.</summary>
    public double Sd(int freedom) => Math.Sqrt(SquaredDeviations / (Count - freedom));
}
