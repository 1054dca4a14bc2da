namespace HydroNotebook.Figures.Svg;

/// <summary>The ticks of an axis for the room it has.</summary>
internal static class AxisTicks
{
    private const double TextRoom = 56;
    private const double LineRoom = 34;

    /// <summary>Ticks along the bottom.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="scaling">Its span and place.</param>
    /// <param name="whole">Whether all values are whole numbers: no ticks between them then.</param>
    internal static IReadOnlyList<Tick> Horizontal(Axis axis, Scaling scaling, bool whole)
    {
        double width = scaling.High - scaling.Low;
        int most = (int)Math.Clamp(width / TextRoom, 1, 12);
        most = whole ? (int)Math.Clamp(Math.Ceiling(scaling.Max - scaling.Min), 1, most) : most;
        return axis.Scale switch
        {
            AxisScale.Date => DateTicks.Of(scaling.Min, scaling.Max, width),
            AxisScale.Category => Names(axis, scaling),
            _ => Apart(Of(axis, scaling, most), most, axis, scaling),
        };
    }

    /// <summary>How many ticks a vertical axis has room for.</summary>
    internal static int MostVertical(double height) => (int)Math.Clamp(height / LineRoom, 1, 10);

    /// <summary>Ticks along a side.</summary>
    internal static IReadOnlyList<Tick> Vertical(Axis axis, Scaling scaling)
    {
        double height = scaling.High - scaling.Low;
        if (axis.Scale == AxisScale.Category)
        {
            List<Tick> names = Names(axis, scaling);
            int every = (int)Math.Max(1, Math.Ceiling((TextSizes.Tick + 2) * names.Count / Math.Max(height, 1)));
            return [.. names.Where((_, k) => k % every == 0)];
        }

        int most = axis.Scale == AxisScale.Latitude ? Math.Max(3, MostVertical(height) * 3 / 5) : MostVertical(height);
        return Of(axis, scaling, axis.IsLog ? most : Enumerable.Range(most, most + 3).FirstOrDefault(number => EndsOnTicks(scaling, number), most));
    }

    /// <summary>Whether so many ticks at most would put one on each end: ends made round should carry one.</summary>
    private static bool EndsOnTicks(Scaling scaling, int most)
    {
        double step = Ticks.Step((scaling.Max / most) - (scaling.Min / most), 1);
        return IsWhole(scaling.Min / step) && IsWhole(scaling.Max / step);

        static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < 1e-6;
    }

    private static IReadOnlyList<Tick> Of(Axis axis, Scaling scaling, int most) => axis.Scale switch
    {
        AxisScale.Log => Ticks.Log(scaling.Min, scaling.Max, most),
        AxisScale.Longitude or AxisScale.Latitude => Ticks.Degrees(scaling.Min, scaling.Max, most, axis.Scale == AxisScale.Longitude),
        AxisScale.Date => DateTicks.Of(scaling.Min, scaling.Max, most * TextRoom),
        _ => Ticks.Linear(scaling.Min, scaling.Max, most),
    };

    /// <summary>Fewer ticks where their texts would touch: long numbers.</summary>
    private static IReadOnlyList<Tick> Apart(IReadOnlyList<Tick> ticks, int most, Axis axis, Scaling scaling)
    {
        while (most > 1 && Touch(ticks, scaling))
        {
            ticks = Of(axis, scaling, --most);
        }

        return ticks;
    }

    private static bool Touch(IReadOnlyList<Tick> ticks, Scaling scaling)
    {
        double end = double.NegativeInfinity;
        foreach (Tick tick in ticks.Where(tick => !tick.IsMinor).OrderBy(tick => scaling[tick.Value]))
        {
            double half = LetterWidths.Of(tick.Text, TextSizes.Tick) / 2;
            double place = scaling[tick.Value];
            if (place - half < end + 8)
            {
                return true;
            }

            end = place + half;
        }

        return false;
    }

    // An empty name has a tick all the same, without words.
    private static List<Tick> Names(Axis axis, Scaling scaling) =>
        [.. axis.Categories.Select((name, k) => new Tick(k, name.Replace('\n', ' '))).Where(tick => tick.Value >= scaling.Min && tick.Value <= scaling.Max)];
}
