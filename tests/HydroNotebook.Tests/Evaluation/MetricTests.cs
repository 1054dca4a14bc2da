using FsCheck;
using FsCheck.Fluent;
using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Tensors;

namespace HydroNotebook.Tests.Evaluation;

/// <summary>Checks that every metric of the table passes; a new one joins by being in <see cref="Metric.All"/>.</summary>
public sealed class MetricTests
{
    private const int Days = 900;

    public static TheoryData<string> Names => [.. Metric.All.Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_perfect_simulation_has_the_perfect_value(string name)
    {
        var metric = Metric.Find(name);
        (double[] observed, _) = Flow(1);

        Assert.Equal(metric.Perfect, metric.Compute(observed, observed), 1e-12);
        Assert.False(double.IsNegative(metric.Compute(observed, observed)) && metric.Perfect == 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_skill_lies_in_the_range_that_the_table_states(string name)
    {
        var metric = Metric.Find(name);

        for (int seed = 1; seed <= 20; seed++)
        {
            (double[] observed, double[] simulated) = Flow(seed);
            Assert.InRange(metric.Compute(observed, simulated), metric.Lowest, metric.Highest);
        }

        Assert.InRange(metric.Perfect, metric.Lowest, metric.Highest);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bad_simulation_does_not_have_the_perfect_value(string name)
    {
        var metric = Metric.Find(name);
        (double[] observed, double[] simulated) = Flow(3);

        Assert.True(Math.Abs(metric.Compute(observed, simulated) - metric.Perfect) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Series_of_different_length_are_refused_with_both_lengths(string name)
    {
        var metric = Metric.Find(name);

        ArgumentException wide = Assert.Throws<ArgumentException>(() => metric.Compute(new double[3], new double[4]));
        ArgumentException narrow = Assert.Throws<ArgumentException>(() => metric.Compute(new float[4], new float[3]));

        Assert.Contains("observed has 3 days, simulated 4", wide.Message, StringComparison.Ordinal);
        Assert.Contains("observed has 4 days, simulated 3", narrow.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stands_on_the_other_side_of_a_missing_day_does_not_count(string name)
    {
        var metric = Metric.Find(name);
        (double[] observed, double[] simulated) = Flow(4);
        foreach (int day in new[] { 0, 17, 18, 300, Days - 1 })
        {
            observed[day] = double.NaN;
        }

        simulated[500] = double.NaN;
        double before = metric.Compute(observed, simulated);

        simulated[17] = 1e9;
        simulated[300] = -1e9;
        simulated[0] = double.PositiveInfinity;
        observed[500] = 1e9;

        Assert.False(double.IsNaN(before));
        Assert.Equal(before, metric.Compute(observed, simulated));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_series_stay_as_they_were(string name)
    {
        var metric = Metric.Find(name);
        (double[] observed, double[] simulated) = Flow(5);
        double[] observedBefore = [.. observed];
        double[] simulatedBefore = [.. simulated];

        metric.Compute(observed, simulated);

        Assert.Equal(observedBefore, observed);
        Assert.Equal(simulatedBefore, simulated);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_and_double_precision_give_the_same_for_the_same_numbers(string name)
    {
        var metric = Metric.Find(name);
        (double[] observed, double[] simulated) = Flow(6);
        float[] narrowObserved = [.. observed.Select(flow => (float)flow)];
        float[] narrowSimulated = [.. simulated.Select(flow => (float)flow)];

        Assert.Equal(
            metric.Compute([.. narrowObserved.Select(flow => (double)flow)], [.. narrowSimulated.Select(flow => (double)flow)]),
            metric.Compute(narrowObserved, narrowSimulated));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_day_at_all_has_no_skill(string name)
    {
        var metric = Metric.Find(name);

        Assert.Equal(double.NaN, metric.Compute(Array.Empty<double>(), []));
        Assert.Equal(double.NaN, metric.Compute([double.NaN, double.NaN], [1.0, 2.0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Few_days_and_dry_or_constant_rivers_never_throw(string name)
    {
        var metric = Metric.Find(name);

        for (int days = 1; days <= 40; days++)
        {
            (double[] observed, double[] simulated) = Flow(days, days);
            double[] zeros = new double[days];
            double[] tenths = [.. Enumerable.Repeat(0.1, days)];
            metric.Compute(observed, simulated);
            metric.Compute(zeros, zeros);
            metric.Compute(zeros, simulated);
            metric.Compute(observed, zeros);
            metric.Compute(tenths, simulated);
        }
    }

    [Fact]
    public void Metrics_that_divide_by_the_spread_of_the_observations_are_NaN_for_constant_ones()
    {
        // The mean of many 0.1 is not 0.1 in floating point: a test of the variance against zero would let this pass.
        double[] constant = [.. Enumerable.Repeat(0.1, 1001)];
        (_, double[] simulated) = Flow(7, 1001);

        foreach (Metric metric in new[]
                 {
                     Metric.Nse, Metric.AlphaNse, Metric.BetaNse, Metric.Kge, Metric.Kge2012, Metric.GammaKge, Metric.Pearson, Metric.PeakTiming,
                     Metric.PeakError,
                 })
        {
            Assert.Equal(double.NaN, metric.Compute(constant, simulated));
        }

        Assert.True(Metric.Rmse.Compute(constant, simulated) > 0);
        Assert.Equal(0, Metric.MissedPeaks.Compute(constant, simulated));
    }

    [Fact]
    public void The_mean_of_the_observations_as_simulation_has_an_NSE_of_zero()
    {
        (double[] observed, _) = Flow(8);
        double[] mean = [.. Enumerable.Repeat(observed.Average(), Days)];

        Assert.Equal(0, Metric.Nse.Compute(observed, mean), 1e-12);
        Assert.Equal(0, Metric.AlphaNse.Compute(observed, mean), 1e-12);
        Assert.Equal(double.NaN, Metric.Pearson.Compute(observed, mean));
    }

    [Fact]
    public void NSE_is_made_of_r_alpha_and_beta()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            (double[] observed, double[] simulated) = Flow(seed);
            double r = Metric.Pearson.Compute(observed, simulated);
            double alpha = Metric.AlphaNse.Compute(observed, simulated);
            double beta = Metric.BetaNse.Compute(observed, simulated);

            // Gupta et al. (2009), equation 4.
            Assert.Equal((2 * alpha * r) - (alpha * alpha) - (beta * beta), Metric.Nse.Compute(observed, simulated), 1e-10);
        }
    }

    [Fact]
    public void KGE_of_a_simulation_twice_as_large_is_known()
    {
        (double[] observed, _) = Flow(9);
        double[] twice = [.. observed.Select(flow => 2 * flow)];

        Assert.Equal(1 - Math.Sqrt(2), Metric.Kge.Compute(observed, twice), 1e-12);
        Assert.Equal(0, Metric.Kge2012.Compute(observed, twice), 1e-12);
        Assert.Equal(2, Metric.AlphaNse.Compute(observed, twice), 1e-12);
        Assert.Equal(2, Metric.BetaKge.Compute(observed, twice), 1e-12);
        Assert.Equal(1, Metric.GammaKge.Compute(observed, twice), 1e-12);
        Assert.Equal(100, Metric.Fhv.Compute(observed, twice), 1e-9);
        Assert.Equal(0, Metric.Fms.Compute(observed, twice), 1e-9);
        Assert.Equal(0, Metric.Flv.Compute(observed, twice), 1e-9);
        Assert.Equal(100, Metric.PeakError.Compute(observed, twice), 1e-9);
        Assert.Equal(0, Metric.PeakTiming.Compute(observed, twice));
    }

    [Fact]
    public void A_simulation_two_days_late_has_a_peak_timing_error_of_two_days()
    {
        double[] observed = new double[700];
        double[] simulated = new double[700];
        foreach (int day in new[] { 50, 250, 450 })
        {
            observed[day] = 10;
            simulated[day + 2] = 10;
        }

        Assert.Equal(2, Metric.PeakTiming.Compute(observed, simulated));
        Assert.Equal(1, Metric.MissedPeaks.Compute(observed, simulated));
        Assert.Equal(100, Metric.PeakError.Compute(observed, simulated));
    }

    [Fact]
    public void A_peak_beside_a_gap_is_not_timed()
    {
        double[] observed = new double[700];
        double[] simulated = new double[700];
        foreach ((int day, int late) in new[] { (50, 2), (250, 1) })
        {
            observed[day] = 10;
            simulated[day + late] = 10;
        }

        double with = Metric.PeakTiming.Compute(observed, simulated);
        observed[53] = double.NaN;
        double without = Metric.PeakTiming.Compute(observed, simulated);

        Assert.Equal(1.5, with);
        Assert.Equal(1, without);
    }

    [Theory]
    [InlineData(new double[] { 0, 1, 0 }, new[] { 1 })]
    [InlineData(new double[] { 0, 1, 1, 0 }, new[] { 1 })]
    [InlineData(new double[] { 0, 1, 1, 1, 0 }, new[] { 2 })]
    [InlineData(new double[] { 1, 0, 1 }, new int[0])]
    [InlineData(new double[] { 0, 1, 1 }, new int[0])]
    [InlineData(new double[] { 0, 1, 1, 2, 0, 3, 0 }, new[] { 3, 5 })]
    [InlineData(new double[0], new int[0])]
    public void A_peak_is_higher_than_what_lies_beside_it_and_a_plateau_counts_by_its_middle(double[] values, int[] peaks)
    {
        Assert.Equal(peaks, PeakFinder.LocalMaxima(values));
    }

    [Fact]
    public void The_distance_is_sifted_before_the_prominence()
    {
        // The shoulder at 3 is not prominent, but it is higher than the free-standing peak at 6 and removes it first.
        double[] values = [9, 8, 8, 8.5, 8.2, 0, 8.4, 0, 0];

        Assert.Empty(PeakFinder.Prominent(values, 5, 2));
        Assert.Equal([6], PeakFinder.Prominent(values, 1, 2));
    }

    [Fact]
    public void NSE_KGE_and_r_do_not_change_with_the_unit()
    {
        var series = Gen.ListOf(Gen.Choose(0, 4000)).ToArbitrary();
        Prop.ForAll(series, Gen.Choose(1, 900).ToArbitrary(), (list, factor) =>
        {
            double[] observed = [.. list.Select(value => value / 100.0)];
            double[] simulated = [.. list.Select((value, day) => ((value * 7 % 1009) + day) / 100.0)];
            double[] scaledObserved = [.. observed.Select(flow => flow * factor)];
            double[] scaledSimulated = [.. simulated.Select(flow => flow * factor)];
            return new[] { Metric.Nse, Metric.Kge, Metric.Kge2012, Metric.Pearson, Metric.AlphaNse, Metric.BetaNse, Metric.BetaKge }.All(metric =>
                Close(metric.Compute(observed, simulated), metric.Compute(scaledObserved, scaledSimulated)));
        }).Check(Seeded);
    }

    [Fact]
    public void RMSE_and_r_are_symmetric_and_the_order_of_the_days_does_not_matter_to_NSE()
    {
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 4000)).ToArbitrary(), list =>
        {
            double[] observed = [.. list.Select(value => value / 100.0)];
            double[] simulated = [.. list.Select((value, day) => ((value * 11 % 997) + day) / 100.0)];
            return Close(Metric.Rmse.Compute(observed, simulated), Metric.Rmse.Compute(simulated, observed))
                && Close(Metric.Pearson.Compute(observed, simulated), Metric.Pearson.Compute(simulated, observed))
                && Close(Metric.Nse.Compute(observed, simulated), Metric.Nse.Compute([.. observed.Reverse()], [.. simulated.Reverse()]));
        }).Check(Seeded);
    }

    [Fact]
    public void Nse_by_its_class_and_by_the_table_are_the_same()
    {
        (double[] observed, double[] simulated) = Flow(10);

        Assert.Equal(Nse.Compute(observed, simulated), Metric.Nse.Compute(observed, simulated));
        Assert.Equal(0.5, Nse.Compute([1f, 2f, 3f], [1f, 1f, 3f]));
    }

    [Theory]
    [InlineData("nse", "NSE")]
    [InlineData("alpha-nse", "Alpha-NSE")]
    [InlineData("FLVK19", "FLV-K19")]
    public void A_metric_is_found_by_its_name_whatever_the_capitals(string given, string name)
    {
        Assert.Equal(name, Metric.Find(given).Name);
    }

    [Fact]
    public void An_unknown_metric_is_answered_with_the_nearest_name_and_all_names()
    {
        HydroException error = Assert.Throws<HydroException>(() => Metric.Find("NSEE"));

        Assert.Contains("'NSEE' is not a metric: did you mean 'NSE'?", error.Message, StringComparison.Ordinal);
        Assert.All(Metric.All, metric => Assert.Contains(metric.Name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_metrics_share_a_name_and_each_says_where_it_comes_from()
    {
        Assert.Equal(Metric.All.Count, Metric.All.Select(metric => metric.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Metric.All, metric => Assert.False(string.IsNullOrWhiteSpace(metric.Reference) || string.IsNullOrWhiteSpace(metric.Title)));
        Assert.Equal("RMSE [mm/day]", Metric.Rmse.ToString());
        Assert.Equal("NSE", Metric.Nse.ToString());
    }

    [Fact]
    public void A_metric_of_ones_own_is_scored_like_the_built_in_ones()
    {
        var bias = new Metric("Bias", "mean error", "mm/day", double.NegativeInfinity, double.PositiveInfinity, 0, "ours", (o, s) => s[0] - o[0]);

        Assert.Equal(2, bias.Compute([1f], [3f]));
    }

    private static Config Seeded => Config.QuickThrowOnFailure.WithReplay(20261121, 12345).WithQuietOnSuccess(true).WithMaxTest(200);

    private static bool Close(double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a));

    /// <summary>A recession with storms, and a noisy, shifted copy that is zero on some days.</summary>
    private static (double[] Observed, double[] Simulated) Flow(int seed, int days = Days)
    {
        var random = new RandomNumbers(seed, "test flow");
        double[] observed = new double[days];
        double[] simulated = new double[days];
        double store = 5;
        for (int day = 0; day < days; day++)
        {
            store = (0.93 * store) + (random.Uniform(2 * day) < 0.08 ? random.Gamma(day, 1.5) * 10 : 0);
            observed[day] = 0.05 * store;
        }

        for (int day = 0; day < days; day++)
        {
            simulated[day] = Math.Max(0, (1.2 * observed[(day + days - (2 % days)) % days]) + (0.1 * random.Normal((2 * day) + 1)) - 0.05);
        }

        return (observed, simulated);
    }
}
