using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Models;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Experiments;

public sealed class ExperimentFileTests
{
    [Fact]
    public void Settings_written_and_read_are_equal_and_written_again_the_same_text()
    {
        var settings = new ExperimentSettings
        {
            Name = "own/σ-test",
            Data = new DataSettings { Basins = ["01022500", "00000001"], StaticInputs = [], MissingAttributes = MissingAttributes.BasinMean },
            Periods = new PeriodSettings { Validation = Period.Parse("2008-10-01/2009-09-30") },
            Model = new ModelSettings { Kind = "lstm", Dropout = 0.1, Initialisation = InitialisationScheme.NeuralHydrology },
            Training = new TrainingSettings
            {
                LearningRate = new Dictionary<int, float> { [11] = 1e-4f, [1] = 0.0123456f },
                UpdatesPerEpoch = 7,
                EarlyStopping = new EarlyStoppingSettings { Patience = 3 },
                Plateau = new PlateauSettings { Factor = 1.0 / 3 },
            },
            Evaluation = new EvaluationSettings { Mode = EvaluationMode.OnceThrough, ClipAtZero = false },
            Scales = new ScaleSettings { Demo = new SettingOverrides([new("training.epochs", "2"), new("training.learningRate", "{ \"1\": 0.5 }")]) },
        };

        string text = ExperimentFile.Format(settings);
        ExperimentSettings read = ExperimentFile.Parse(text);

        Assert.Equal(settings, read);
        Assert.Equal(settings.GetHashCode(), read.GetHashCode());
        Assert.Equal(text, ExperimentFile.Format(read));
        Assert.NotEqual(settings, new ExperimentSettings());
    }

    [Fact]
    public void A_written_file_names_every_key()
    {
        using var json = System.Text.Json.JsonDocument.Parse(ExperimentFile.Format(new ExperimentSettings()));

        foreach (SettingKey key in ExperimentFile.Keys.Where(key => !key.Path.StartsWith("training.earlyStopping.", StringComparison.Ordinal)
            && !key.Path.StartsWith("training.plateau.", StringComparison.Ordinal)))
        {
            System.Text.Json.JsonElement at = json.RootElement;
            foreach (string part in key.Path.Split('.'))
            {
                Assert.True(at.TryGetProperty(part, out at), key.Path);
            }
        }
    }

    [Fact]
    public void An_empty_file_gives_the_papers_defaults()
    {
        ExperimentSettings settings = ExperimentFile.Parse("{}");

        Assert.Equal(new ExperimentSettings(), settings);
        Assert.Equal(256, settings.Training.BatchSize);
        Assert.Equal(270, settings.Training.SequenceLength);
        Assert.Equal(3288, settings.Periods.Training.Days);
        Assert.Equal(3652, settings.Periods.Test.Days);
        Assert.Equal(27, settings.Data.ExpandStaticInputs().Count);
        Assert.Empty(settings.Problems());
    }

    [Theory]
    [InlineData("""{ "training": { "batchSise": 1 } }""", "training.batchSise is not a setting: did you mean training.batchSize? docs/configuration.md lists all.")]
    [InlineData("""{ "trainning": {} }""", "trainning is not a setting: did you mean training? docs/configuration.md lists all.")]
    [InlineData("""{ "batchSize": 1 }""", "batchSize is not a setting: did you mean training.batchSize? docs/configuration.md lists all.")]
    [InlineData("""{ "model": { "BatchSize": 1 } }""", "model.BatchSize is not a setting: did you mean training.batchSize? docs/configuration.md lists all.")]
    [InlineData("""{ "model": { "xyzzyxyzzy": 1 } }""", "model.xyzzyxyzzy is not a setting: docs/configuration.md lists all.")]
    [InlineData("""{ "training": { "batchSize": "many" } }""", "training.batchSize is 'many': write a whole number.")]
    [InlineData("""{ "training": { "batchSize": 2.5 } }""", "training.batchSize is '2.5': write a whole number.")]
    [InlineData("""{ "training": { "batchSize": null } }""", "training.batchSize is 'null': write a whole number.")]
    [InlineData("""{ "training": [] }""", "training is '[]': write an object.")]
    [InlineData("""{ "model": { "initialisation": "K19" } }""", "model.initialisation is 'K19': write k19 or neuralHydrology.")]
    [InlineData("""{ "model": { "initialisation": 0 } }""", "model.initialisation is '0': write k19 or neuralHydrology.")]
    [InlineData("""{ "model": { "dropout": 1e999 } }""", "model.dropout is '1e999': write a number.")]
    [InlineData("""{ "evaluation": { "mode": "unspecified" } }""", "evaluation.mode is 'unspecified': write windowed or onceThrough.")]
    [InlineData("""{ "evaluation": { "clipAtZero": 1 } }""", "evaluation.clipAtZero is '1': write true or false.")]
    [InlineData("""{ "data": { "basins": [1022500] } }""", "data.basins is '[1022500]': write a list of texts.")]
    [InlineData("""{ "periods": { "test": "1989/1999" } }""", "periods.test is '1989/1999': write a period such as 1999-10-01/2008-09-30.")]
    [InlineData("""{ "training": { "learningRate": { "one": 1 } } }""", "training.learningRate.one is not a whole number: write the epoch as a key: \"11\".")]
    [InlineData("""{ "training": { "learningRate": { "1": "fast" } } }""", "training.learningRate.1 is 'fast': write a number.")]
    [InlineData("""{ "training": { "epochs": 1, "epochs": 2 } }""", "training.epochs is given twice: keep one of them.")]
    [InlineData("""[]""", "the file is '[]': write an object.")]
    public void A_fault_is_told_with_key_value_and_cure(string json, string told)
    {
        HydroException error = Assert.Throws<HydroException>(() => ExperimentFile.Parse(json, "my.json"));

        Assert.Equal("my.json: " + told, error.Message);
    }

