namespace HydroNotebook.Figures;

/// <summary>What a box shows of a group of values.</summary>
/// <param name="Low">End of the lower whisker: the smallest value within 1.5 box heights of the box.</param>
/// <param name="FirstQuartile">A quarter of the values lie below.</param>
/// <param name="Median">The middle.</param>
/// <param name="ThirdQuartile">A quarter of the values lie above.</param>
/// <param name="High">End of the upper whisker.</param>
/// <param name="Beyond">Values beyond the whiskers, ascending.</param>
internal sealed record BoxNumbers(double Low, double FirstQuartile, double Median, double ThirdQuartile, double High, IReadOnlyList<double> Beyond)
{
    /// <summary>The numbers of a group; null where it has no finite value.</summary>
    internal static BoxNumbers? Of(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        double first = Quantile(sorted, 0.25);
        double third = Quantile(sorted, 0.75);
        double reach = 1.5 * (third - first);
        // Of few values a quartile may lie beyond the last value within reach: no whisker then.
        double low = Math.Min(sorted.First(value => value >= first - reach), first);
        double high = Math.Max(sorted.Last(value => value <= third + reach), third);
        return new BoxNumbers(low, first, Quantile(sorted, 0.5), third, high, [.. sorted.Where(value => value < low || value > high)]);
    }

    /// <summary>Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7), as NumPy and R have it.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
