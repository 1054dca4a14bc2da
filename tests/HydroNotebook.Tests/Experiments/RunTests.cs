using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Experiments;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void A_run_folder_can_be_moved_and_opened_elsewhere()
    {
        Experiment experiment = SmallExperiment.Make();
        BasinSet basins = SmallExperiment.World.ToBasinSet(experiment.Request());
        Run run = experiment.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken);

        Directory.Move(_temporary.File("run"), _temporary.File("moved"));
        var moved = Run.Open(_temporary.File("moved"));

        Assert.Equal(run.Settings, moved.Settings);
        Assert.Equal(run.Model.Weights, moved.Model.Weights);
        Assert.Equal(run.Epochs, moved.Epochs);
        Predictions again = moved.Simulate(basins, cancel: TestContext.Current.CancellationToken);
        foreach (string id in basins.Basins.Select(basin => basin.Id))
        {
            Assert.Equal(run.Test.Simulated(id), moved.Test.Simulated(id));
            Assert.Equal(run.Test.Simulated(id), again.Simulated(id));
        }

        Assert.Equal(
            [
                "checkpoint.safetensors", "environment.json", "experiment.json", "log.jsonl", "metrics-test.csv",
                "predictions-test.nc", "scaler.json", "weights.safetensors",
            ],
            Directory.GetFiles(_temporary.File("moved")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Matches("^1098 samples in 2007-10-01/2008-09-30$", run.Samples);
    }

    [Fact]
    public void A_run_with_a_given_file_of_settings_gives_the_same_weights_again()
    {
        Experiment experiment = SmallExperiment.Make();
        BasinSet basins = SmallExperiment.World.ToBasinSet(experiment.Request());
        Run run = experiment.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken);

        Run again = Experiment.Load(run.Folder!.Experiment).Train(basins, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(run.Model.Weights, again.Model.Weights);
    }

    [Fact]
    public void A_start_that_fails_leaves_nothing_in_the_way_of_the_next_one()
    {
        Experiment experiment = SmallExperiment.Make("periods.validation=1950-10-01/1951-09-30");
        BasinSet basins = SmallExperiment.World.ToBasinSet(experiment.Request());

        HydroException fault = Assert.Throws<HydroException>(
            () => experiment.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken));

        Assert.StartsWith("There is no sample to validate on", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temporary.File("run")));
    }

    [Fact]
    public void Settings_made_in_code_are_checked_before_a_folder_is_made()
    {
        ExperimentSettings settings = SmallExperiment.Make().Settings;
        var experiment = new Experiment(settings with { Data = settings.Data with { StaticInputs = [] } });
        BasinSet basins = SmallExperiment.World.ToBasinSet(experiment.Request());

        HydroException fault = Assert.Throws<HydroException>(
            () => experiment.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken));

        Assert.Contains("data.staticInputs is empty, but an EA-LSTM needs attributes", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temporary.File("run")));
    }

    [Fact]
    public void A_run_that_is_given_more_epochs_says_so_in_its_settings()
    {
        Experiment two = SmallExperiment.Make();
        Experiment three = two.With("training.epochs=3", "training.threads=2");
        BasinSet basins = SmallExperiment.World.ToBasinSet(two.Request());
        two.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken);

        three.Train(basins, _temporary.File("run"), resume: true, cancel: TestContext.Current.CancellationToken);

        var opened = Run.Open(_temporary.File("run"));
        Assert.Equal(three.Settings, opened.Settings);
        Assert.Equal([1, 2, 3], opened.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(three.Train(basins, cancel: TestContext.Current.CancellationToken).Model.Weights, opened.Model.Weights);
    }

    [Fact]
    public void Going_on_with_other_settings_is_refused_and_changes_nothing()
    {
        Experiment experiment = SmallExperiment.Make();
        BasinSet basins = SmallExperiment.World.ToBasinSet(experiment.Request());
        Run run = experiment.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken);
        string before = File.ReadAllText(run.Folder!.Experiment);

        HydroException fault = Assert.Throws<HydroException>(() => experiment.With("model.hidden=7")
            .Train(basins, _temporary.File("run"), resume: true, cancel: TestContext.Current.CancellationToken));

        Assert.Contains("checkpoint.safetensors: belongs to other settings", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(run.Folder.Experiment));
    }

    [Theory]
    [InlineData("log.jsonl", "not json\n")]
    [InlineData("log.jsonl", null)]
    [InlineData("predictions-test.nc", null)]
    [InlineData("experiment.json", "{")]
    public void A_damaged_run_folder_is_told_with_the_file(string file, string? text)
    {
        Experiment experiment = SmallExperiment.Make("training.epochs=1", "training.updatesPerEpoch=1");
        BasinSet basins = SmallExperiment.World.ToBasinSet(experiment.Request());
        experiment.Train(basins, _temporary.File("run"), cancel: TestContext.Current.CancellationToken);
        string path = Path.Combine(_temporary.File("run"), file);
        File.Delete(path);
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        HydroException fault = Assert.Throws<HydroException>(() => Run.Open(_temporary.File("run")));

        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_from_files_gives_the_bits_of_training_in_memory()
    {
        Experiment experiment = SmallExperiment.Make();
        SmallExperiment.World.WriteTo(_temporary.File("virtual"), cancel: TestContext.Current.CancellationToken);
        Run memory = experiment.Train(
            SmallExperiment.World.ToBasinSet(experiment.Request()), cancel: TestContext.Current.CancellationToken);

        Run files = await experiment.TrainAsync(
            HydroNotebook.Data.CamelsUs.Open(_temporary.File("virtual"), HydroNotebook.Data.DataCache.Off), cancel: TestContext.Current.CancellationToken);

        Assert.Equal(memory.Model.Weights, files.Model.Weights);
        Assert.Equal(memory.Test.Simulated(0), files.Test.Simulated(0));
    }

    public void Dispose() => _temporary.Dispose();
}