    public static TheoryData<string> Keys => [.. ExperimentFile.Keys.Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_refuses_a_value_of_another_kind_by_name_and_takes_its_own_default(string path)
    {
        SettingKey key = ExperimentFile.Keys.Single(key => key.Path == path);
        string[] parts = path.Split('.');
        string Nested(string value) => string.Concat(parts.Select(part => $"{{\"{part}\":")) + value + new string('}', parts.Length);

        // A list of a list fits no setting.
        HydroException error = Assert.Throws<HydroException>(() => ExperimentFile.Parse(Nested("[[1]]")));

        Assert.StartsWith($"experiment: {path} is '[[1]]': write ", error.Message, StringComparison.Ordinal);
        string validation = "\"periods\": { \"validation\": \"2009-10-01/2010-09-30\" }, ";
        string json = Nested(key.Default);
        ExperimentSettings read = ExperimentFile.Parse(path.StartsWith("periods", StringComparison.Ordinal) ? json : "{" + validation + json[1..]);
        Assert.Empty(read.Problems());
    }

    [Fact]
    public void Text_that_is_no_JSON_is_told_with_its_line()
    {
        HydroException error = Assert.Throws<HydroException>(() => ExperimentFile.Parse("{\n  \"name\": \"a\",\n}", "my.json"));

        Assert.StartsWith("my.json:3: is not JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once()
    {
        HydroException error = Assert.Throws<HydroException>(() =>
            ExperimentFile.Parse("""{ "name": 1, "training": { "batchSise": 1, "epochs": "x" }, "modell": {} }"""));

        Assert.Equal(4, error.Message.Split('\n').Length);
    }

    [Fact]
    public void More_than_50_faults_are_counted()
    {
        string json = "{" + string.Join(',', Enumerable.Range(0, 53).Select(k => $"\"nonsense{k}\": 0")) + "}";

        HydroException error = Assert.Throws<HydroException>(() => ExperimentFile.Parse(json));

        Assert.EndsWith("\n… and 3 more.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training.batchSize=128")]
    [InlineData(" training.batchSize = 128 ")]
    public void An_assignment_changes_one_value(string assignment)
    {
        ExperimentSettings changed = new ExperimentSettings().With(assignment);

        Assert.Equal(new ExperimentSettings { Training = new TrainingSettings { BatchSize = 128 } }, changed);
    }

    [Fact]
    public void Assignments_reach_texts_lists_periods_rates_and_groups_that_were_null()
    {
        ExperimentSettings changed = ExperimentFile.Apply(
            new ExperimentSettings(),
            [
                "name=123", "data.dynamicInputs=prcp, tmax", "data.basins=[\"01022500\"]", "model.initialisation=neuralHydrology",
                "periods.validation=2008-10-01/2009-09-30", "training.learningRate.1=0.25", "training.earlyStopping.patience=9",
                "evaluation.clipAtZero=false", "data.staticInputs=k19,root_depth_50", "training.updatesPerEpoch=null", "model.dropout=1e-1",
            ]);

        Assert.Equal("123", changed.Name);
        Assert.Equal(["prcp", "tmax"], changed.Data.DynamicInputs);
        Assert.Equal(["01022500"], changed.Data.Basins);
        Assert.Equal(28, changed.Data.ExpandStaticInputs().Count);
        Assert.Equal(InitialisationScheme.NeuralHydrology, changed.Model.Initialisation);
        Assert.Equal("2008-10-01/2009-09-30", changed.Periods.Validation.ToString());
        Assert.Equal(0.25f, changed.Training.LearningRateAt(10));
        Assert.Equal(5e-4f, changed.Training.LearningRateAt(11));
        Assert.Equal(9, changed.Training.EarlyStopping!.Patience);
        Assert.False(changed.Evaluation.ClipAtZero);
        Assert.Equal(0.1, changed.Model.Dropout);
    }

    [Theory]
    [InlineData("training.batchSise=128", "--set: training.batchSise is not a setting: did you mean training.batchSize? docs/configuration.md lists all.")]
    [InlineData("training.batchSize=many", "--set: training.batchSize is 'many': write a whole number.")]
    [InlineData("training.batchSize.now=1", "--set: training.batchSize is '{\"now\":1}': write a whole number.")]
    [InlineData("training.batchSize=0", "--set: training.batchSize is 0: use 1 or more (K19: 256).")]
    [InlineData("data.basins=[\"a\"", "--set: data.basins is '[\"a\"': write a list of texts.")]
    [InlineData("training.batchSize", "--set training.batchSize: is no assignment. Write it as --set training.batchSize=128.")]
    public void An_assignment_that_does_not_fit_is_refused(string assignment, string told)
    {
        HydroException error = Assert.Throws<HydroException>(() => new ExperimentSettings().With(assignment));

        Assert.Equal(told, error.Message);
    }

    [Fact]
    public void A_scale_changes_what_it_names_and_a_resolved_experiment_stays_as_it_is()
    {
        ExperimentSettings settings = ExperimentFile.Parse(
            """{ "name": "x", "scales": { "demo": { "training.epochs": 2, "training.learningRate": { "1": 0.5 }, "periods.test": "1990-10-01/1991-09-30" } } }""");

        ExperimentSettings demo = settings.At(Scale.Demo);

        Assert.Equal(2, demo.Training.Epochs);
        Assert.Equal([1], demo.Training.LearningRate.Keys);
        Assert.Equal(365, demo.Periods.Test.Days);
        Assert.Equal(demo, demo.At(Scale.Demo));
        Assert.Equal(demo, demo.At(Scale.Paper));
        Assert.Equal(new ExperimentSettings { Name = "x" }, settings.At(Scale.Paper));
        Assert.Equal(demo, ExperimentFile.Parse(ExperimentFile.Format(demo)));
    }

    [Fact]
    public void A_scale_that_names_an_unknown_key_is_refused_with_the_nearest()
    {
        ExperimentSettings settings = ExperimentFile.Parse("""{ "name": "x", "scales": { "demo": { "training.epoch": 2 } } }""");

        HydroException error = Assert.Throws<HydroException>(() => settings.At(Scale.Demo));

        Assert.Equal("x at scale demo: training.epoch is not a setting: did you mean training.epochs? docs/configuration.md lists all.", error.Message);
    }

    [Fact]
    public void A_basin_list_beside_the_file_becomes_the_basins()
    {
        string folder = Directory.CreateTempSubdirectory("hydronb-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "list.txt"), "# two basins\n01022500\n\n 00000001 \n");
            string path = Path.Combine(folder, "x.json");
            File.WriteAllText(path, """{ "data": { "basinList": "list.txt" } }""");

            ExperimentSettings settings = ExperimentFile.Read(path);

            Assert.Equal(["01022500", "00000001"], settings.Data.Basins);
            Assert.Null(settings.Data.BasinList);
            ExperimentFile.Write(settings, path);
            File.Delete(Path.Combine(folder, "list.txt"));
            Assert.Equal(settings, ExperimentFile.Read(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_missing_file_or_basin_list_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("hydronb-").FullName;
        try
        {
            string path = Path.Combine(folder, "x.json");
            Assert.Contains("x.json: there is no such file", Assert.Throws<HydroException>(() => ExperimentFile.Read(path)).Message, StringComparison.Ordinal);

            File.WriteAllText(path, """{ "data": { "basinList": "gone.txt" } }""");
            Assert.Contains("data.basinList is 'gone.txt'", Assert.Throws<HydroException>(() => ExperimentFile.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
