using HydroNotebook.Basins;
using HydroNotebook.Experiments;
using HydroNotebook.Tests.Experiments;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class TrainingHostTests
{
    [Fact]
    public async Task A_training_without_progress_of_its_own_is_shown_by_the_host_in_whose_flow_it_started()
    {
        var host = new Host();
        using (TrainingHost.Use(host))
        {
            await SmallExperiment.Make().TrainAsync(SmallExperiment.World, cancel: TestContext.Current.CancellationToken);
        }

        Assert.Null(TrainingHost.Current);
        Assert.Equal(["k19/ealstm-nse"], host.Names);
        Assert.Equal([1, 2], host.Reports.Where(report => report.EpochEnded).Select(report => report.Epoch));
        Assert.Equal(1, host.Tested);
        Assert.Equal([TrainingEnd.Done], host.Ends);
        Assert.Equal([3], host.Data.Select(basins => basins.Count).Distinct());
    }

    [Fact]
    public async Task A_training_with_progress_of_its_own_is_left_alone()
    {
        var host = new Host();
        using (TrainingHost.Use(host))
        {
            await SmallExperiment.Make().TrainAsync(
                SmallExperiment.World, progress: new Progress<TrainingProgress>(), cancel: TestContext.Current.CancellationToken);
        }

        Assert.Empty(host.Names);
    }

    [Fact]
    public async Task The_host_can_end_a_training_and_hears_that_it_stopped()
    {
        using var cancel = new CancellationTokenSource();
        var host = new Host { Wish = cancel.Token, AtFirstEpoch = cancel.Cancel };
        using (TrainingHost.Use(host))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => SmallExperiment.Make("training.epochs=100000").TrainAsync(SmallExperiment.World, cancel: TestContext.Current.CancellationToken));
        }

        Assert.Equal([TrainingEnd.Stopped], host.Ends);
    }

    [Fact]
    public async Task The_host_can_end_reading_and_simulating_too()
    {
        Experiment experiment = SmallExperiment.Make();
        Run run = await experiment.TrainAsync(SmallExperiment.World, cancel: TestContext.Current.CancellationToken);
        BasinSet basins = experiment.Read(SmallExperiment.World, TestContext.Current.CancellationToken);

        using (TrainingHost.Use(new Host { Wish = new CancellationToken(canceled: true) }))
        {
#pragma warning disable xUnit1051 // What a cell calls, without a token.
            Assert.ThrowsAny<OperationCanceledException>(() => run.Simulate(basins));
            Assert.ThrowsAny<OperationCanceledException>(() => experiment.Read(SmallExperiment.World));
#pragma warning restore xUnit1051
        }
    }

    [Fact]
    public async Task A_training_that_fails_ends_its_view_too()
    {
        var host = new Host();
        using (TrainingHost.Use(host))
        {
            await Assert.ThrowsAsync<HydroException>(
                () => SmallExperiment.Make("periods.test=1950-10-01/1951-09-30").TrainAsync(SmallExperiment.World, cancel: TestContext.Current.CancellationToken));
        }

        Assert.Equal([TrainingEnd.Failed], host.Ends);
    }

    [Fact]
    public async Task Each_flow_has_its_own_host()
    {
        var first = new Host();
        var second = new Host();
        using (TrainingHost.Use(first))
        {
            await Task.Run(() =>
            {
                using (TrainingHost.Use(second))
                {
                    Assert.Same(second, TrainingHost.Current);
                }

                Assert.Same(first, TrainingHost.Current);
            }, TestContext.Current.CancellationToken);
            Assert.Same(first, TrainingHost.Current);
        }
    }

    private sealed class Host : TrainingHost, ITrainingView
    {
        public List<string> Names { get; } = [];

        public List<TrainingProgress> Reports { get; } = [];

        public List<TrainingEnd> Ends { get; } = [];

        public List<BasinSet> Data { get; } = [];

        public double Tested { get; private set; }

        public CancellationToken Wish { get; init; }

        public Action? AtFirstEpoch { get; init; }

        public override CancellationToken Cancel => Wish;

        public override ITrainingView Watch(string name)
        {
            Names.Add(name);
            return this;
        }

        public override void Uses(BasinSet basins) => Data.Add(basins);

        public void Report(TrainingProgress value)
        {
            Reports.Add(value);
            AtFirstEpoch?.Invoke();
        }

        public void Testing(double share) => Tested = share;

        public void End(TrainingEnd end) => Ends.Add(end);
    }
}
