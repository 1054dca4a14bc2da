using HydroNotebook.Evaluation;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

public sealed class EvaluateCommandTests(VirtualFolder folder) : IClassFixture<VirtualFolder>, IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void A_run_that_was_moved_is_scored_as_it_was_after_training()
    {
        string moved = _temporary.File("moved");
        Copy(folder.TrainedRun, moved);
        string before = File.ReadAllText(Path.Combine(moved, "metrics-test.csv"));

        Told told = Terminal.Run("evaluate", moved, "--data", folder.Path, "--csv");

        Assert.Equal((0, ""), (told.Code, told.Errors));
        Assert.Equal(before, File.ReadAllText(Path.Combine(moved, "metrics-test.csv")));
        Assert.Contains($"metrics-test.csv and predictions-test.nc: {moved}", told.Lines);
        Assert.True(File.Exists(Path.Combine(moved, "predictions-test.csv")));
    }

    [Fact]
    public void Other_days_once_through_and_unclipped_go_into_files_of_their_own()
    {
        string place = _temporary.File("elsewhere");

        Told told = Terminal.Run(
            "evaluate", folder.TrainedRun, "--data", folder.Path, "--period", "2007-01-01/2007-06-30", "--once-through", "--no-clip", "--out", place);

        Assert.Equal((0, ""), (told.Code, told.Errors));
        Assert.Contains("2007-01-01/2007-06-30, once through, not clipped:", told.Lines);
        var predictions = Predictions.ReadNetCdf(Path.Combine(place, "predictions-2007-01-01_2007-06-30-once-through.nc"));
        Assert.Equal((EvaluationMode.OnceThrough, 181), (predictions.Info.Mode, predictions.Period.Days));
        Assert.Equal(2, Directory.GetFiles(place).Length);
    }

    [Fact]
    public void A_run_that_is_tested_once_through_can_be_tested_windowed_too_and_kept_with_it()
    {
        string run = _temporary.File("run");
        Terminal.Run(folder.Train(run, "--set", "evaluation.mode=onceThrough"));
        string before = File.ReadAllText(Path.Combine(run, "metrics-test.csv"));

        Assert.Equal(0, Terminal.Run("evaluate", run, "--data", folder.Path).Code);
        Assert.Equal(0, Terminal.Run("evaluate", run, "--data", folder.Path, "--windowed").Code);

        Assert.Equal(before, File.ReadAllText(Path.Combine(run, "metrics-test.csv")));
        Assert.NotEqual(before, File.ReadAllText(Path.Combine(run, "metrics-test-windowed.csv")));
        Assert.Equal(EvaluationMode.Windowed, Predictions.ReadNetCdf(Path.Combine(run, "predictions-test-windowed.nc")).Info.Mode);
        string place = _temporary.File("kept");
        Told told = Terminal.Run("results", run, "--data", folder.Path, "--out", place);
        Assert.Equal((0, ""), (told.Code, told.Errors));
        Assert.Contains("ealstm-nse_seed111_windowed", told.Output, StringComparison.Ordinal);
        Assert.Contains($"Tables of 2 runs and ensembles: {place}", told.Lines);
        Assert.Contains("| ealstm-nse_seed111 | ", File.ReadAllText(Path.Combine(place, "runs.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_runs_are_averaged_day_by_day()
    {
        string second = _temporary.File("seed222");
        Terminal.Run(folder.Train(second, "--set", "training.seed=222"));
        string place = _temporary.File("ensemble");

        Told told = Terminal.Run("evaluate", folder.TrainedRun, second, "--data", folder.Path, "--out", place);

        Assert.Equal((0, ""), (told.Code, told.Errors));
        var mean = Predictions.ReadNetCdf(Path.Combine(place, "predictions-test.nc"));
        Assert.Equal((2, Clipping.MembersAtZero), (mean.Info.Members, mean.Info.Clipping));
        Assert.Equal([111L, 222], mean.Info.Seeds);
        float[] one = Predictions.ReadNetCdf(Path.Combine(folder.TrainedRun, "predictions-test.nc")).Simulated(1).ToArray();
        float[] two = Predictions.ReadNetCdf(Path.Combine(second, "predictions-test.nc")).Simulated(1).ToArray();
        Assert.Equal(one.Zip(two, (a, b) => (float)(((double)a + b) / 2)), mean.Simulated(1).ToArray());
    }

    [Theory]
    [InlineData("validation", "The run has no validation period. Use test or training, or give days.")]
    [InlineData("1950-10-01/1951-09-30", "No day can be simulated: 0 samples in 1950-10-01/1951-09-30")]
    public void A_period_that_cannot_be_scored_is_told(string period, string told)
    {
        Told answer = Terminal.Run("evaluate", folder.TrainedRun, "--data", folder.Path, "--period", period, "--out", _temporary.File("out"));

        Assert.Equal(1, answer.Code);
        Assert.Contains(told, answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_temporary.File("out")));
    }

    [Fact]
    public void A_run_that_has_not_ended_is_told()
    {
        string run = _temporary.File("run");
        Copy(folder.TrainedRun, run);
        File.Delete(Path.Combine(run, "weights.safetensors"));

        Told told = Terminal.Run("evaluate", run, "--data", folder.Path);

        Assert.Equal(1, told.Code);
        Assert.Equal($"{Path.Combine(run, "weights.safetensors")}: there is no such file. Training has not ended: go on with --resume.", told.Errors.Trim());
    }

    [Fact]
    public void A_folder_that_is_no_run_is_told()
    {
        Told told = Terminal.Run("evaluate", folder.Path, "--data", folder.Path);

        Assert.Equal(1, told.Code);
        Assert.Equal($"{folder.Path}: has no experiment.json and is no run folder. Name a folder that training made.", told.Errors.Trim());
    }

    public void Dispose() => _temporary.Dispose();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
