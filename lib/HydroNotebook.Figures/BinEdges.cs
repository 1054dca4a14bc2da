using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures;

/// <summary>Round edges of the bins of a histogram.</summary>
internal static class BinEdges
{
    private const int Fewest = 5;
    private const int Most = 150;

    /// <summary>Edges for all series together.</summary>
    internal static IReadOnlyList<double> Of(IEnumerable<IReadOnlyList<double>> series)
    {
        double[] sorted = [.. series.SelectMany(values => values).Where(double.IsFinite).Select(value => Scaling.Reachable(value, log: false)).Order()];
        if (sorted.Length == 0)
        {
            return [0, 1];
        }

        (double min, double max) = (sorted[0], sorted[^1]);
        if (max - min <= 1e-12 * Math.Max(Math.Abs(min), Math.Abs(max)))
        {
            double half = Math.Max(Math.Abs(min) * 0.05, 0.5);
            return [min - half, min + half];
        }

        // Freedman and Diaconis: 2 · IQR · n^(−1/3); a few far values must not make thousands of bins.
        double proposed = 2 * (BoxNumbers.Quantile(sorted, 0.75) - BoxNumbers.Quantile(sorted, 0.25)) / Math.Cbrt(sorted.Length);
        double span = max - min;
        // Steps are 1, 2 or 5: rounded up they would be too wide, hence the factor below.
        double bins = Math.Clamp(proposed > 0 ? span / proposed : Fewest, Fewest, Most);
        double step = Ticks.Step(span, (int)Math.Ceiling(bins * 1.4));
        double first = Math.Floor((min / step) + 1e-9);
        double last = Math.Max(Math.Ceiling((max / step) - 1e-9), first + 1);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(k => (first + k) * step)];
    }
}
