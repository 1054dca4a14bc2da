#pragma warning disable xUnit1051 // Readings of a second need no cancellation.
using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class CamelsUsRealFilesTests
{
    private static readonly Period s_training = Period.Parse("1999-10-01/2008-09-30");

    [Fact]
    public void All_139_basins_are_read_without_a_problem()
    {
        BasinReading reading = CamelsUs.Open(RealData.CamelsUs).Read(new BasinRequest { StaticInputs = CamelsUs.K19Attributes });

        BasinSet basins = reading.OrThrow();
        Assert.Equal(139, basins.Count);
        Assert.All(basins.Basins, basin => Assert.Equal(10593, basin.Series.Days));
        Assert.Empty(reading.Notices);
        Assert.Equal("Fish River near Fort Kent, Maine", basins["01013500"].Name);
        Assert.Equal("02", basins["01333000"].Region);
        Assert.Equal(-68.58264, basins["01013500"].Longitude);
        Assert.Equal(3.12667898699521, basins["01013500"].Attributes.Span[0]);
    }

    [Theory]
    [InlineData("daymet", 34)]
    [InlineData("nldas", 22)]
    [InlineData("maurer", 4)]
    public void Each_product_is_read_with_all_its_columns(string product, int count)
    {
        BasinReading reading = CamelsUs.Open(RealData.CamelsUs, DataCache.Off).Read(new BasinRequest
        {
            Forcing = product,
            DynamicInputs = ["dayl", "prcp", "srad", "swe", "tmax", "tmin", "vp"],
        });

        Assert.Equal(count, reading.OrThrow().Count);
        Assert.Equal("W/m²", reading.OrThrow().Variables[2].Unit);
    }

    [Fact]
    public void Samples_areas_deviations_and_scaler_agree_with_the_reference_run()
    {
        string folder = RealData.CamelsUs;
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "camels-us", "real-lstm-data.json")));
        JsonElement root = golden.RootElement;
        string[] statics = [.. root.GetProperty("static_mean").EnumerateObject().Select(one => one.Name)];

        BasinSet basins = CamelsUs.Open(folder).Read(new BasinRequest
        {
            Basins = CamelsUs.BasinList(Path.Combine(folder, "basin_lists", "35.txt")),
            StaticInputs = statics,
            Days = s_training,
        }).OrThrow();

        Assert.Equal(35, basins.Count);
        foreach (Basin basin in basins.Basins)
        {
            double[] flow = Valid(basin, "discharge");
            Assert.Equal(root.GetProperty("training_samples_per_basin").GetProperty(basin.Id).GetInt32(), flow.Length);
            Assert.Equal(root.GetProperty("area_m2").GetProperty(basin.Id).GetDouble(), basin.AreaKm2 * 1e6, 1e-3);
            AssertClose(root.GetProperty("basin_sd_mm").GetProperty(basin.Id).GetDouble(), Deviation(flow));
        }

        foreach (JsonProperty input in root.GetProperty("dynamic_mean").EnumerateObject())
        {
            double[] all = [.. basins.Basins.SelectMany(basin => Valid(basin, input.Name))];
            AssertClose(input.Value.GetDouble(), all.Average());
            AssertClose(root.GetProperty("dynamic_sd").GetProperty(input.Name).GetDouble(), Deviation(all));
        }

        double[] target = [.. basins.Basins.SelectMany(basin => Valid(basin, "discharge"))];
        AssertClose(root.GetProperty("target_mean").GetDouble(), target.Average());
        AssertClose(root.GetProperty("target_sd").GetDouble(), Deviation(target));
        for (int a = 0; a < statics.Length; a++)
        {
            double[] values = [.. basins.Basins.Select(basin => basin.Attributes.Span[a])];
            AssertClose(root.GetProperty("static_mean").GetProperty(statics[a]).GetDouble(), values.Average());
        }
    }

    [Fact]
    public void A_river_without_a_value_in_the_period_is_named()
    {
        BasinReading reading = CamelsUs.Open(RealData.CamelsUs, DataCache.Off).Read(new BasinRequest
        {
            Basins = ["06221400"],
            Days = Period.Parse("1989-10-01/1999-09-30"),
        });

        Notice notice = Assert.Single(reading.Notices);
        Assert.Equal("06221400", notice.Basin);
        Assert.Contains("no day of 1989-10-01/1999-09-30 has a flow value", notice.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspection_counts_basins_and_tells_the_daily_mean_in_both_temperatures()
    {
        DataInspection found = CamelsUs.Open(RealData.CamelsUs, DataCache.Off).Inspect(cancel: TestContext.Current.CancellationToken);

        Assert.Empty(found.Problems);
        Assert.Equal([34, 4, 139, 22], found.Products.Select(product => product.Basins));
        Assert.Equal(["daymet", "maurer", "maurer_extended", "nldas"], found.Products.Select(product => product.Name));
        Assert.Equal(Period.Parse("1980-01-01/2008-12-31"), found.Products[2].Days);
        Assert.Equal(0, found.Products[2].ForcingDaysMissing);
        Assert.Contains(found.Notices, notice => notice.File.EndsWith("/nldas", StringComparison.Ordinal) && notice.Count == 22);
        Assert.DoesNotContain(found.Notices, notice => notice.File.EndsWith("/maurer_extended", StringComparison.Ordinal));
        AttributeInspection depth = found.Attributes.Single(attribute => attribute.Name == "root_depth_50");
        Assert.Equal(133, depth.Basins);
        Assert.True(found.Attributes.Single(attribute => attribute.Name == "dom_land_cover").IsCategory);
    }

    [Fact]
    public void A_missing_attribute_is_refused_by_basin_and_line_or_filled_when_asked()
    {
        var request = new BasinRequest { Basins = ["01013500", "01022500", "01333000"], StaticInputs = ["root_depth_50"] };
        var camels = CamelsUs.Open(RealData.CamelsUs, DataCache.Off);

        Problem problem = Assert.Single(camels.Read(request).Problems);
        BasinReading filled = camels.Read(request with { MissingAttributes = MissingAttributes.BasinMean });

        Assert.Equal(("01013500", "camels_attributes_v2.0/camels_vege.txt", 2, "root_depth_50"), (problem.Basin, problem.File, problem.Line, problem.Column));
        BasinSet basins = filled.OrThrow();
        Assert.Equal((basins.Basins[1].Attributes.Span[0] + basins.Basins[2].Attributes.Span[0]) / 2, basins.Basins[0].Attributes.Span[0], 1e-12);
        Assert.Equal("01013500", Assert.Single(filled.Notices).Basin);
    }

    private static double[] Valid(Basin basin, string column) =>
        [.. basin.Series.Column(column).Where(value => !float.IsNaN(value)).Select(value => (double)value)];

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 1e-7);
}
