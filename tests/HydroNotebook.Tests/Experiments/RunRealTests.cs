using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;

namespace HydroNotebook.Tests.Experiments;

/// <summary>Trainings on the real files: about a minute each on two cores; run alone (<c>--explicit only</c>).</summary>
public sealed class RunRealTests
{
    // PyTorch with the same settings, five seeds: LSTM 0.568 ± 0.011, EA-LSTM 0.547 ± 0.015; the limits lie three deviations below.
    [Theory(Explicit = true)]
    [InlineData("k19/real-lstm", 0.53)]
    [InlineData("k19/real-ealstm", 0.50)]
    public void A_short_training_on_35_real_basins_reaches_the_skill_of_the_same_training_with_PyTorch(string name, double least)
    {
        Experiment experiment = Experiment.Load(name).At(Scale.Demo);

        Run run = experiment.Train(RealBasins.All, cancel: TestContext.Current.CancellationToken);

        BasinValues nse = run.Test[Metric.Nse];
        BasinValues climatology = Climatology.Predict(RealBasins.All, experiment.Settings.Periods.Training, experiment.Settings.Periods.Test)[Metric.Nse];
        int better = nse.Basins.Count(id => nse[id] > climatology[id]);
        string found = FormattableString.Invariant(
            $"{name}: median NSE {nse.Median():0.000} over {nse.Valid} basins, better than the climatology in {better}; {run.Epochs.Sum(epoch => epoch.Seconds):0} s of training");
        TestContext.Current.SendDiagnosticMessage(found);
        Assert.Equal(34, nse.Valid);
        Assert.True(nse.Median() >= least, found);
        Assert.True(better >= 32, found);
    }
}
