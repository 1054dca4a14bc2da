using System.Text.Json;
using HydroNotebook.Tensors.Optimisers;

namespace HydroNotebook.Tensors.Tests.Optimisers;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(1, 1e-3f)]
    [InlineData(10, 1e-3f)]
    [InlineData(11, 5e-4f)]
    [InlineData(20, 5e-4f)]
    [InlineData(21, 1e-4f)]
    [InlineData(300, 1e-4f)]
    public void A_rate_holds_from_its_epoch_on(int epoch, float rate)
    {
        var schedule = new LearningRateSchedule(new Dictionary<int, float> { [21] = 1e-4f, [1] = 1e-3f, [11] = 5e-4f });

        Assert.Equal(rate, schedule.At(epoch));
    }

    [Fact]
    public void NeuralHydrologys_dictionary_with_epoch_0_means_1_to_9_10_to_19_and_20_on()
    {
        var schedule = new LearningRateSchedule(new Dictionary<int, float> { [0] = 3, [10] = 2, [20] = 1 });

        Assert.Equal([3, 3, 2, 2, 1], new[] { 1, 9, 10, 19, 20 }.Select(schedule.At));
    }

    [Fact]
    public void A_schedule_without_a_first_epoch_or_with_a_rate_that_is_no_rate_is_refused()
    {
        Assert.StartsWith(
            "The learning rate of epoch 1 is missing",
            Assert.Throws<ArgumentException>(() => new LearningRateSchedule(new Dictionary<int, float> { [2] = 1 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LearningRateSchedule(new Dictionary<int, float>()));
        Assert.StartsWith(
            "The learning rate from epoch 5 on is NaN",
            Assert.Throws<ArgumentException>(() => new LearningRateSchedule(new Dictionary<int, float> { [1] = 1, [5] = float.NaN })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule(new Dictionary<int, float> { [1] = 1 }).At(0));
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_its_patience_and_waits_through_its_cooldown()
    {
        var plateau = new Plateau { Patience = 1, Factor = 0.5, Cooldown = 2 };
        double[] losses = [1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5];
        List<double> scales = [];

        foreach (double loss in losses)
        {
            plateau = plateau.After(loss);
            scales.Add(plateau.Scale);
        }

        // torch.optim.lr_scheduler.ReduceLROnPlateau(factor=0.5, patience=1, cooldown=2) gives the same.
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25], scales);
        Assert.Equal(0.5, plateau.Best);
    }

    [Fact]
    public void Training_stops_after_epochs_without_improvement_and_remembers_the_best()
    {
        var stopping = new EarlyStopping { Patience = 2 };
        List<bool> stops = [];
        List<bool> best = [];

        foreach (double loss in (double[])[double.NaN, 3, 2, 2, 1.5, 1.6, double.NaN])
        {
            stopping = stopping.After(loss);
            stops.Add(stopping.ShouldStop);
            best.Add(stopping.IsBest);
        }

        Assert.Equal([false, false, false, false, false, false, true], stops);
        Assert.Equal([false, true, true, false, true, false, false], best);
        Assert.Equal((5, 1.5), (stopping.BestEpoch, stopping.Best));
    }

    [Fact]
    public void States_saved_as_JSON_come_back_equal()
    {
        Plateau plateau = new Plateau { Patience = 3 }.After(1).After(2);
        EarlyStopping stopping = new EarlyStopping { Patience = 3 }.After(double.NaN).After(1);

        Assert.Equal(plateau, JsonSerializer.Deserialize<Plateau>(JsonSerializer.Serialize(plateau)));
        Assert.Equal(stopping, JsonSerializer.Deserialize<EarlyStopping>(JsonSerializer.Serialize(stopping)));
    }
}
