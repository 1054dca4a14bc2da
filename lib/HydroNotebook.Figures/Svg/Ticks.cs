using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Round places on an axis of numbers and their texts.</summary>
internal static class Ticks
{
    /// <summary>The step of 1, 2 or 5 times a power of ten that gives at most so many ticks.</summary>
    internal static double Step(double span, int most)
    {
        double rough = span / Math.Max(1, most);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double times = rough / power;
        // 1e-9: a span of exactly five steps must not become six by rounding.
        return power * (times <= 1 + 1e-9 ? 1 : times <= 2 + 1e-9 ? 2 : times <= 5 + 1e-9 ? 5 : 10);
    }

    /// <summary>Ends of an axis that follow from the data made round, so that nothing touches the frame; given limits stay.</summary>
    internal static (double Min, double Max) Round(Axis axis, (double Min, double Max) span, int most)
    {
        (double min, double max) = span;
        if (axis.Scale is AxisScale.Linear or AxisScale.Log)
        {
            bool wide = axis.IsLog && max / min > 20;
            if (axis.IsLog && max / min >= 5)
            {
                min = axis.Min is > 0 ? min : RoundLog(min, up: false, wide);
                max = axis.Max is > 0 ? max : RoundLog(max, up: true, wide);
            }
            else
            {
                double step = Step((max / most) - (min / most), 1);
                double low = Math.Floor((min / step) + 1e-9) * step;
                min = axis.Min is { } given && (given > 0 || !axis.IsLog) ? given : low > 0 || !axis.IsLog ? low : min;
                max = axis.Max is { } top && (top > 0 || !axis.IsLog) ? top : Math.Ceiling((max / step) - 1e-9) * step;
            }
        }

        return double.IsFinite(min) && double.IsFinite(max) && min < max ? (min, max) : span;
    }

    /// <summary>Multiples of a nice step within the span.</summary>
    internal static IReadOnlyList<Tick> Linear(double min, double max, int most) => Linear(min, max, most, Number);

    /// <summary>Degrees as 40° N, 100° W.</summary>
    internal static IReadOnlyList<Tick> Degrees(double min, double max, int most, bool longitude) => Linear(min, max, most, (value, decimals) =>
    {
        string side = value == 0 ? "" : longitude ? value > 0 ? " E" : " W" : value > 0 ? " N" : " S";
        return Number(Math.Abs(value), decimals) + "°" + side;
    });

    /// <summary>Powers of ten, every few where there are many; 1, 2 and 5 where there are hardly any.</summary>
    internal static IReadOnlyList<Tick> Log(double min, double max, int most)
    {
        if (!(min > 0 && max > min && double.IsFinite(max)))
        {
            throw new ArgumentOutOfRangeException(nameof(min), min, "A logarithmic axis spans positive numbers.");
        }

        double low = Math.Log10(min) - 1e-9;
        double high = Math.Log10(max) + 1e-9;
        int first = (int)Math.Ceiling(low);
        int last = (int)Math.Floor(high);
        if (high - low < 0.7)
        {
            return Linear(min, max, most);
        }

        int every = Math.Max(1, (int)Math.Ceiling((high - low) / Math.Max(1, most)));
        bool dense = high - low <= 2.2 && most >= 3 * (high - low);
        var ticks = new List<Tick>();
        for (int power = first - 1; power <= last; power++)
        {
            for (int digit = 1; digit <= 9; digit++)
            {
                double value = digit * Math.Pow(10, power);
                double place = Math.Log10(value);
                bool named = digit == 1 ? power % every == 0 : dense && digit is 2 or 5;
                if (place >= low && place <= high && (named || every == 1 || (digit == 1 && high - low < 40)))
                {
                    ticks.Add(new Tick(value, named && (digit == 1 || dense) ? Power(digit, power) : ""));
                }
            }
        }

        return ticks;
    }

    /// <summary>A number with a true minus sign; powers of ten where the digits would not fit.</summary>
    internal static string Number(double value, int decimals)
    {
        int power = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);
        // Neighbours must not read the same: as many digits as the step asks for.
        bool few = power + decimals <= 3 || decimals == 0;
        if (value != 0 && few && (Math.Abs(value) >= 1e6 || decimals > 5))
        {
            // Powers below -307 have no finite inverse.
            string digits = (value / Math.Pow(10, power / 2) / Math.Pow(10, power - (power / 2))).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
            return digits switch { "1" => "10", "−1" => "−10", _ => digits + "×10" } + Superscript(power);
        }

        decimals = value == 0 && decimals > 5 ? 0 : Math.Min(decimals, 15);
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static List<Tick> Linear(double min, double max, int most, Func<double, int, string> write)
    {
        double step = Step((max / Math.Max(1, most)) - (min / Math.Max(1, most)), 1);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        var ticks = new List<Tick>();
        double first = Math.Ceiling((min / step) - 1e-6);
        double last = Math.Floor((max / step) + 1e-6);
        if (!(last - first <= 100))
        {
            // Limits of one's own may be too far apart, or too near, for steps.
            return [new Tick(min, write(min, 0)), new Tick(max, write(max, 0))];
        }

        for (double k = first; k <= last; k++)
        {
            double value = k == 0 ? 0 : k * step;
            ticks.Add(new Tick(value, write(value, decimals)));
            if (k + 1 == k)
            {
                // Values so close together that no step tells them apart.
                break;
            }
        }

        return ticks;
    }

    private static double RoundLog(double value, bool up, bool wide)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value) + 1e-9));
        double[] steps = wide ? [1, 10] : [1, 2, 5, 10];
        double times = value / power;
        double rounded = up ? power * steps.FirstOrDefault(step => step >= times - 1e-9, 10) : power * steps.LastOrDefault(step => step <= times + 1e-9, 1);
        return rounded > 0 && double.IsFinite(rounded) ? rounded : value;
    }

    private static string Power(int digit, int power) => power is >= -3 and <= 4
        ? (digit * Math.Pow(10, power)).ToString("0.###", CultureInfo.InvariantCulture)
        : (digit == 1 ? "10" : string.Create(CultureInfo.InvariantCulture, $"{digit}×10")) + Superscript(power);

    private static string Superscript(int power) => string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(letter => letter switch
    {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        _ => (char)('⁰' + (letter - '0')),
    }));
}
