using HydroNotebook.Basins;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class TrainingPeriodTests
{
    [Fact]
    public void Discharge_outside_the_training_period_is_never_learnt_from()
    {
        TrainingPlan plan = SmallBasins.Plan(change: training => training with { PredictLastN = 12 });
        BasinSet other = SmallBasins.Make(change: (_, values) =>
        {
            for (int day = 0; day < 120; day++)
            {
                values[(day * 3) + SmallBasins.Flow] = 1000;
            }
        });

        Assert.Equal(Weights(plan), Weights(plan, other));
    }

    [Fact]
    public void A_basin_without_discharge_in_the_training_period_takes_no_part_in_the_validation_loss()
    {
        BasinSet basins = SmallBasins.Make(change: (b, values) =>
        {
            for (int day = 120; day < 240 && b == 1; day++)
            {
                values[(day * 3) + SmallBasins.Flow] = float.NaN;
            }
        });

        TrainingResult result = Trainer.Train(basins, SmallBasins.Plan(validation: true), cancel: TestContext.Current.CancellationToken);

        Assert.All(result.Epochs, epoch => Assert.True(double.IsFinite(epoch.ValidationLoss!.Value)));
    }

    private static float[] Weights(TrainingPlan plan, BasinSet? basins = null) =>
        Trainer.Train(basins ?? SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken).Model.Weights.ToArray();
}
