using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Experiments;

public sealed class RunEstimateTests
{
    private static readonly ExperimentSettings Small = Experiment.Load("k19/lstm-nse").With("model.hidden=8").Settings;

    [Fact]
    public void Arithmetic_counts_every_day_of_every_window_three_times_for_training()
    {
        ExperimentSettings settings = Small with
        {
            Training = Small.Training with { SequenceLength = 20, BatchSize = 100, Epochs = 2, LearningRate = new Dictionary<int, float> { [1] = 1e-3f } },
        };

        var estimate = RunEstimate.Of(settings, basins: 3);

        int days = settings.Periods.Training.Days;
        double flopPerDay = 2.0 * (5 + 27 + 8) * 4 * 8;
        Assert.Equal(2 * (long)Math.Ceiling(3 * days / 100.0), estimate.Updates);
        Assert.Equal(3 * flopPerDay * 20 * 3 * days * 2, estimate.TrainingFlop, 1e-6 * estimate.TrainingFlop);
        Assert.Equal(flopPerDay * 20 * 3 * settings.Periods.Test.Days, estimate.EvaluationFlop, 1e-6 * estimate.EvaluationFlop);
        Assert.InRange(estimate.Training.TotalSeconds, 1e-6, 3600);
        Assert.InRange(estimate.Evaluation.TotalSeconds, 1e-6, 3600);
    }

    [Fact]
    public void Cuts_and_one_pass_need_a_small_part_of_the_arithmetic()
    {
        ExperimentSettings settings = Small with
        {
            Model = Small.Model with { Kind = "eaLstm" },
            Training = Small.Training with { SequenceLength = 60, PredictLastN = 30, BatchSize = 16, Epochs = 1, Sampling = Sampling.Cuts },
            Evaluation = Small.Evaluation with { Mode = EvaluationMode.OnceThrough },
        };

        var estimate = RunEstimate.Of(settings, basins: 3);

        double flopPerDay = 2.0 * (5 + 8) * 3 * 8;
        double windows = 3 * ((settings.Periods.Training.Days / 30.0) + 1);
        Assert.Equal((long)Math.Ceiling(windows / 16), estimate.Updates);
        Assert.Equal(3 * flopPerDay * 60 * windows, estimate.TrainingFlop, 1e-6 * estimate.TrainingFlop);
        Assert.Equal(flopPerDay * 3 * (settings.Periods.Test.Days + 59), estimate.EvaluationFlop, 1e-6 * estimate.EvaluationFlop);
    }
}
