using HydroNotebook.Basins;
using HydroNotebook.Experiments;

namespace HydroNotebook.Tests.Experiments;

public sealed class ExperimentCatalogueTests
{
    private static readonly ExperimentCatalogue Catalogue = ExperimentCatalogue.Open();

    public static TheoryData<string> Names => [.. Catalogue.List()];

    [Fact]
    public void The_six_configurations_of_the_paper_and_the_two_real_runs_are_there()
    {
        Assert.Superset(
            new HashSet<string>
            {
                "k19/ealstm-mse", "k19/ealstm-nse", "k19/lstm-mse", "k19/lstm-nostatics-mse", "k19/lstm-nostatics-nse", "k19/lstm-nse",
                "k19/real-ealstm", "k19/real-lstm",
            },
            Catalogue.List().ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_experiment_can_be_read_at_both_scales_and_is_named_as_its_file(string name)
    {
        ExperimentSettings settings = Catalogue.Load(name);

        Assert.Equal(name, settings.Name);
        Assert.NotEmpty(settings.Description);
        foreach (ExperimentSettings resolved in new[] { settings.At(Scale.Demo), settings.At(Scale.Paper) })
        {
            Assert.Empty(resolved.Problems());
            Assert.Equal(resolved, ExperimentFile.Parse(ExperimentFile.Format(resolved)));
        }
    }

    [Theory]
    [InlineData("lstm-nostatics", "lstm", 0)]
    [InlineData("lstm", "lstm", 27)]
    [InlineData("ealstm", "eaLstm", 27)]
    public void A_configuration_of_the_paper_has_the_papers_settings(string name, string kind, int attributes)
    {
        foreach (string loss in new[] { "mse", "nse" })
        {
            ExperimentSettings settings = Catalogue.Load($"k19/{name}-{loss}").At(Scale.Paper);

            Assert.Equal(
                new ExperimentSettings
                {
                    Name = settings.Name,
                    Description = settings.Description,
                    Paper = settings.Paper,
                    Data = new() { StaticInputs = attributes == 0 ? [] : ["k19"] },
                    Model = new() { Kind = kind },
                    Training = new() { Loss = loss },
                },
                settings);
            Assert.Equal(attributes, settings.Data.ExpandStaticInputs().Count);
        }
    }

    [Fact]
    public void The_real_runs_have_35_basins_and_the_27_attributes()
    {
        foreach (string name in new[] { "k19/real-lstm", "k19/real-ealstm" })
        {
            ExperimentSettings settings = Catalogue.Load(name);

            Assert.Equal(35, settings.Data.Basins!.Count);
            Assert.Equal(HydroNotebook.Data.AttributeSets.K19.Order(StringComparer.Ordinal), settings.Data.StaticInputs);
        }
    }

    [Theory]
    [InlineData("lstm-nse", 27)]
    [InlineData("lstm-nostatics-nse", 0)]
    [InlineData("ealstm-nse", 27)]
    public void A_laptop_variant_differs_from_the_paper_in_basins_start_and_sampling_alone(string name, int attributes)
    {
        ExperimentSettings paper = Catalogue.Load("k19/" + name);
        ExperimentSettings laptop = Catalogue.Load($"k19/{name}-laptop");

        Assert.Equal(531, laptop.Data.Basins!.Distinct().Count());
        Assert.Equal(attributes, laptop.Data.ExpandStaticInputs().Count);
        Assert.Equal(paper.Data, laptop.Data with { Basins = null });
        Assert.Equal(paper.Periods, laptop.Periods);
        Assert.Equal(paper.Model, laptop.Model with { Initialisation = paper.Model.Initialisation, ForgetBias = paper.Model.ForgetBias });
        Assert.Equal(
            paper.Training,
            laptop.Training with
            {
                Sampling = paper.Training.Sampling,
                Epochs = paper.Training.Epochs,
                BatchSize = paper.Training.BatchSize,
                SequenceLength = paper.Training.SequenceLength,
                PredictLastN = paper.Training.PredictLastN,
                LearningRate = paper.Training.LearningRate,
            });
    }

    [Fact]
    public void A_mistyped_name_is_answered_with_the_nearest()
    {
        HydroException error = Assert.Throws<HydroException>(() => Catalogue.Load("k19/ea-lstm-nse"));

        Assert.Equal("k19/ea-lstm-nse is not an experiment: did you mean k19/ealstm-nse? 'hydronb experiments list' lists all.", error.Message);
    }
}
