using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Tests.Evaluation;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Theory]
    [InlineData("lstm", 1, 1)]
    [InlineData("eaLstm", 1, 8)]
    [InlineData("eaLstm", 2, 3)]
    [InlineData("lstm", 3, 7)]
    [InlineData("eaLstm", 3, 8)]
    public void A_run_that_was_stopped_after_a_step_and_resumed_has_the_weights_of_one_that_was_not(string kind, int epoch, int step)
    {
        TrainingPlan plan = SmallBasins.Plan(kind);
        TrainingResult whole = Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken);
        RunFolder folder = RunFolder.Create(_temporary.File("run"));

        StopAfter(plan, folder, epoch, step);
        TrainingResult resumed = Trainer.Train(
            SmallBasins.Make(), plan, folder, resume: true, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(whole.Model.Weights, resumed.Model.Weights);
        AssertSameHistory(whole, resumed, folder);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void A_run_on_cuts_goes_on_with_the_windows_of_its_epoch(int epoch, int step)
    {
        TrainingPlan plan = SmallBasins.Plan(
            "eaLstm", training => training with { Sampling = Sampling.Cuts, PredictLastN = 5, SequenceLength = 17, BatchSize = 30 });
        TrainingResult whole = Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken);
        RunFolder folder = RunFolder.Create(_temporary.File("run"));

        StopAfter(plan, folder, epoch, step);
        TrainingResult resumed = Trainer.Train(
            SmallBasins.Make(), plan, folder, resume: true, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(whole.Model.Weights, resumed.Model.Weights);
        AssertSameHistory(whole, resumed, folder);
    }

    [Fact]
    public void Early_stopping_and_plateaus_go_on_where_they_were()
    {
        TrainingPlan plan = SmallBasins.Plan(
            change: training => training with
            {
                Epochs = 40,
                LearningRate = new Dictionary<int, float> { [1] = 5e-2f },
                EarlyStopping = new EarlyStoppingSettings { Patience = 4 },
                Plateau = new PlateauSettings { Patience = 1, Factor = 0.3 },
            },
            validation: true);
        TrainingResult whole = Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken);
        RunFolder folder = RunFolder.Create(_temporary.File("run"));

        // Stopped several times, once in every phase of the run.
        int last = whole.Epochs.Count;
        StopAfter(plan, folder, 2, 5);
        StopAfter(plan, folder, last - 3, 1);
        StopAfter(plan, folder, last, 8);
        TrainingResult resumed = Trainer.Train(
            SmallBasins.Make(), plan, folder, resume: true, cancel: TestContext.Current.CancellationToken);

        Assert.InRange(last, 6, 39);
        Assert.True(whole.Epochs[^1].LearningRate < 5e-2f, "no plateau was met");
        Assert.Equal(whole.Model.Weights, resumed.Model.Weights);
        AssertSameHistory(whole, resumed, folder);
    }

    [Fact]
    public void A_run_that_is_stopped_while_it_validates_loses_no_step()
    {
        TrainingPlan plan = SmallBasins.Plan(validation: true);
        TrainingResult whole = Trainer.Train(SmallBasins.Make(), plan, cancel: TestContext.Current.CancellationToken);
        RunFolder folder = RunFolder.Create(_temporary.File("run"));
        using var cancel = new CancellationTokenSource();
        var clock = new SteppingClock();
        var progress = new Watcher(report =>
        {
            if (report is { Epoch: 1, Step: 8, EpochEnded: false })
            {
                clock.AtNextReading = cancel.Cancel;
            }
        });

        Assert.Throws<OperationCanceledException>(
            () => Trainer.Train(SmallBasins.Make(), plan, folder, progress: progress, clock: clock, cancel: cancel.Token));

        var checkpoint = Checkpoint.Read(folder.Checkpoint);
        Assert.Equal((0, 8, 8L), (checkpoint.Position.EpochsDone, checkpoint.Position.StepsDone, checkpoint.Position.Updates));
        TrainingResult resumed = Trainer.Train(
            SmallBasins.Make(), plan, folder, resume: true, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(whole.Model.Weights, resumed.Model.Weights);
        AssertSameHistory(whole, resumed, folder);
    }

    [Fact]
    public void A_finished_run_can_be_given_more_epochs_and_other_threads()
    {
        TrainingPlan five = SmallBasins.Plan(change: training => training with { Epochs = 5 });
        RunFolder folder = RunFolder.Create(_temporary.File("run"));

        Trainer.Train(SmallBasins.Make(), SmallBasins.Plan(), folder, cancel: TestContext.Current.CancellationToken);
        TrainingResult longer = Trainer.Train(
            SmallBasins.Make(), five with { Training = five.Training with { Threads = 2 } }, folder, resume: true, cancel: TestContext.Current.CancellationToken);

        TrainingResult whole = Trainer.Train(SmallBasins.Make(), five, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(whole.Model.Weights, longer.Model.Weights);
        AssertSameHistory(whole, longer, folder);
    }

    [Fact]
    public void A_checkpoint_of_other_settings_is_refused_by_name()
    {
        RunFolder folder = Stopped();
        TrainingPlan other = SmallBasins.Plan(change: training => training with { BatchSize = 49 });

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), other, folder, resume: true, cancel: TestContext.Current.CancellationToken));

        Assert.Equal(
            $"{folder.Checkpoint}: belongs to other settings. Resume with those of the run (epochs and threads may differ), or train anew in another folder.",
            fault.Message);
    }

    [Fact]
    public void A_checkpoint_of_other_data_is_refused_by_name()
    {
        RunFolder folder = Stopped();
        BasinSet other = SmallBasins.Make(change: (_, values) => values[^1] += 1e-3f);

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(other, SmallBasins.Plan(), folder, resume: true, cancel: TestContext.Current.CancellationToken));

        Assert.Equal(
            $"{folder.Checkpoint}: belongs to other data than these (small basins). Resume with the data of the run, or train anew in another folder.",
            fault.Message);
    }

    [Fact]
    public void A_checkpoint_of_a_model_of_another_size_is_refused_by_name()
    {
        RunFolder folder = Stopped();
        TrainingPlan other = SmallBasins.Plan();
        other = other with { Model = other.Model with { Hidden = 11 } };

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), other, folder, resume: true, cancel: TestContext.Current.CancellationToken));

        Assert.StartsWith($"{folder.Checkpoint}: belongs to other settings.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(300)]
    [InlineData(-1)]
    public void A_checkpoint_that_was_cut_is_told_with_its_path(int bytes)
    {
        RunFolder folder = Stopped();
        byte[] all = File.ReadAllBytes(folder.Checkpoint);
        File.WriteAllBytes(folder.Checkpoint, bytes < 0 ? all[..^1] : all[..bytes]);

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), SmallBasins.Plan(), folder, resume: true, cancel: TestContext.Current.CancellationToken));

        Assert.Contains(folder.Checkpoint, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("The run cannot go on; train anew in another folder.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_stops_training_with_the_cure()
    {
        RunFolder folder = RunFolder.Create(_temporary.File("run"));
        Directory.CreateDirectory(folder.Checkpoint);

        HydroException fault = Assert.Throws<HydroException>(
            () => Trainer.Train(SmallBasins.Make(), SmallBasins.Plan(), folder, cancel: TestContext.Current.CancellationToken));

        Assert.StartsWith($"{folder.Checkpoint}: the checkpoint cannot be written (", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.part*"));
    }

    [Fact]
    public void Half_written_files_of_a_process_that_was_killed_are_cleared_away()
    {
        RunFolder folder = Stopped();
        File.WriteAllText(folder.Checkpoint + ".part-0123abcd", "half");
        File.WriteAllText(folder.Log + ".part-89abcdef", "half");

        Trainer.Train(SmallBasins.Make(), SmallBasins.Plan(), folder, resume: true, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["checkpoint.safetensors", "log.jsonl", "scaler.json", "weights.safetensors"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _temporary.Dispose();

    private static void AssertSameHistory(TrainingResult whole, TrainingResult resumed, RunFolder folder)
    {
        Assert.Equal(whole.Epochs.Select(Told), resumed.Epochs.Select(Told));
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        Assert.Equal(
            whole.Epochs.Select(Told),
            File.ReadLines(folder.Log).Select(line => Told(JsonSerializer.Deserialize<EpochRecord>(line, options)!)));
        static (int, long, float, double, double?) Told(EpochRecord epoch) =>
            (epoch.Epoch, epoch.Updates, epoch.LearningRate, epoch.Loss, epoch.ValidationLoss);
    }

    private static void StopAfter(TrainingPlan plan, RunFolder folder, int epoch, int step)
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Watcher(report =>
        {
            if (report.Epoch == epoch && report.Step == step && !report.EpochEnded)
            {
                cancel.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(
            () => Trainer.Train(SmallBasins.Make(), plan, folder, resume: true, progress, new SteppingClock(), cancel.Token));
        Assert.True(File.Exists(folder.Checkpoint));
    }

    private RunFolder Stopped()
    {
        RunFolder folder = RunFolder.Create(_temporary.File("run"));
        StopAfter(SmallBasins.Plan(), folder, 2, 3);
        return folder;
    }

    private sealed class Watcher(Action<TrainingProgress> see) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => see(value);
    }
}
