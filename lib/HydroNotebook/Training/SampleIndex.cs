using HydroNotebook.Basins;
using HydroNotebook.Tensors;

namespace HydroNotebook.Training;

/// <summary>The samples of a period: basins in order, days ascending; windows are views into the series.</summary>
/// <remarks>
/// Rule: a day is a sample when its whole window lies in the record, no forcing of the window is missing, and (for training)
/// at least one of the last <c>predictLastN</c> days of the window has an observation in the period. Days left out are counted.
/// </remarks>
public sealed class SampleIndex
{
    private SampleIndex(IReadOnlyList<Sample> samples, Period period)
    {
        Samples = samples;
        Period = period;
    }

    /// <summary>The samples.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>The period of the target days.</summary>
    public Period Period { get; }

    /// <summary>Days of the period outside a basin's record or too near its start for a whole window, all basins together.</summary>
    public int WithoutHistory { get; private init; }

    /// <summary>Days left out because a forcing is missing in their window.</summary>
    public int WithoutForcing { get; private init; }

    /// <summary>Days left out because discharge is missing (training only).</summary>
    public int WithoutTarget { get; private init; }

    /// <summary>Lists the samples.</summary>
    /// <param name="basins">Basins; discharge is their last column.</param>
    /// <param name="period">Period of the target days.</param>
    /// <param name="sequenceLength">Days of a window.</param>
    /// <param name="predictLastN">Days at the end of a window that enter the loss.</param>
    /// <param name="needTarget">Whether a day without observation is left out (training), or kept (prediction).</param>
    public static SampleIndex Of(BasinSet basins, Period period, int sequenceLength, int predictLastN = 1, bool needTarget = true)
    {
        ArgumentNullException.ThrowIfNull(basins);
        var samples = new List<Sample>();
        int withoutHistory = 0;
        int withoutForcing = 0;
        int withoutTarget = 0;
        for (int b = 0; b < basins.Count; b++)
        {
            DailySeries series = basins.Basins[b].Series;
            int first = series.RowOf(period.First);
            int last = series.RowOf(period.Last);
            int lastHole = -1;
            int lastTarget = int.MinValue / 2;
            int counted = 0;
            for (int row = Math.Max(0, first - sequenceLength + 1); row <= Math.Min(last, series.Days - 1); row++)
            {
                ReadOnlySpan<float> day = series.Values.Slice(row * series.Variables.Count, series.Variables.Count);
                lastHole = HasHole(day[..^1]) ? row : lastHole;
                lastTarget = row >= first && !float.IsNaN(day[^1]) ? row : lastTarget;
                if (row < first || row - sequenceLength + 1 < 0)
                {
                    continue;
                }

                counted++;
                if (lastHole > row - sequenceLength)
                {
                    withoutForcing++;
                }
                else if (needTarget && lastTarget <= row - predictLastN)
                {
                    withoutTarget++;
                }
                else
                {
                    samples.Add(new Sample(b, row));
                }
            }

            withoutHistory += period.Days - counted;
        }

        return new SampleIndex(samples, period)
        {
            WithoutHistory = withoutHistory,
            WithoutForcing = withoutForcing,
            WithoutTarget = withoutTarget,
        };
    }

    /// <summary>Of each basin those samples whose last days lie side by side, and the one that ends with the period.</summary>
    /// <param name="days">Days from the end of one to the end of the next.</param>
    /// <param name="numbers">Where the first one of a basin ends.</param>
    internal IReadOnlyList<Sample> Cut(int days, RandomNumbers numbers)
    {
        var cut = new List<Sample>((Samples.Count / days) + 1);
        int basin = -1;
        int origin = 0;
        for (int k = 0; k < Samples.Count; k++)
        {
            Sample sample = Samples[k];
            if (sample.Basin != basin)
            {
                basin = sample.Basin;
                origin = sample.Row + numbers.At(basin).Below(0, days);
            }

            bool last = k + 1 == Samples.Count || Samples[k + 1].Basin != basin;
            if (last || (sample.Row >= origin && (sample.Row - origin) % days == 0))
            {
                cut.Add(sample);
            }
        }

        return cut;
    }

    /// <summary>How many samples there are, and how many days were left out for which reason.</summary>
    public override string ToString()
    {
        var reasons = new List<string>();
        foreach ((int count, string reason) in new[]
        {
            (WithoutHistory, "without a whole window in the record"),
            (WithoutForcing, "with a missing forcing in the window"),
            (WithoutTarget, "without observed discharge"),
        })
        {
            if (count > 0)
            {
                reasons.Add(FormattableString.Invariant($"{count} days {reason}"));
            }
        }

        string left = reasons.Count > 0 ? $"; left out: {string.Join(", ", reasons)}" : "";
        return FormattableString.Invariant($"{Samples.Count} samples in {Period}{left}");
    }

    private static bool HasHole(ReadOnlySpan<float> forcings)
    {
        foreach (float value in forcings)
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
