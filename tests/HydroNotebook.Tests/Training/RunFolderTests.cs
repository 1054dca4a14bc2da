using HydroNotebook.Basins;
using HydroNotebook.Tests.Evaluation;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void A_folder_with_files_is_not_taken_for_a_new_run()
    {
        string path = _temporary.File("run");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "notes.txt"), "mine");

        HydroException fault = Assert.Throws<HydroException>(() => RunFolder.Create(path));

        Assert.Equal($"{path}: there are files already. Choose another folder, or remove this one.", fault.Message);
        File.WriteAllText(Path.Combine(path, "checkpoint.safetensors"), "");
        fault = Assert.Throws<HydroException>(() => RunFolder.Create(path));
        Assert.Equal($"{path}: there are files already. Go on with that run (--resume), or choose another folder.", fault.Message);
    }

    [Fact]
    public void An_empty_folder_is_taken()
    {
        Directory.CreateDirectory(_temporary.File("run"));

        Assert.Equal(_temporary.File("run"), RunFolder.Create(_temporary.File("run")).Path);
    }

    [Fact]
    public void Two_processes_do_not_train_in_one_folder()
    {
        var folder = RunFolder.Create(_temporary.File("run"));
        IDisposable first = folder.Hold();

        HydroException fault = Assert.Throws<HydroException>(() => RunFolder.Create(folder.Path).Hold());
        Assert.Equal($"{folder.Path}: another process trains in this folder. Wait until it has ended, or choose another folder.", fault.Message);

        first.Dispose();
        folder.Hold().Dispose();
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_temporary.File("file"), "");
        string path = Path.Combine(_temporary.File("file"), "run");

        HydroException fault = Assert.Throws<HydroException>(() => RunFolder.Create(path));

        Assert.StartsWith($"{path}: the run folder cannot be made (", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Choose a folder that can be written.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_told()
    {
        string missing = _temporary.File("missing");
        string empty = _temporary.File("empty");
        Directory.CreateDirectory(empty);

        Assert.Equal($"{missing}: there is no such folder. Name a folder that training made.", Assert.Throws<HydroException>(() => RunFolder.Open(missing)).Message);
        Assert.Equal(
            $"{empty}: has no experiment.json and is no run folder. Name a folder that training made.",
            Assert.Throws<HydroException>(() => RunFolder.Open(empty)).Message);
    }

    [Fact]
    public void Text_replaces_a_file_and_leaves_nothing_beside_it()
    {
        string path = _temporary.File("log.jsonl");

        RunFolder.WriteText(path, "first\n");
        RunFolder.WriteText(path, "second, ∞\n");

        Assert.Equal("second, ∞\n", File.ReadAllText(path));
        Assert.Equal(["log.jsonl"], _temporary.Names());
    }

    [Fact]
    public void A_text_whose_folder_has_gone_is_told()
    {
        string path = Path.Combine(_temporary.File("gone"), "log.jsonl");

        HydroException fault = Assert.Throws<HydroException>(() => RunFolder.WriteText(path, "text"));

        Assert.StartsWith($"{path}: cannot be written (", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut", "weights.safetensors")]
    [InlineData("other shape", "'weight_dynamic' has the shape [3, 30] where [2, 30] is needed. Take weights and settings of the same run.")]
    [InlineData("no weights", "there is no such file. Training has not ended: go on with --resume.")]
    [InlineData("no scaler", "scaler.json: there is no such file. Take the run folder as training wrote it.")]
    public void Weights_that_cannot_be_used_are_told(string defect, string told)
    {
        TrainingResult result = Trainer.Train(
            SmallBasins.Make(), SmallBasins.Plan(change: training => training with { Epochs = 1 }), cancel: TestContext.Current.CancellationToken);
        RunFolder folder = RunFolder.Create(_temporary.File("run"));
        result.Model.Save(folder);
        switch (defect)
        {
            case "cut":
                File.WriteAllBytes(folder.Weights, File.ReadAllBytes(folder.Weights)[..^10]);
                break;
            case "other shape":
                Scaler scaler = result.Model.Scaler;
                var wider = new TrainedModel(
                    result.Model.Settings,
                    scaler with { DynamicInputs = ["a", "b", "c"], DynamicMean = [0, 0, 0], DynamicSd = [1, 1, 1] },
                    12,
                    new float[result.Model.Layout.Count + 30]);
                wider.Save(folder);
                RunFolder.WriteText(folder.Scaler, scaler.ToJson());
                break;
            case "no scaler":
                File.Delete(folder.Scaler);
                break;
            default:
                File.Delete(folder.Weights);
                File.WriteAllText(folder.Checkpoint, "");
                break;
        }

        HydroException fault = Assert.Throws<HydroException>(() => TrainedModel.Load(folder));

        Assert.Contains(folder.Path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_comes_back_from_its_folder_to_the_last_bit()
    {
        TrainingResult result = Trainer.Train(
            SmallBasins.Make(), SmallBasins.Plan("lstm", training => training with { Epochs = 1 }), cancel: TestContext.Current.CancellationToken);
        RunFolder folder = RunFolder.Create(_temporary.File("run"));
        result.Model.Save(folder);

        var again = TrainedModel.Load(folder);

        Assert.Equal(result.Model.Weights, again.Weights);
        Assert.Equal(result.Model.Settings, again.Settings);
        Assert.Equal(12, again.SequenceLength);
        Assert.Equal(result.Model.Scaler.ToJson(), again.Scaler.ToJson());
        Assert.Equal(10, again["head.weight"].Length);
    }

    public void Dispose() => _temporary.Dispose();
}
