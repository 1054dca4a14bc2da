using HydroNotebook.Basins;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class TrainerTests
{
    [Theory]
    [InlineData("lstm")]
    [InlineData("eaLstm")]
    public void The_same_seed_gives_the_same_bits_on_one_two_and_three_threads(string kind)
    {
        float[] one = Weights(Plan(1));

        Assert.Equal(one, Weights(Plan(2)));
        Assert.Equal(one, Weights(Plan(3)));
        Assert.Equal(one, Weights(Plan(1)));
        TrainingPlan Plan(int threads) => SmallBasins.Plan(kind, training => training with { Threads = threads, BatchSize = 130 }, validation: true);
    }

    [Fact]
    public void Another_seed_gives_other_weights_and_another_order_of_the_samples()
    {
        float[] first = Weights(SmallBasins.Plan());

        Assert.NotEqual(first, Weights(SmallBasins.Plan(change: training => training with { Seed = 2 })));
    }

    [Fact]
    public void Training_makes_the_loss_fall_and_tells_every_epoch()
    {
        TrainingPlan plan = SmallBasins.Plan(change: training => training with { Epochs = 8 }, validation: true);

        TrainingResult result = Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], result.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(64, result.Epochs[^1].Updates);
        Assert.Equal([1e-2f, 1e-2f, 5e-3f], result.Epochs.Take(3).Select(epoch => epoch.LearningRate));
        Assert.All(result.Epochs, epoch => Assert.NotNull(epoch.ValidationLoss));
        Assert.True(result.Epochs[^1].Loss < 0.5 * result.Epochs[0].Loss, $"{result.Epochs[0].Loss} → {result.Epochs[^1].Loss}");
    }

    [Fact]
    public void The_number_of_updates_per_epoch_can_be_capped()
    {
        TrainingPlan plan = SmallBasins.Plan(change: training => training with { UpdatesPerEpoch = 2 });

        TrainingResult result = Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken);

        Assert.Equal([2L, 4, 6], result.Epochs.Select(epoch => epoch.Updates));
    }

    [Fact]
    public void A_validation_period_without_discharge_is_refused_before_training()
    {
        BasinSet basins = SmallBasins.Make(change: (_, values) =>
        {
            for (int day = 90; day < 120; day++)
            {
                values[(day * 3) + SmallBasins.Flow] = float.NaN;
            }
        });

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(basins, SmallBasins.Plan(validation: true), cancel: TestContext.Current.CancellationToken));

        Assert.Equal(
            "There is no sample to validate on: 0 samples in 2000-03-31/2000-04-29; left out: 90 days without observed discharge. Choose another validation period, or none.",
            fault.Message);
    }

    [Fact]
    public void A_training_period_outside_the_record_is_told_with_the_counts()
    {
        TrainingPlan plan = SmallBasins.Plan();
        plan = plan with { Periods = plan.Periods with { Training = SmallBasins.Days(1000, 1099) } };

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken));

        Assert.Contains("has no value at all", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_used_are_all_told_before_training()
    {
        TrainingPlan plan = SmallBasins.Plan(change: training => training with { BatchSize = 0, ClipNorm = -1 });
        plan = plan with { Model = plan.Model with { Hidden = 0 } };

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                "Settings: model.hidden is 0: use 1 or more (K19: 256).",
                "Settings: training.batchSize is 0: use 1 or more (K19: 256).",
                "Settings: training.clipNorm is -1: use a number above 0 (K19: 1).",
            ],
            fault.Message.Split('\n'));
    }

    [Fact]
    public void An_infinite_forcing_in_the_history_stops_training_with_basin_day_and_input()
    {
        BasinSet basins = SmallBasins.Make(change: (b, values) =>
        {
            if (b == 2)
            {
                values[(115 * 3) + SmallBasins.Prcp] = float.PositiveInfinity;
            }
        });

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(basins, SmallBasins.Plan(), cancel: TestContext.Current.CancellationToken));

        Assert.Matches(
            "^Loss is (NaN|infinite) at epoch 1, step [0-9]+: basin 03000000, target day 2000-0[45]-[0-9]{2}, input 'prcp' = ∞ on 2000-04-25\\. Run 'hydronb data inspect' on the folder\\.$",
            fault.Message);
    }

    [Fact]
    public void An_infinite_forcing_that_only_validation_sees_is_told_too()
    {
        BasinSet basins = SmallBasins.Make(change: (b, values) =>
        {
            if (b == 0)
            {
                values[(85 * 3) + SmallBasins.Tmax] = float.NegativeInfinity;
            }
        });

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(basins, SmallBasins.Plan(validation: true), cancel: TestContext.Current.CancellationToken));

        Assert.StartsWith("Validation loss is NaN after epoch 1: basin 01000000, target day 2000-03-31, input 'tmax' = -∞ on 2000-03-26.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attribute_that_is_not_a_number_is_told()
    {
        BasinSet basins = SmallBasins.Make(attributes: (b, statics) => statics[1] = b == 1 ? double.NaN : statics[1]);

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(basins, SmallBasins.Plan(), cancel: TestContext.Current.CancellationToken));

        Assert.Matches("^Loss is NaN at epoch 1, step 1: basin 02000000, target day [0-9-]+, attribute 'slope' = NaN\\. Leave the attribute or the basin out\\.$", fault.Message);
    }

    [Fact]
    public void Weights_that_run_away_are_told_as_such()
    {
        TrainingPlan plan = SmallBasins.Plan(
            change: training => training with { LearningRate = new Dictionary<int, float> { [1] = 1e30f }, ClipNorm = 1e30, Epochs = 50 });

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken));

        Assert.Matches("^Loss is (NaN|infinite) at epoch [0-9]+, step [0-9]+, though all inputs are finite: the weights ran away\\. Lower training\\.learningRate or training\\.clipNorm\\.$", fault.Message);
    }

    [Fact]
    public void A_window_is_a_view_so_that_memory_does_not_grow_with_its_length()
    {
        BasinSet basins = SmallBasins.Make(4, days: 1200);
        long Allocated(int length)
        {
            TrainingPlan plan = SmallBasins.Plan(change: training => training with { SequenceLength = length, Epochs = 1, UpdatesPerEpoch = 2, BatchSize = 8 });
            plan = plan with { Periods = plan.Periods with { Training = SmallBasins.Days(400, 1199) } };
            long before = GC.GetAllocatedBytesForCurrentThread();
            Trainer.Train(basins, plan, cancel: TestContext.Current.CancellationToken);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(30);
        long shortWindows = Allocated(30);
        long longWindows = Allocated(300);

        // 3,200 windows of 300 days and 2 inputs would be 7.7 MB as copies.
        Assert.True(longWindows - shortWindows < 2_000_000, $"{shortWindows} and {longWindows} bytes");
    }

    [Fact]
    public void Basins_with_other_columns_than_the_models_are_refused()
    {
        BasinSet basins = SmallBasins.Make();
        var scaler = Scaler.Fit(basins, SmallBasins.Training);
        BasinSet fewer = new("fewer", "f", ["aridity"], [.. basins.Basins.Select(basin => basin with { Attributes = basin.Attributes[..1] })]);

        HydroException fault = Assert.Throws<HydroException>(() => new StandardisedBasins(fewer, scaler));

        Assert.Equal(
            "The model was trained with the attributes aridity, slope, the basins have aridity. Read the basins with the same attributes in the same order.",
            fault.Message);
    }

    private static float[] Weights(TrainingPlan plan, BasinSet? basins = null) =>
        Trainer.Train(basins ?? SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken).Model.Weights.ToArray();
}
