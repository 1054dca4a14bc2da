using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Training;

public sealed class RealCountsTests
{
    private static readonly Period s_training = Period.Parse("1999-10-01/2008-09-30");
    private static readonly Period s_test = Period.Parse("1989-10-01/1999-09-30");

    [Fact]
    public void The_scaler_of_35_real_basins_is_that_of_the_reference_run()
    {
        JsonElement golden = Golden();

        var scaler = Scaler.Fit(RealBasins.All, s_training);

        AssertClose(golden, "dynamic_mean", scaler.DynamicInputs, scaler.DynamicMean);
        AssertClose(golden, "dynamic_sd", scaler.DynamicInputs, scaler.DynamicSd);
        AssertClose(golden, "static_mean", scaler.StaticInputs, scaler.StaticMean);
        AssertClose(golden, "static_sd", scaler.StaticInputs, scaler.StaticSd);
        AssertClose(golden.GetProperty("target_mean").GetDouble(), scaler.TargetMean);
        AssertClose(golden.GetProperty("target_sd").GetDouble(), scaler.TargetSd);
        foreach (JsonProperty basin in golden.GetProperty("basin_sd_mm").EnumerateObject())
        {
            AssertClose(basin.Value.GetDouble(), Scaler.BasinSd(RealBasins.All[basin.Name], s_training));
        }
    }

    [Fact]
    public void There_are_114077_training_samples_in_the_numbers_of_the_reference_run()
    {
        var index = SampleIndex.Of(RealBasins.All, s_training, sequenceLength: 270);

        Assert.Equal(114_077, index.Samples.Count);
        Assert.Equal(446, (index.Samples.Count + 255) / 256);
        foreach (JsonProperty basin in Golden().GetProperty("training_samples_per_basin").EnumerateObject())
        {
            int at = RealBasins.All.IndexOf(basin.Name);
            Assert.Equal(basin.Value.GetInt32(), index.Samples.Count(sample => sample.Basin == at));
        }
    }

    [Fact]
    public void All_basins_but_the_one_without_observations_have_every_test_day()
    {
        var observed = SampleIndex.Of(RealBasins.All, s_test, 270);
        var predicted = SampleIndex.Of(RealBasins.All, s_test, 270, needTarget: false);

        Assert.Equal(34 * 3652, observed.Samples.Count);
        Assert.Equal(3652, observed.WithoutTarget);
        Assert.Equal(35 * 3652, predicted.Samples.Count);
    }

    private static JsonElement Golden() => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "camels-us", "real-lstm-data.json"))).RootElement;

    private static void AssertClose(JsonElement golden, string key, IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        Assert.Equal(golden.GetProperty(key).EnumerateObject().Count(), names.Count);
        for (int k = 0; k < names.Count; k++)
        {
            AssertClose(golden.GetProperty(key).GetProperty(names[k]).GetDouble(), values[k]);
        }
    }

    // The library keeps series in single precision (6e-8 each).
    private static void AssertClose(double expected, double found) => Assert.Equal(expected, found, Math.Abs(expected) * 1e-7);
}
