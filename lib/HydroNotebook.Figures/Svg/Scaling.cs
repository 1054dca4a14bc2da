namespace HydroNotebook.Figures.Svg;

/// <summary>Maps the values of an axis to pixels.</summary>
/// <param name="Min">Value at <paramref name="From"/>.</param>
/// <param name="Max">Value at <paramref name="To"/>.</param>
/// <param name="From">Pixel of the smallest value.</param>
/// <param name="To">Pixel of the largest value.</param>
internal readonly record struct Scaling(double Min, double Max, double From, double To)
{
    internal double this[double value] => From + ((value - Min) / (Max - Min) * (To - From));

    /// <summary>The span that an axis shows: its limits, else the data, widened where it would be empty.</summary>
    internal static (double Min, double Max) Span(Axis axis, IEnumerable<double> values)
    {
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                min = Math.Min(min, value);
                max = Math.Max(max, value);
            }
        }

        if (min > max)
        {
            (min, max) = (0, 1);
        }

        if (axis.FromZero)
        {
            min = Math.Min(min, 0);
            max = Math.Max(max, 0);
        }

        min = axis.Min ?? min;
        max = axis.Max ?? max;
        if (min < max)
        {
            return (min, max);
        }

        double half = Math.Max(Math.Abs(min) * 0.05, 0.5);
        return (axis.Min ?? (min - half), axis.Max ?? (axis.Min is null ? max + half : min + (2 * half)));
    }
}
