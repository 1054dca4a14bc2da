using HydroNotebook.Tensors;
using HydroNotebook.VirtualCatchments;

namespace HydroNotebook.Tests.VirtualCatchments;

/// <summary>Laws that the water of every virtual basin obeys.</summary>
public sealed class ProcessModelTests
{
    private const int Days = 1461;
    private static readonly DateOnly First = new(1996, 10, 1);
    private static readonly WeatherSystems Systems = new(5, Days, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(40)]
    public void What_falls_is_evaporated_flows_off_leaks_or_stays(int basin)
    {
        (Weather weather, Truth truth, _) = Run(basin);

        for (int day = 1; day < Days; day++)
        {
            double change = weather.Precipitation[day] - truth.Evapotranspiration[day] - truth.Discharge[day] - truth.Leak[day];
            Assert.Equal(truth.Storage[day], truth.Storage[day - 1] + change, 1e-8);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(23)]
    public void Soil_moisture_lies_between_nothing_and_the_pores(int basin)
    {
        (_, Truth truth, Catchment catchment) = Run(basin);

        for (int layer = 0; layer < Catchment.Layers; layer++)
        {
            Assert.All(truth.SoilMoisture[layer], value => Assert.InRange(value, 0, catchment.Site.Porosity + 1e-9));
            Assert.True(truth.SoilMoisture[layer].Max() > truth.SoilMoisture[layer].Min() + 1e-3, $"layer {layer} stands still");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Evaporation_is_neither_negative_nor_above_its_potential(int basin)
    {
        (_, Truth truth, _) = Run(basin);

        for (int day = 0; day < Days; day++)
        {
            Assert.InRange(truth.Evapotranspiration[day], 0, truth.Potential[day] + 1e-9);
        }
    }

    [Fact]
    public void Snow_melts_no_more_than_its_energy_allows_and_only_after_its_cold_is_gone()
    {
        Catchment catchment = Catchment.Of(Landscape.Draw(5, 0), new RandomNumbers(5, "snow"));
        SnowBand band = default;
        for (int day = 0; day < 60; day++)
        {
            Assert.Equal(0, band.Step(5, -12, 6, catchment));
        }

        double cold = band.ColdContent;
        Assert.True(cold > 0);
        Assert.Equal(300, band.Water, 1e-9);

        double before = band.Water;
        const double Solar = 15;
        double melt = band.Step(0, 3, Solar, catchment);

        double energy = (0.5 * Solar) + (catchment.AirHeat * 3);
        Assert.True(melt <= Math.Max(0, energy - cold) / 0.334, $"melt {melt} mm");
        Assert.Equal(before, band.Water + melt, 1e-9);
        Assert.True(band.ColdContent < cold);
    }

    [Fact]
    public void Warm_weather_takes_all_snow_away_again()
    {
        Catchment catchment = Catchment.Of(Landscape.Draw(5, 0), new RandomNumbers(5, "snow"));
        SnowBand band = default;
        band.Step(40, -8, 5, catchment);
        double left = 0;

        for (int day = 0; day < 60; day++)
        {
            left += band.Step(0, 10, 20, catchment);
        }

        Assert.Equal(40, left, 1e-9);
        Assert.Equal(0, band.Water);
    }

    private static (Weather Weather, Truth Truth, Catchment Catchment) Run(int basin)
    {
        RandomNumbers random = new RandomNumbers(5, "virtual basin").At(basin);
        Site site = Landscape.Draw(5, basin);
        Catchment catchment = Catchment.Of(site, random.At(0));
        Weather weather = new WeatherMaker(site, random.At(1), Systems, First).True();
        return (weather, new ProcessModel(catchment).Run(weather, First), catchment);
    }
}
