using FsCheck;
using FsCheck.Fluent;
using HydroNotebook.Basins;
using HydroNotebook.Tensors;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class SampleIndexTests
{
    [Fact]
    public void Windows_that_touch_a_missing_forcing_are_left_out_and_counted()
    {
        BasinSet basins = SmallBasins.Make(1, (_, values) => values[(150 * 3) + SmallBasins.Tmax] = float.NaN);

        var index = SampleIndex.Of(basins, SmallBasins.Training, sequenceLength: 12);

        Assert.Equal(108, index.Samples.Count);
        Assert.Equal(12, index.WithoutForcing);
        Assert.DoesNotContain(index.Samples, sample => sample.Row is >= 150 and < 162);
        Assert.Equal("108 samples in 2000-04-30/2000-08-27; left out: 12 days with a missing forcing in the window", index.ToString());
    }

    [Fact]
    public void A_missing_forcing_in_the_history_before_the_period_counts_too()
    {
        BasinSet basins = SmallBasins.Make(1, (_, values) => values[(118 * 3) + SmallBasins.Prcp] = float.NaN);

        var index = SampleIndex.Of(basins, SmallBasins.Training, sequenceLength: 12);

        Assert.Equal(10, index.WithoutForcing);
        Assert.Equal(130, index.Samples[0].Row);
    }

    [Fact]
    public void Days_without_discharge_are_no_training_samples_but_can_be_predicted()
    {
        BasinSet basins = SmallBasins.Make(2, (b, values) => values[((130 + b) * 3) + SmallBasins.Flow] = float.NaN);

        var training = SampleIndex.Of(basins, SmallBasins.Training, 12);
        var prediction = SampleIndex.Of(basins, SmallBasins.Training, 12, needTarget: false);

        Assert.Equal(238, training.Samples.Count);
        Assert.Equal(2, training.WithoutTarget);
        Assert.Equal(240, prediction.Samples.Count);
        Assert.Equal("240 samples in 2000-04-30/2000-08-27", prediction.ToString());
    }

    [Fact]
    public void Cuts_cover_the_period_of_each_basin_with_one_window_a_stretch_and_move_from_epoch_to_epoch()
    {
        const int Stretch = 25;
        BasinSet basins = SmallBasins.Make(2);
        var index = SampleIndex.Of(basins, SmallBasins.Training, 40, Stretch);
        var numbers = new RandomNumbers(1, "cuts");

        var days = new HashSet<string>();
        for (int epoch = 1; epoch <= 60; epoch++)
        {
            IReadOnlyList<Sample> cut = index.Cut(Stretch, numbers.At(epoch));
            foreach (IGrouping<int, Sample> basin in cut.GroupBy(sample => sample.Basin))
            {
                int[] rows = [.. basin.Select(sample => sample.Row)];
                Assert.InRange(rows.Length, 120 / Stretch, (120 / Stretch) + 2);
                Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, Stretch));
                Assert.InRange(rows[0], 120, 120 + Stretch - 1);
                Assert.Equal(239, rows[^1]);
                days.UnionWith(rows.Select(row => $"{basin.Key}:{row}"));
            }

            Assert.Equal(2, cut.Select(sample => sample.Basin).Distinct().Count());
            Assert.Equal(cut, index.Cut(Stretch, numbers.At(epoch)));
        }

        // Every day ends a window sooner or later: sixty epochs leave out about nine in a hundred.
        Assert.InRange(days.Count, 200, 240);
    }

    [Fact]
    public void The_first_days_of_a_record_have_no_whole_window()
    {
        BasinSet basins = SmallBasins.Make(1);

        var index = SampleIndex.Of(basins, new Period(SmallBasins.FirstDay.AddDays(-10), SmallBasins.FirstDay.AddDays(29)), 12);

        Assert.Equal(21, index.WithoutHistory);
        Assert.Equal(11, index.Samples[0].Row);
        Assert.Equal(19, index.Samples.Count);
    }

    [Fact]
    public void The_samples_are_those_of_the_rule_written_out()
    {
        Arbitrary<(int Seed, int First, int Last, int Length, int LastN, bool NeedTarget)> cases = Arb.From(
            from seed in Gen.Choose(0, 1_000_000)
            from first in Gen.Choose(-20, 60)
            from days in Gen.Choose(1, 80)
            from length in Gen.Choose(1, 15)
            from lastN in Gen.Choose(1, length)
            from needTarget in Gen.Elements(true, false)
            select (seed, first, first + days - 1, length, lastN, needTarget));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases, one =>
        {
            BasinSet basins = SmallBasins.Make(2, (b, values) => Pierce(values, one.Seed + b), days: 60);
            Period period = SmallBasins.Days(one.First, one.Last);
            var index = SampleIndex.Of(basins, period, one.Length, one.LastN, one.NeedTarget);
            var expected = new List<Sample>();
            int outside = 0;
            int holes = 0;
            int untold = 0;
            for (int b = 0; b < 2; b++)
            {
                for (int row = one.First; row <= one.Last; row++)
                {
                    int[] window = [.. Enumerable.Range(row - one.Length + 1, one.Length)];
                    float Value(int day, int column) => basins.Basins[b].Series.Values[(day * 3) + column];
                    if (window[0] < 0 || row >= 60)
                    {
                        outside++;
                    }
                    else if (window.Any(day => float.IsNaN(Value(day, 0)) || float.IsNaN(Value(day, 1))))
                    {
                        holes++;
                    }
                    else if (one.NeedTarget && !window[^one.LastN..].Any(day => day >= one.First && !float.IsNaN(Value(day, 2))))
                    {
                        untold++;
                    }
                    else
                    {
                        expected.Add(new Sample(b, row));
                    }
                }
            }

            return index.Samples.SequenceEqual(expected)
                && (index.WithoutHistory, index.WithoutForcing, index.WithoutTarget) == (outside, holes, untold);
        }));
    }

    private static void Pierce(float[] values, int seed)
    {
        var numbers = new RandomNumbers(seed, "holes");
        for (int k = 0; k < values.Length; k++)
        {
            double share = k % 3 == SmallBasins.Flow ? 0.4 : 0.03;
            values[k] = numbers.Uniform(k) < share ? float.NaN : values[k];
        }
    }
}
