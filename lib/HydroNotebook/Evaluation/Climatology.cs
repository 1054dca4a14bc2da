using HydroNotebook.Basins;

namespace HydroNotebook.Evaluation;

/// <summary>The simplest benchmark: for each calendar day the mean discharge of that day over the training years; 29 February on its own.</summary>
/// <remarks>A model that learnt nothing but the season; our choice, so that a skill has something to be compared with.</remarks>
public sealed class Climatology
{
    private readonly double[] _means = new double[12 * 31];

    /// <summary>Learns from a training series.</summary>
    /// <param name="firstDay">Day of the first value.</param>
    /// <param name="discharge">Observed discharge, [days], mm/day; NaN = missing.</param>
    public Climatology(DateOnly firstDay, ReadOnlySpan<float> discharge)
    {
        int[] counts = new int[_means.Length];
        for (int day = 0; day < discharge.Length; day++)
        {
            if (!float.IsNaN(discharge[day]))
            {
                int place = PlaceOf(firstDay.AddDays(day));
                _means[place] += discharge[day];
                counts[place]++;
            }
        }

        for (int place = 0; place < _means.Length; place++)
        {
            _means[place] /= counts[place];
        }
    }

    /// <summary>Mean discharge of the calendar day, mm/day; NaN where no training year has a value for it.</summary>
    public double this[DateOnly day] => _means[PlaceOf(day)];

    /// <summary>Predicts a period for all basins from their training periods.</summary>
    /// <param name="basins">Basins with discharge.</param>
    /// <param name="training">Days to learn from; those outside a basin's record count as missing.</param>
    /// <param name="target">Days to predict; observations outside the record are missing.</param>
    public static Predictions Predict(BasinSet basins, Period training, Period target)
    {
        ArgumentNullException.ThrowIfNull(basins);
        float[][] observed = new float[basins.Count][];
        float[][] simulated = new float[basins.Count][];
        for (int b = 0; b < basins.Count; b++)
        {
            DailySeries series = basins.Basins[b].Series;
            float[] discharge = series.Column(Variable.Discharge.Name);
            var climatology = new Climatology(training.First, Cut(series, discharge, training));
            observed[b] = Cut(series, discharge, target);
            simulated[b] = [.. Enumerable.Range(0, target.Days).Select(day => (float)climatology[target.First.AddDays(day)])];
        }

        var info = new PredictionsInfo { Model = "climatology", DataFingerprint = basins.Fingerprint };
        return new Predictions(info, target, [.. basins.Basins.Select(basin => basin.Id)], observed, simulated);
    }

    private static int PlaceOf(DateOnly day) => ((day.Month - 1) * 31) + day.Day - 1;

    private static float[] Cut(DailySeries series, float[] values, Period period)
    {
        int first = series.RowOf(period.First);
        return [.. Enumerable.Range(first, period.Days).Select(row => row >= 0 && row < values.Length ? values[row] : float.NaN)];
    }
}
