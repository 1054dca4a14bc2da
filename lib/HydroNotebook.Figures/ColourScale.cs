namespace HydroNotebook.Figures;

/// <summary>Turns values into colours, and is drawn as a bar beside the panel.</summary>
/// <param name="Label">Quantity and unit: <c>NSE [–]</c>; empty for none.</param>
public sealed record ColourScale(string Label)
{
    /// <summary>Value of the first colour; null = the smallest of the data. Smaller ones take the first colour and are counted below the panel.</summary>
    public double? Min { get; init; }

    /// <summary>Value of the last colour; null = the largest of the data.</summary>
    public double? Max { get; init; }

    /// <summary>Value of the colour in the middle, for scales with two arms; null = one arm. Limits that are not given lie equally far from it.</summary>
    public double? Centre { get; init; }

    /// <summary>Colours as <c>#RRGGBB</c> at equal distances, two or more.</summary>
    public IReadOnlyList<string> Colours { get; init; } = Palette.Sequential;

    /// <summary>The limits for some data.</summary>
    internal (double Min, double Max) Span(IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values.Where(double.IsFinite).Select(value => Svg.Scaling.Reachable(value, log: false)))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        (low, high) = low > high ? (0, 1) : (low, high);
        if (Centre is { } centre)
        {
            double arm = Math.Max(Math.Abs((Max ?? high) - centre), Math.Abs((Min ?? low) - centre));
            arm = arm > 0 ? arm : 1;
            return (Min ?? (centre - arm), Max ?? (centre + arm));
        }

        (low, high) = (Min ?? low, Max ?? high);
        double half = Math.Max(0.5, Math.Abs(low) * 0.05);
        return high - low > 1e-13 * Math.Max(Math.Abs(low), Math.Abs(high)) ? (low, high) : (low - half, low + half);
    }

    /// <summary>The colour of a value; grey for NaN.</summary>
    internal string At(double value, (double Min, double Max) span)
    {
        if (double.IsNaN(value))
        {
            return Palette.Missing;
        }

        double place = Math.Clamp((value - span.Min) / (span.Max - span.Min), 0, 1);
        if (Centre is { } centre && centre > span.Min && centre < span.Max)
        {
            place = value < centre ? 0.5 * (value - span.Min) / (centre - span.Min) : 0.5 + (0.5 * (value - centre) / (span.Max - centre));
            place = Math.Clamp(place, 0, 1);
        }

        return AtPlace(place);
    }

    /// <summary>The colour at a share of the scale, 0 to 1.</summary>
    internal string AtPlace(double place)
    {
        double exact = place * (Colours.Count - 1);
        int below = Math.Clamp((int)Math.Floor(exact), 0, Colours.Count - 2);
        double share = exact - below;
        (int r, int g, int b) = Rgb(Colours[below]);
        (int r2, int g2, int b2) = Rgb(Colours[below + 1]);
        return $"#{Mix(r, r2, share):X2}{Mix(g, g2, share):X2}{Mix(b, b2, share):X2}";
    }

    internal static (int Red, int Green, int Blue) Rgb(string colour)
    {
        int bits = Convert.ToInt32(colour[1..7], 16);
        return (bits >> 16, (bits >> 8) & 255, bits & 255);
    }

    private static int Mix(int from, int to, double share) => (int)Math.Round(from + ((to - from) * share));
}
