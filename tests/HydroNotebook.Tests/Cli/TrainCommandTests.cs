using HydroNotebook.Experiments;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

public sealed class TrainCommandTests(VirtualFolder folder) : IClassFixture<VirtualFolder>, IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void Training_tells_basins_epochs_samples_skill_and_folder_in_whole_lines()
    {
        string run = _temporary.File("a rather long name of a run, longer than the eighty letters of an old terminal [seed 111]");

        Told told = Terminal.Run(folder.Train(run));

        Assert.Equal((0, ""), (told.Code, told.Errors));
        Assert.StartsWith("3 basins of ", told.Lines[0], StringComparison.Ordinal);
        Assert.Contains(told.Lines, line => line.StartsWith("epoch 1/2: loss ", StringComparison.Ordinal) && line.EndsWith(" left", StringComparison.Ordinal));
        Assert.Contains(told.Lines, line => line.StartsWith("epoch 2/2: loss ", StringComparison.Ordinal));
        Assert.Contains("1098 samples in 2007-10-01/2008-09-30", told.Lines);
        Assert.Contains("2006-10-01/2007-09-30, windowed, clipped at zero:", told.Lines);
        Assert.Contains($"Run folder: {run}", told.Lines);
        Assert.DoesNotContain('\e', told.Output);
        Assert.DoesNotContain('\r', told.Output.ReplaceLineEndings("\n"));
        Assert.Contains(told.Lines, line => line.Split('│') is [_, string metric, _, _, string basins, _] && metric.Trim() == "NSE" && basins.Trim() == "3");
        Assert.Equal(2, Run.Open(run).Epochs.Count);
    }

    [Fact]
    public void A_run_folder_that_is_taken_is_refused_and_can_be_gone_on_with()
    {
        string run = _temporary.File("run");
        Terminal.Run(folder.Train(run));

        Told again = Terminal.Run(folder.Train(run));
        Told further = Terminal.Run("train", "--resume", "--data", folder.Path, "--out", run, "--set", "training.epochs=3");

        Assert.Equal(1, again.Code);
        Assert.Equal($"{run}: there are files already. Go on with that run (--resume), or choose another folder.", again.Errors.Trim());
        Assert.Equal((0, ""), (further.Code, further.Errors));
        Assert.Contains(further.Lines, line => line.StartsWith("epoch 3/3: loss ", StringComparison.Ordinal));
        Assert.DoesNotContain(further.Lines, line => line.StartsWith("epoch 2/3: loss ", StringComparison.Ordinal));
        Assert.Equal(3, Run.Open(run).Settings.Training.Epochs);
    }

    [Fact]
    public void Fewer_epochs_than_are_done_are_refused_and_the_settings_stay()
    {
        string before = File.ReadAllText(Path.Combine(folder.TrainedRun, "experiment.json"));

        Told told = Terminal.Run("train", "--resume", "--data", folder.Path, "--out", folder.TrainedRun, "--set", "training.epochs=1");

        Assert.Equal(1, told.Code);
        Assert.Equal(
            $"{Path.Combine(folder.TrainedRun, "checkpoint.safetensors")}: 2 epochs are done, and training.epochs is 1. Ask for as many or more, or train anew in another folder.",
            told.Errors.Trim());
        Assert.Equal(before, File.ReadAllText(Path.Combine(folder.TrainedRun, "experiment.json")));
    }

    [Fact]
    public void Going_on_with_the_run_of_another_experiment_is_refused()
    {
        Told told = Terminal.Run("train", "k19/lstm-nse", "--resume", "--data", folder.Path, "--out", folder.TrainedRun);

        Assert.Equal(1, told.Code);
        Assert.Equal(
            $"{folder.TrainedRun}: is a run of k19/ealstm-nse, not of k19/lstm-nse. Go on without naming an experiment, or choose another folder.",
            told.Errors.Trim());
    }

    [Fact]
    public void Resuming_where_there_is_no_run_is_told()
    {
        Told told = Terminal.Run("train", "--resume", "--data", folder.Path, "--out", _temporary.File("none"));

        Assert.Equal(1, told.Code);
        Assert.Equal($"{_temporary.File("none")}: there is no run to go on with. Name an experiment to start one.", told.Errors.Trim());
    }

    [Theory]
    [InlineData("data.basins=[\"01999999\"]", "01999999")]
    [InlineData("data.basinList=nowhere.txt", "nowhere.txt")]
    [InlineData("data.staticInputs=ariditi", "ariditi")]
    [InlineData("data.dynamicInputs=prpc", "prpc")]
    [InlineData("data.forcing=daymet", "daymet")]
    [InlineData("periods.training=1950-10-01/1951-09-30", "over 1950-10-01/1951-09-30 has no value at all")]
    [InlineData("periods.test=1950-10-01/1951-09-30", "1950-10-01/1951-09-30")]
    [InlineData("periods.training=2008-09-30/2007-10-01", "periods.training")]
    [InlineData("model.layers=2", "model.layers")]
    public void A_wish_that_cannot_be_granted_is_named_and_leaves_no_folder(string change, string culprit)
    {
        string run = _temporary.File("run");

        Told told = Terminal.Run(folder.Train(run, "--set", change));

        Assert.Equal(1, told.Code);
        Assert.Contains(culprit, told.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", told.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run), string.Join(", ", Directory.Exists(run) ? Directory.GetFiles(run) : []));
    }

    [Fact]
    public void A_run_folder_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_temporary.File("file"), "");

        Told told = Terminal.Run(folder.Train(Path.Combine(_temporary.File("file"), "run")));

        Assert.Equal(1, told.Code);
        Assert.Contains("the run folder cannot be made", told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_is_stopped_ends_with_code_130_and_the_command_that_goes_on()
    {
        string run = _temporary.File("my run");
        using var cancel = new CancellationTokenSource();
        using var watch = new Timer(
            _ =>
            {
                if (File.Exists(Path.Combine(run, "log.jsonl")))
                {
                    cancel.Cancel();
                }
            },
            null, 20, 20);

        Told told = Terminal.Run(cancel.Token, folder.Train(run, "--set", "training.epochs=100000"));

        Assert.Equal(130, told.Code);
        Assert.Contains(
            $"Stopped after the step under way; go on with: hydronb train --resume --data {folder.Path} --out \"{run}\"", told.Lines);
        Assert.Equal("Stopped.", told.Errors.Trim());
    }

    public void Dispose() => _temporary.Dispose();
}
