using System.Globalization;
using System.Text.Json;
using HydroNotebook.Evaluation;

namespace HydroNotebook.Tests.Evaluation;

public sealed class MetricGoldenTests
{
    // Only the order of sums differs from numpy's.
    private const double Relative = 1e-9;

    // KGE and the like near 0 lose what their parts have: compare absolutely there.
    private const double Absolute = 1e-12;

    public static TheoryData<string> Series => [.. GoldenSeries.Names];

    [Theory]
    [MemberData(nameof(Series))]
    public void Every_metric_of_NeuralHydrology_is_met(string name)
    {
        var series = GoldenSeries.Read(name);

        foreach (JsonProperty golden in series.Values.GetProperty("neuralhydrology").EnumerateObject())
        {
            AssertClose(golden, Metric.Find(golden.Name).Compute(series.Observed, series.Simulated));
        }
    }

    [Theory]
    [InlineData("humid-lstm")]
    [InlineData("rounded")]
    public void Every_metric_of_NeuralHydrology_is_met_with_the_simulation_clipped_at_zero(string name)
    {
        var series = GoldenSeries.Read(name);

        foreach (JsonProperty golden in series.Values.GetProperty("neuralhydrology_simulation_clipped_at_0").EnumerateObject())
        {
            AssertClose(golden, Metric.Find(golden.Name).Compute(series.Observed, series.SimulatedClipped));
        }
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void Every_metric_of_the_code_of_K19_is_met(string name)
    {
        var series = GoldenSeries.Read(name);
        var names = new Dictionary<string, Metric>
        {
            ["NSE"] = Metric.Nse,
            ["alpha"] = Metric.AlphaNse,
            ["beta"] = Metric.BetaNse,
            ["FHV"] = Metric.FhvK19,
            ["FMS"] = Metric.FmsK19,
            ["FLV"] = Metric.FlvK19,
        };

        foreach (JsonProperty golden in series.Values.GetProperty("k19").EnumerateObject())
        {
            AssertClose(golden, names[golden.Name].Compute(series.Observed, series.SimulatedClipped));
        }
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void The_K19_forms_clip_the_simulation_themselves(string name)
    {
        var series = GoldenSeries.Read(name);

        foreach (Metric metric in new[] { Metric.FhvK19, Metric.FmsK19, Metric.FlvK19 })
        {
            Assert.Equal(
                metric.Compute(series.Observed, series.SimulatedClipped), metric.Compute(series.Observed, series.Simulated));
        }
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void The_parts_of_KGE_and_its_form_of_2012_are_met(string name)
    {
        var series = GoldenSeries.Read(name);
        var names = new Dictionary<string, Metric>
        {
            ["r"] = Metric.Pearson,
            ["alpha"] = Metric.AlphaNse,
            ["beta"] = Metric.BetaKge,
            ["gamma"] = Metric.GammaKge,
            ["KGE"] = Metric.Kge,
            ["KGE_2012"] = Metric.Kge2012,
        };

        foreach (JsonProperty golden in series.Values.GetProperty("formula").EnumerateObject().Where(value => value.Name != "pairs"))
        {
            AssertClose(golden, names[golden.Name].Compute(series.Observed, series.Simulated));
        }
    }

    // Of equal peaks less than 30 days apart, SciPy keeps the one that an unstable sort puts last: their days may differ, not their heights.
    [Theory]
    [MemberData(nameof(Series))]
    public void The_peaks_are_those_that_SciPy_finds(string name)
    {
        var series = GoldenSeries.Read(name);
        var pairs = Pairs.Of(series.Observed, series.Simulated);
        JsonElement golden = series.Values.GetProperty("peak_days");
        int[] Rows(string list) => [.. golden.GetProperty(list).EnumerateArray().Select(day => Array.IndexOf(
            pairs.Days, DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - series.First.DayNumber))];

        Assert.Equal(Rows("prominent_peaks_obs"), PeakMetrics.ProminentPeaks(pairs));
        AssertSameUpToTies(pairs.Observed, Rows("missed_peaks_obs"), PeakMetrics.HighPeaks(pairs.Observed));
        AssertSameUpToTies(pairs.Simulated, Rows("missed_peaks_sim"), PeakMetrics.HighPeaks(pairs.Simulated));
    }

    private static void AssertSameUpToTies(double[] values, int[] expected, List<int> actual)
    {
        Assert.Equal(expected.Select(row => values[row]), actual.Select(row => values[row]));
        Assert.All(expected.Zip(actual), rows => Assert.InRange(rows.Second - rows.First, -29, 29));
        Assert.True(expected.Zip(actual).Count(rows => rows.First != rows.Second) <= 1);
    }

    private static void AssertClose(JsonProperty golden, double actual)
    {
        double expected = GoldenSeries.Number(golden.Value);
        bool close = double.IsNaN(expected)
            ? double.IsNaN(actual)
            : Math.Abs(actual - expected) <= (Relative * Math.Abs(expected)) + Absolute;
        Assert.True(close, string.Create(CultureInfo.InvariantCulture, $"{golden.Name}: {actual:R} where the other program has {expected:R}"));
    }
}
