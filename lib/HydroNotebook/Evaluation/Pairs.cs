namespace HydroNotebook.Evaluation;

/// <summary>The days on which both series have a value, closed up.</summary>
internal sealed class Pairs
{
    private Pairs(double[] observed, double[] simulated, int[] days)
    {
        Observed = observed;
        Simulated = simulated;
        Days = days;
    }

    /// <summary>Observed values, [pairs].</summary>
    public double[] Observed { get; }

    /// <summary>Simulated values, [pairs].</summary>
    public double[] Simulated { get; }

    /// <summary>Row of each pair in the series it came from, ascending, [pairs].</summary>
    public int[] Days { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => Days.Length;

    /// <summary>Copies the days without a missing value.</summary>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static Pairs Of(ReadOnlySpan<double> observed, ReadOnlySpan<double> simulated)
    {
        RequireSameLength(observed.Length, simulated.Length);
        int count = 0;
        for (int day = 0; day < observed.Length; day++)
        {
            count += double.IsNaN(observed[day]) || double.IsNaN(simulated[day]) ? 0 : 1;
        }

        double[] o = new double[count];
        double[] s = new double[count];
        int[] days = new int[count];
        int next = 0;
        for (int day = 0; day < observed.Length; day++)
        {
            if (!double.IsNaN(observed[day]) && !double.IsNaN(simulated[day]))
            {
                o[next] = observed[day];
                s[next] = simulated[day];
                days[next++] = day;
            }
        }

        return new Pairs(o, s, days);
    }

    /// <summary>Whether not all values are the same; false for fewer than two. Exact, unlike a test of the variance against zero.</summary>
    public static bool Varies(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (value != values[0])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Mean; NaN for no values.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Standard deviation with divisor n.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        // Two passes, not running sums: Σq² − n·q̄² loses all digits in dry basins.
        double mean = Mean(values);
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / values.Length);
    }

    /// <summary>The same numbers in double precision.</summary>
    public static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int day = 0; day < values.Length; day++)
        {
            wide[day] = values[day];
        }

        return wide;
    }

    /// <summary>Refuses series of different length.</summary>
    public static void RequireSameLength(int observed, int simulated)
    {
        if (observed != simulated)
        {
            throw new ArgumentException(
                $"observed has {observed} days, simulated {simulated}; cut both to the same period first.", nameof(simulated));
        }
    }
}
