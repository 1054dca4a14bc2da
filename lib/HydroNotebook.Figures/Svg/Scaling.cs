namespace HydroNotebook.Figures.Svg;

/// <summary>Maps the values of an axis to pixels.</summary>
/// <param name="Min">Value at <paramref name="From"/>.</param>
/// <param name="Max">Value at <paramref name="To"/>.</param>
/// <param name="From">Pixel of the smallest value.</param>
/// <param name="To">Pixel of the largest value.</param>
/// <param name="Log">Whether equal ratios are equally long.</param>
internal readonly record struct Scaling(double Min, double Max, double From, double To, bool Log = false)
{
    // Far outside of any picture, and few digits: a value of 1e300 under given limits.
    private const double Far = 20000;

    /// <summary>The pixel of a value; NaN for what has no place: NaN, infinities, zero and less on a logarithmic axis.</summary>
    internal double this[double value]
    {
        get
        {
            if (!double.IsFinite(value) || (Log && value <= 0))
            {
                return double.NaN;
            }

            // Halves: the difference of ±1e308 is infinite.
            double share = Log
                ? (Math.Log10(value) - Math.Log10(Min)) / (Math.Log10(Max) - Math.Log10(Min))
                : ((value / 2) - (Min / 2)) / ((Max / 2) - (Min / 2));
            return Math.Clamp(From + (share * (To - From)), -Far, Far);
        }
    }

    internal double Low => Math.Min(From, To);

    internal double High => Math.Max(From, To);

    /// <summary>Where bars stand: zero, or the lower end of a logarithmic axis.</summary>
    internal double Foot => Log ? From : Math.Clamp(this[0], Low - 2, High + 2);

    /// <summary>The span that an axis shows: its limits, else the data, widened where it would be empty.</summary>
    internal static (double Min, double Max) Span(Axis axis, IEnumerable<double> values)
    {
        if (axis.Scale == AxisScale.Category)
        {
            return (-0.5, Math.Max(axis.Categories.Count, 1) - 0.5);
        }

        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && (value > 0 || !axis.IsLog))
            {
                double place = Reachable(value, axis.IsLog);
                min = Math.Min(min, place);
                max = Math.Max(max, place);
            }
        }

        if (axis.IsLog)
        {
            return LogSpan(axis, min, max);
        }

        (min, max) = min > max ? (0, 1) : (min, max);
        if (axis.FromZero)
        {
            min = Math.Min(min, 0);
            max = Math.Max(max, 0);
        }

        min = axis.Min ?? min;
        max = axis.Max ?? max;
        // Nearer than digits tell apart is equal.
        if (max - min > 1e-13 * Math.Max(Math.Abs(min), Math.Abs(max)))
        {
            return (min, max);
        }

        if (axis.FromZero && min == 0 && axis.Min is null && axis.Max is null)
        {
            return (0, 1);
        }

        double half = axis.Scale == AxisScale.Date ? 1 : Math.Max(Math.Abs(min) * 0.05, 0.5);
        return (axis.Min ?? (min - half), axis.Max ?? (axis.Min is null ? max + half : min + (2 * half)));
    }

    private static (double Min, double Max) LogSpan(Axis axis, double min, double max)
    {
        (min, max) = min > max ? (1, 10) : (min, max);
        min = axis.Min is > 0 ? axis.Min.Value : min;
        max = axis.Max is > 0 ? axis.Max.Value : max;
        return max > min * (1 + 1e-9) ? (min, max) : (min / 3, min * 3);
    }

    /// <summary>A value within what axes can span: steps between ends of 1e308 overflow, those of 1e-320 have no digits.</summary>
    internal static double Reachable(double value, bool log) =>
        Math.Abs(value) < 1e-300 ? (log ? 1e-300 : 0) : Math.Clamp(value, -1e300, 1e300);
}
