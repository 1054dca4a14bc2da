using HydroNotebook.Cli;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Tests.Evaluation;
using HydroNotebook.Tests.Experiments;
using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Tests.Cli;

public sealed class CellTrainingTests : IDisposable
{
    private static readonly TrainingProgress s_late = new()
    {
        Epoch = 3,
        Epochs = 5,
        Step = 10,
        Steps = 10,
        Loss = 0.25,
        SamplesPerSecond = 1234.6,
        Remaining = TimeSpan.Zero,
    };

    private readonly TemporaryFolder _temporary = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task In_a_front_end_a_training_is_one_live_bar_that_ends_as_a_sentence()
    {
        var sink = new Sink();
        using var session = new CSharpSession(HydroSession.Options);
        CellResult result;
        using (TrainingHost.Use(new CellTraining()))
        {
            result = await session.ExecuteAsync(Cell("training.epochs=3"), sink, Cancel);
        }

        Assert.True(result.Error is null, result.Error?.Message);
        var bar = Assert.IsType<CellOutput.Displayed>(sink.Outputs[0]);
        Assert.Contains("<progress", (string)bar.Bundle.Forms["text/html"], StringComparison.Ordinal);
        Assert.Matches(@"^\[[#.]{24}\] k19/ealstm-nse: epoch \d/3, step \d+/\d+, loss \d\.\d{4}, [\d,]+ samples/s, 0:\d\d left$", bar.Bundle.PlainText);
        CellOutput.Updated last = sink.Outputs.OfType<CellOutput.Updated>().Last();
        Assert.Equal(bar.DisplayId, last.DisplayId);
        Assert.Equal(["text/plain"], last.Bundle.Forms.Keys);
        Assert.Matches(@"^k19/ealstm-nse: trained 3 epochs and tested in \d+\.\d s; loss \d\.\d{4}, [\d,]+ samples/s\.$", last.Bundle.PlainText);
        Assert.Single(sink.Outputs.OfType<CellOutput.Displayed>());
    }

    [Fact]
    public async Task Headless_there_is_a_plain_line_an_epoch_and_the_notebook_keeps_the_sentence_alone()
    {
        var notebook = new NotebookDocument();
        notebook.Add(NotebookCell.Code("train", Cell("training.epochs=2")));
        notebook.Save(_temporary.File("n.ipynb"));
        using var writer = new StringWriter();
        using var lines = new CellLines(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }));
        var training = new CellTraining(lines);
        NotebookRunResult result;
        using (TrainingHost.Use(training))
        {
            result = await NotebookRunner.RunAsync(new NotebookRunRequest { Path = _temporary.File("n.ipynb"), Session = HydroSession.Options }, lines, Cancel);
        }

        Assert.True(result.IsDone, result.Message);
        Assert.Matches(@"^epoch 1/2: loss [^\n]*\nepoch 2/2: loss [^\n]* samples/s, 0:00 left\n", writer.ToString().ReplaceLineEndings("\n"));
        string stored = Assert.Single(NotebookDocument.Load(result.OutputPath).Cells[0].Outputs)!.ToJsonString();
        Assert.Contains("trained 2 epochs and tested in", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("progress", stored, StringComparison.Ordinal);
        Assert.Matches("^virtual catchments .*: 3 basins, .*, fingerprint [0-9a-fA-F]{12}$", Assert.Single(training.Data));
    }

    [Fact]
    public async Task A_cell_that_is_cancelled_ends_its_training()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sink = new Sink(output =>
        {
            if (output is CellOutput.Displayed)
            {
                cancel.Cancel();
            }
        });
        using var session = new CSharpSession(HydroSession.Options);
        using (TrainingHost.Use(new CellTraining()))
        {
            CellResult result = await session.ExecuteAsync(Cell("training.epochs=1000000"), sink, cancel.Token);
            Assert.Equal(CellOutcome.Cancelled, result.Outcome);
        }

        await sink.Until(output => output is CellOutput.Updated { Bundle.PlainText: var text } && text.StartsWith("k19/ealstm-nse: stopped in epoch ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TrainingEnd.Done, 5, "k19/x: trained 3 epochs and tested in 5.0 s; loss 0.2500, 1,235 samples/s.")]
    [InlineData(TrainingEnd.Stopped, 65, "k19/x: stopped in epoch 3 of 5 after 1:05.")]
    [InlineData(TrainingEnd.Failed, 3661, "k19/x: failed in epoch 3 of 5 after 1:01:01.")]
    public void The_sentence_tells_how_it_ended(TrainingEnd end, double seconds, string expected)
    {
        Assert.Equal(expected, TrainingText.Sentence("k19/x", end, s_late, TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(TrainingEnd.Done, "Training: nothing was left to train (0.0 s).")]
    [InlineData(TrainingEnd.Stopped, "Training: stopped before the first step.")]
    [InlineData(TrainingEnd.Failed, "Training: failed before the first step.")]
    public void A_training_of_which_nothing_was_heard_is_told_too(TrainingEnd end, string expected)
    {
        Assert.Equal(expected, TrainingText.Sentence("", end, null, TimeSpan.Zero));
    }

    [Fact]
    public void What_a_cell_prints_takes_the_place_of_the_bar()
    {
        using var writer = new StringWriter();
        using var lines = new CellLines(new TestScreen(writer, 60, terminal: true).Console());
        lines.Train(s_late with { Step = 5 });
        int before = writer.ToString().Length;

        lines.Report(new NotebookProgress.Shown(1, 1, 1, new CellOutput.Printed(StreamName.Out, "rain\n")));

        Assert.Equal("\r" + new string(' ', before - 1) + "\rrain\n", writer.ToString()[before..]);
    }

    private static string Cell(params string[] more)
    {
        string changes = string.Join(", ", SmallExperiment.Changes.Concat(more).Select(change => $"\"\"\"{change}\"\"\""));
        return $"var run = await Experiment.Load(\"k19/ealstm-nse\").At(Scale.Demo).With({changes}).TrainAsync(VirtualWorld.Create(3, 3, 1));";
    }

    private sealed class Sink(Action<CellOutput>? also = null) : ICellSink
    {
        private readonly Lock _gate = new();
        private readonly List<CellOutput> _outputs = [];

        public IReadOnlyList<CellOutput> Outputs
        {
            get
            {
                lock (_gate)
                {
                    return [.. _outputs];
                }
            }
        }

        public void Receive(CellOutput output)
        {
            lock (_gate)
            {
                _outputs.Add(output);
            }

            also?.Invoke(output);
        }

        public async Task Until(Func<CellOutput, bool> found)
        {
            while (!Outputs.Any(found))
            {
                await Task.Delay(20, Cancel);
            }
        }
    }
}
