using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Experiments;

public sealed class KeptResultsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly BasinSet _basins = BasinsOf(SmallExperiment.World);

    [Fact]
    public void Runs_that_differ_by_their_seed_alone_make_an_ensemble_of_clipped_members()
    {
        Run one = Train("one", "training.seed=1");
        Run two = Train("two", "training.seed=2", "training.threads=2");
        Train("other", "training.seed=1", "model.hidden=7", "name=k19/other");

        var kept = KeptResults.Of([_temporary.File("one"), _temporary.File("other"), _temporary.File("two")], _basins);

        Assert.Equal(["ealstm-nse_seed1", "ealstm-nse_seed2", "ealstm-nse_ensemble", "other_seed1"], kept.Runs.Select(run => run.Name));
        Assert.Equal([1L, 2], kept.Runs[2].Seeds);
        BasinValues mean = Predictions.Mean([one.Test, two.Test])[Metric.Nse];
        Assert.All(_basins.Basins, basin => Assert.Equal(mean[basin.Id], kept[Metric.Nse]["ealstm-nse_ensemble"][basin.Id], 5));
        Assert.All(_basins.Basins, basin => Assert.Equal(one.Test[Metric.Kge][basin.Id], kept[Metric.Kge]["ealstm-nse_seed1"][basin.Id], 5));
        Assert.Equal(_basins.Basins.Select(basin => basin.Longitude), kept.Longitude);
        Assert.Equal(one.Epochs[^1].Updates, kept.Runs[0].Updates);
        Assert.Equal(one.Epochs.Sum(epoch => epoch.Seconds), kept.Runs[0].Environment!.TrainingSeconds);
        Assert.True(kept.Runs[0].Environment!.TestSeconds > 0 && kept.Runs[0].Environment!.PeakMemoryMiB > 10);
    }

    [Fact]
    public void The_folder_reads_back_equal_and_leaves_other_files_alone()
    {
        Train("one");
        var kept = KeptResults.Of([_temporary.File("one")], _basins);
        string folder = _temporary.File("kept");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "ORIGIN.md"), "mine");

        kept.Write(folder);
        kept.Write(folder);
        var read = KeptResults.Read(folder);

        Assert.Equal(kept.Runs.Select(run => (run.Name, run.Updates, run.Mode, run.Environment)), read.Runs.Select(run => (run.Name, run.Updates, run.Mode, run.Environment)));
        Assert.Equal(ExperimentFile.Format(kept.Runs[0].Settings), ExperimentFile.Format(read.Runs[0].Settings));
        Assert.Equal<double>(kept[Metric.Nse].Columns[0], read[Metric.Nse].Columns[0]);
        Assert.Equal<double>(kept.Latitude, read.Latitude);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder, "ORIGIN.md")));
        Assert.Equal("There is no RMSE.csv; there are NSE, KGE, Alpha-NSE, Beta-NSE, FHV-K19, FMS-K19, FLV-K19.", Assert.Throws<KeyNotFoundException>(() => read[Metric.Rmse]).Message);
    }

    [Fact]
    public void A_windowed_evaluation_beside_a_run_gets_a_column()
    {
        Run run = Train("one", "evaluation.mode=onceThrough");
        Predictions windowed = run.Simulate(_basins, mode: EvaluationMode.Windowed, cancel: TestContext.Current.CancellationToken);
        windowed.WriteNetCdf(run.Folder!.Predictions("test-windowed"));

        var kept = KeptResults.Of([_temporary.File("one")], _basins);

        Assert.Equal([EvaluationMode.OnceThrough, EvaluationMode.Windowed], kept.Runs.Select(one => one.Mode));
        Assert.Equal("ealstm-nse_seed111_windowed", kept.Runs[1].Name);
    }

    [Fact]
    public void A_run_twice_other_basins_and_damaged_files_are_told()
    {
        Train("one");
        SmallExperiment.Make("name=k19/two").Train(BasinsOf(VirtualWorld.Create(2, 3, 1, cancel: TestContext.Current.CancellationToken)), _temporary.File("two"), cancel: TestContext.Current.CancellationToken);
        string one = _temporary.File("one");

        Assert.StartsWith("ealstm-nse_seed111 is there twice.", Refused(() => KeptResults.Of([one, one], _basins)), StringComparison.Ordinal);
        Assert.StartsWith("two_seed111 has other basins or test days than ealstm-nse_seed111.", Refused(() => KeptResults.Of([one, _temporary.File("two")], _basins)), StringComparison.Ordinal);
        Assert.Contains("Name a folder that 'hydronb results' made.", Refused(() => KeptResults.Read(one)), StringComparison.Ordinal);
        string folder = _temporary.File("kept");
        KeptResults.Of([one], _basins).Write(folder);
        string runs = Path.Combine(folder, "runs.json");
        File.WriteAllText(runs, File.ReadAllText(runs)[..200]);
        Assert.Contains("runs.json: is damaged", Refused(() => KeptResults.Read(folder)), StringComparison.Ordinal);
    }

    public void Dispose() => _temporary.Dispose();

    private static BasinSet BasinsOf(VirtualWorld world) => world.ToBasinSet(SmallExperiment.Make().Request());

    private static string Refused(Action action) => Assert.Throws<HydroException>(action).Message;

    private Run Train(string folder, params string[] changes) =>
        SmallExperiment.Make(changes).Train(_basins, _temporary.File(folder), cancel: TestContext.Current.CancellationToken);
}
