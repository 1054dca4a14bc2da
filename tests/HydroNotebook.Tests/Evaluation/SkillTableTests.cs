using FsCheck;
using FsCheck.Fluent;
using HydroNotebook.Basins;
using HydroNotebook.Evaluation;

namespace HydroNotebook.Tests.Evaluation;

public sealed class SkillTableTests
{
    [Fact]
    public void The_rank_correlation_matches_basins_by_id_and_shares_ranks_of_equal_values()
    {
        var one = new BasinValues("NSE", ["a", "b", "c", "d", "e", "x"], [1, 2, 2, 3, double.NaN, 9]);
        var two = new BasinValues("NSE", ["e", "d", "c", "b", "a"], [7, 40, 30, 20, 10]);

        // Spearman's rho of (1, 2.5, 2.5, 4) and (1, 2, 3, 4), as scipy.stats.spearmanr gives it.
        Assert.Equal(0.9486832980505138, one.RankCorrelation(two), 15);
        Assert.Equal(0.9486832980505138, two.RankCorrelation(one), 15);
        Assert.Equal(1, two.RankCorrelation(two), 15);
        Assert.Equal(double.NaN, one.RankCorrelation(new BasinValues("NSE", ["a"], [1])));
    }

    [Fact]
    public void A_table_comes_back_from_its_file_with_the_same_bits_and_all_zeros_of_its_ids()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("metrics-test.csv");
        Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), values =>
        {
            string[] basins = [.. values.Select((_, k) => $"0{k:D7}")];
            var table = new SkillTable(
                basins, [new BasinValues("NSE", basins, values), new BasinValues("RMSE", basins, [.. values.Select(value => value / 3)])]);
            table.WriteCsv(path);
            var back = SkillTable.ReadCsv(path);
            return back.Basins.SequenceEqual(basins)
                && Bits(back[Metric.Nse].Values).SequenceEqual(Bits(values))
                && Bits(back["RMSE"].Values).SequenceEqual(Bits(table["RMSE"].Values));
        }).Check(Config.QuickThrowOnFailure.WithReplay(20261121, 12345).WithQuietOnSuccess(true));
    }

    [Fact]
    public void The_file_is_as_simple_as_it_can_be_and_nothing_is_left_beside_it()
    {
        using var folder = new TemporaryFolder();
        string[] basins = ["01022500", "a,b \"c\""];

        new SkillTable(basins, [new BasinValues("NSE", basins, [0.5, double.NaN])]).WriteCsv(folder.File("m.csv"));

        Assert.Equal("gauge_id,NSE\n01022500,0.5\n\"a,b \"\"c\"\"\",NaN\n", File.ReadAllText(folder.File("m.csv")));
        Assert.Equal(["m.csv"], folder.Names());
        Assert.Equal(basins, SkillTable.ReadCsv(folder.File("m.csv")).Basins);
    }

    [Theory]
    [InlineData("", "m.csv:1: the first column is not 'gauge_id'")]
    [InlineData("basin,NSE\n01,1\n", "m.csv:1: the first column is not 'gauge_id'")]
    [InlineData("gauge_id,NSE\n01,1\n02\n", "m.csv:3: there are 1 cells where the head has 2")]
    [InlineData("gauge_id,NSE\n01,0;5\n", "m.csv:2, column 'NSE': '0;5' is not a number")]
    [InlineData("gauge_id,NSE\n01,1\n01,1\n", "m.csv: Basin 01 is there twice")]
    [InlineData("gauge_id,NSE,NSE\n01,1,1\n", "m.csv: Column 'NSE' is there twice")]
    public void A_damaged_file_is_refused_with_its_line_and_column(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("m.csv"), text);

        HydroException error = Assert.Throws<HydroException>(() => SkillTable.ReadCsv(folder.File("m.csv")));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_is_answered_with_those_that_are()
    {
        var table = new SkillTable(["01"], [new BasinValues("NSE", ["01"], [1])]);

        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => table[Metric.Kge]);

        Assert.Contains("no column 'KGE'; there are NSE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_leave_out_basins_without_a_value()
    {
        var values = new BasinValues("NSE", ["a", "b", "c", "d", "e"], [0.5, double.NaN, -1, 0, 0.9]);

        Assert.Equal(0.25, values.Median());
        Assert.Equal(0.1, values.Mean(), 1e-15);
        Assert.Equal(-1, values.Quantile(0));
        Assert.Equal(0.9, values.Quantile(1));
        Assert.Equal(-0.25, values.Quantile(0.25), 1e-15);
        Assert.Equal(4, values.Valid);
        Assert.Equal(1, values.Missing);
        Assert.Equal(2, values.CountAtMost(0));
        Assert.Equal(-1, values["c"]);
        Assert.Equal("NSE: median 0.250, mean 0.100 over 4 of 5 basins", values.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => values.Quantile(1.1));
        Assert.Throws<KeyNotFoundException>(() => values["z"]);
    }

    [Fact]
    public void Statistics_of_no_values_are_NaN()
    {
        var none = new BasinValues("NSE", ["a"], [double.NaN]);

        Assert.Equal(double.NaN, none.Median());
        Assert.Equal(double.NaN, none.Mean());
        Assert.Equal(0, none.Valid);
        Assert.Equal(double.NaN, none.Cdf().At(0));
        Assert.Empty(none.Cdf().Shares);
    }

    [Fact]
    public void The_empirical_distribution_rises_by_one_nth_at_each_sorted_value()
    {
        var cdf = new EmpiricalCdf([3, double.NaN, 1, 2, 2]);

        Assert.Equal([1, 2, 2, 3], cdf.Values);
        Assert.Equal([0.25, 0.5, 0.75, 1], cdf.Shares);
        Assert.Equal(1, cdf.Missing);
        Assert.Equal(0, cdf.At(0.5));
        Assert.Equal(0.75, cdf.At(2));
        Assert.Equal(1, cdf.At(99));
    }

    private static IEnumerable<long> Bits(IEnumerable<double> values) =>
        values.Select(value => double.IsNaN(value) ? long.MaxValue : BitConverter.DoubleToInt64Bits(value));
}
