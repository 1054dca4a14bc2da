using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Experiments;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class TrainingSettingsTests
{
    [Theory]
    [InlineData(1, 1e-3f)]
    [InlineData(10, 1e-3f)]
    [InlineData(11, 5e-4f)]
    [InlineData(20, 5e-4f)]
    [InlineData(21, 1e-4f)]
    [InlineData(30, 1e-4f)]
    public void The_learning_rate_follows_the_papers_schedule(int epoch, float rate)
    {
        Assert.Equal(rate, new TrainingSettings().LearningRateAt(epoch));
    }

    [Fact]
    public void Settings_do_not_follow_a_dictionary_that_is_changed_afterwards()
    {
        var rates = new Dictionary<int, float> { [1] = 0.5f };
        var settings = new TrainingSettings { LearningRate = rates };

        rates[1] = 7;

        Assert.Equal(0.5f, settings.LearningRateAt(1));
        Assert.Equal(settings, new TrainingSettings { LearningRate = new Dictionary<int, float> { [1] = 0.5f } });
    }

    [Theory]
    [InlineData("training.loss=nsee", "training.loss is 'nsee', which is no loss: use nse.")]
    [InlineData("training.nseEpsilon=0", "training.nseEpsilon is 0: use a number above 0 (K19: 0.1).")]
    [InlineData("training.epochs=0", "training.epochs is 0: use 1 or more (K19: 30).")]
    [InlineData("training.updatesPerEpoch=0", "training.updatesPerEpoch is 0: use 1 or more (K19: null).")]
    [InlineData("training.predictLastN=271", "training.predictLastN is 271, longer than the window of 270 days: use training.sequenceLength or less.")]
    [InlineData("training.learningRate={\"2\": 0.1}", "training.learningRate has no entry for epoch 1: add one (K19: \"1\": 0.001).")]
    [InlineData("training.learningRate.0=0.1", "training.learningRate.0 is no epoch: count epochs from 1.")]
    [InlineData("training.learningRate.1=-1", "training.learningRate.1 is -1: use a number above 0.")]
    [InlineData("training.clipNorm=0", "training.clipNorm is 0: use a number above 0 (K19: 1).")]
    [InlineData("training.seed=-1", "training.seed is -1: use 0 or more (K19: 111).")]
    [InlineData("training.threads=-1", "training.threads is -1: use 1 or more, or 0 for one per core.")]
    [InlineData("training.plateau={}", "training.plateau watches a validation period, and there is none: give periods.validation, or write null.")]
    [InlineData("training.sequenceLength=4000", "training.sequenceLength is 4000, longer than the training period of 3288 days: use a shorter window or a longer period.")]
    [InlineData("model.dropout=1", "model.dropout is 1: use 0 or more and less than 1 (K19: 0.4).")]
    [InlineData("model.kind=ealstm", "model.kind is 'ealstm', which is no model: use eaLstm.")]
    [InlineData("model.layers=2", "model.layers is 2, but an EA-LSTM has one layer: use 1, or the kind lstm.")]
    [InlineData("data.staticInputs=[]", "data.staticInputs is empty, but an EA-LSTM needs attributes: name some (K19: [\"k19\"]), or use the kind lstm.")]
    [InlineData("data.dynamicInputs=prcp,prcp", "data.dynamicInputs names 'prcp' twice: name each column once.")]
    [InlineData("evaluation.metrics=[]", "evaluation.metrics is empty: name at least one metric (K19: nse).")]
    [InlineData("schema=2", "schema is 2: this version reads 1; use the version of HydroNotebook that wrote the file.")]
    [InlineData("periods.test=2008-09-30/2010-09-30", "periods.test is '2008-09-30/2010-09-30' and shares days with periods.training '1999-10-01/2008-09-30': choose periods without a common day, or the skill is that of days already seen.")]
    public void A_value_that_cannot_be_used_is_told_with_the_cure(string assignment, string told)
    {
        HydroException error = Assert.Throws<HydroException>(() => new ExperimentSettings().With(assignment));

        Assert.Equal("--set: " + told, error.Message);
    }

    [Fact]
    public void A_metric_that_is_none_is_told_with_the_nearest_and_every_name_is_one_of_the_table()
    {
        HydroException error = Assert.Throws<HydroException>(() => new ExperimentSettings().With("evaluation.metrics=nse,alphaNsee"));

        Assert.StartsWith(
            "--set: evaluation.metrics names 'alphaNsee', which is no metric: did you mean alphaNse? There are nse, alphaNse,",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(
            HydroNotebook.Evaluation.Metric.All, HydroNotebook.Evaluation.EvaluationSettings.MetricNames.Select(HydroNotebook.Evaluation.Metric.Find));
    }

    [Fact]
    public void Problems_are_collected_over_all_groups()
    {
        var settings = new ExperimentSettings
        {
            Training = new TrainingSettings { BatchSize = 0, Epochs = -1, Plateau = new PlateauSettings { Factor = 2 } },
            Data = new DataSettings { BasinList = "x.txt", Basins = ["a", "a"] },
            Model = new() { Hidden = 0 },
        };

        Assert.Equal(
            ["data.basinList", "data.basins", "model.hidden", "training.epochs", "training.batchSize", "training.plateau.factor", "training.plateau"],
            settings.Problems().Select(problem => problem.Key));
    }
}
