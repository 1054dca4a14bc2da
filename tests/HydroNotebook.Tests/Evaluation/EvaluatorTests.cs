using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Models;
using HydroNotebook.Tests.Training;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Evaluation;

public sealed partial class EvaluatorTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("eaLstm")]
    public void Windowed_and_once_through_give_the_same_bits_on_a_single_day(string kind)
    {
        TrainedModel model = Model(kind, 40);

        for (int day = 60; day < 63; day++)
        {
            Predictions windowed = Simulate(model, SmallBasins.Make(), SmallBasins.Days(day, day), EvaluationMode.Windowed);
            Predictions once = Simulate(model, SmallBasins.Make(), SmallBasins.Days(day, day), EvaluationMode.OnceThrough);
            Assert.All(windowed.Basins, id => Assert.Equal(windowed.Simulated(id), once.Simulated(id)));
        }
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("eaLstm")]
    public void Windowed_and_once_through_come_together_as_the_window_grows(string kind)
    {
        double Apart(int length)
        {
            TrainedModel model = Model(kind, length);
            Predictions windowed = Simulate(model, SmallBasins.Make(), SmallBasins.Days(160, 239), EvaluationMode.Windowed);
            Predictions once = Simulate(model, SmallBasins.Make(), SmallBasins.Days(160, 239), EvaluationMode.OnceThrough);
            return windowed.Basins.Max(id => windowed.Simulated(id).ToArray().Zip(once.Simulated(id).ToArray(), (w, o) => Math.Abs(w - o)).Max());
        }

        double near = Apart(10);
        double far = Apart(160);

        Assert.True(near > 1e-3, $"{near}");
        Assert.True(far < 1e-4, $"{far}");
    }

    [Fact]
    public void Days_without_history_or_with_a_missing_forcing_in_the_window_are_missing()
    {
        BasinSet basins = SmallBasins.Make(change: (b, values) =>
        {
            if (b == 1)
            {
                values[(50 * 3) + SmallBasins.Prcp] = float.NaN;
            }
        });
        Period period = SmallBasins.Days(0, 79);
        TrainedModel model = Model("eaLstm", 12);

        Predictions windowed = Simulate(model, basins, period, EvaluationMode.Windowed);
        Predictions once = Simulate(model, basins, period, EvaluationMode.OnceThrough);

        Assert.Equal([.. Enumerable.Range(0, 11)], MissingDays(windowed, 0));
        Assert.Equal([.. Enumerable.Range(0, 11)], MissingDays(once, 0));
        Assert.Equal([.. Enumerable.Range(0, 11), .. Enumerable.Range(50, 12)], MissingDays(windowed, 1));
        Assert.Equal([.. Enumerable.Range(0, 11), .. Enumerable.Range(50, 30)], MissingDays(once, 1));
    }

    [Theory]
    [InlineData("lstm", SmallBasins.Prcp)]
    [InlineData("lstm", SmallBasins.Tmax)]
    [InlineData("eaLstm", SmallBasins.Prcp)]
    [InlineData("eaLstm", SmallBasins.Tmax)]
    public void Once_through_a_basin_whose_warm_up_misses_a_forcing_has_no_day_and_the_others_have_all(string kind, int column)
    {
        BasinSet basins = SmallBasins.Make(14, change: (b, values) =>
        {
            if (b == 5)
            {
                values[(49 * 3) + column] = float.NaN;
            }
        });

        Predictions once = Simulate(Model(kind, 12), basins, SmallBasins.Days(60, 79), EvaluationMode.OnceThrough);

        Assert.Equal(20, MissingDays(once, 5).Length);
        Assert.All(Enumerable.Range(0, 14).Where(b => b != 5), b => Assert.Empty(MissingDays(once, b)));
    }

    [Fact]
    public void Missing_discharge_does_not_keep_a_day_from_being_simulated()
    {
        BasinSet basins = SmallBasins.Make(change: (_, values) =>
        {
            for (int day = 0; day < 240; day++)
            {
                values[(day * 3) + SmallBasins.Flow] = float.NaN;
            }
        });

        Predictions windowed = Simulate(Model("lstm", 12), basins, SmallBasins.Test, EvaluationMode.Windowed);

        Assert.Empty(MissingDays(windowed, 0));
        Assert.True(float.IsNaN(windowed.Observed(0)[0]));
        Assert.True(double.IsNaN(windowed[Metric.Nse]["01000000"]));
    }

    [Fact]
    public void A_period_that_reaches_out_of_the_record_is_simulated_where_the_record_is()
    {
        Period period = SmallBasins.Days(230, 259);
        foreach (EvaluationMode mode in new[] { EvaluationMode.Windowed, EvaluationMode.OnceThrough })
        {
            Predictions found = Simulate(Model("lstm", 12), SmallBasins.Make(), period, mode);

            Assert.Equal([.. Enumerable.Range(10, 20)], MissingDays(found, 0));
            Assert.Equal(SmallBasins.Make().Basins[0].Series.Column("discharge")[230], found.Observed(0)[0]);
        }
    }

    [Fact]
    public void A_period_without_any_day_to_simulate_is_told_with_the_counts()
    {
        HydroException fault = Assert.Throws<HydroException>(
            () => Simulate(Model("lstm", 12), SmallBasins.Make(), SmallBasins.Days(300, 309), EvaluationMode.Windowed));

        Assert.Equal(
            "No day can be simulated: 0 samples in 2000-10-27/2000-11-05; left out: 30 days without a whole window in the record. Choose another period or other basins.",
            fault.Message);
    }

    [Fact]
    public void The_number_of_threads_and_of_basins_beside_it_does_not_change_a_basin()
    {
        TrainedModel model = Model("eaLstm", 12);
        BasinSet all = SmallBasins.Make(14);
        BasinSet alone = new("alone", "a", all.AttributeNames, [all.Basins[13]]);
        foreach (EvaluationMode mode in new[] { EvaluationMode.Windowed, EvaluationMode.OnceThrough })
        {
            var one = Evaluator.Simulate(model, all, SmallBasins.Test, mode, 1, cancel: TestContext.Current.CancellationToken);
            var three = Evaluator.Simulate(model, all, SmallBasins.Test, mode, 3, cancel: TestContext.Current.CancellationToken);
            var single = Evaluator.Simulate(model, alone, SmallBasins.Test, mode, 2, cancel: TestContext.Current.CancellationToken);

            Assert.All(one.Basins, id => Assert.Equal(one.Simulated(id), three.Simulated(id)));
            Assert.Equal(one.Simulated(13), single.Simulated(0));
        }
    }

    [Fact]
    public void Evaluation_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        foreach (EvaluationMode mode in new[] { EvaluationMode.Windowed, EvaluationMode.OnceThrough })
        {
            Assert.Throws<OperationCanceledException>(
                () => Evaluator.Simulate(Model("lstm", 12), SmallBasins.Make(), SmallBasins.Test, mode, cancel: cancel.Token));
        }
    }

    private static TrainedModel Model(string kind, int length)
    {
        var settings = new ModelSettings { Kind = kind, Hidden = 10, ForgetBias = 1 };
        var scaler = Scaler.Fit(SmallBasins.Make(), SmallBasins.Training);
        var layout = new HydroNotebook.Tensors.RecurrentLayout(StreamflowNetwork.ShapeOf(settings, 2, 2));
        return new TrainedModel(settings, scaler, length, InitialWeights.Draw(layout, settings, 1));
    }

    private static Predictions Simulate(TrainedModel model, BasinSet basins, Period period, EvaluationMode mode) =>
        Evaluator.Simulate(model, basins, period, mode, 1, cancel: TestContext.Current.CancellationToken);

    private static int[] MissingDays(Predictions predictions, int basin)
    {
        float[] simulated = predictions.Simulated(basin).ToArray();
        return [.. Enumerable.Range(0, simulated.Length).Where(day => float.IsNaN(simulated[day]))];
    }
}
