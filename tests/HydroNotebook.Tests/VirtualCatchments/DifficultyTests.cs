using System.Globalization;
using HydroNotebook.VirtualCatchments;

namespace HydroNotebook.Tests.VirtualCatchments;

/// <summary>How far the errors of the recorded weather and of the gauge keep even the true equations from the recorded flow.</summary>
public sealed class DifficultyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_true_equations_on_the_recorded_weather_miss_part_of_the_recorded_flow(long seed)
    {
        const int Basins = 40;
        DateOnly first = new(2002, 10, 1);
        int skip = first.DayNumber - first.AddYears(-3).DayNumber;
        int days = new DateOnly(2008, 10, 1).DayNumber - first.DayNumber;
        WeatherSystems systems = new(seed, skip + days, TestContext.Current.CancellationToken);
        double[] scores = new double[Basins];
        for (int basin = 0; basin < Basins; basin++)
        {
            VirtualBasin made = VirtualBasin.Make(seed, basin, systems, first, skip);
            (Catchment catchment, _, Weather recorded) = VirtualBasin.Ingredients(seed, basin, systems, first.AddDays(-skip));
            double[] simulated = new ProcessModel(catchment).Run(recorded, first.AddDays(-skip)).Discharge[skip..];
            scores[basin] = Nse([.. Enumerable.Range(0, days).Select(made.FlowMmPerDay)], simulated);
        }

        Array.Sort(scores);
        double median = 0.5 * (scores[(Basins / 2) - 1] + scores[Basins / 2]);
        int failures = scores.Count(score => score <= 0);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seed {seed}: median NSE {median:0.00}, {failures} of {Basins} not above zero, best {scores[^1]:0.00}"));
        Assert.InRange(median, 0.65, 0.9);
        Assert.InRange(failures, 1, Basins / 5);
        Assert.True(scores[^1] < 0.995);
    }

    private static double Nse(double[] observed, double[] simulated)
    {
        int[] days = [.. Enumerable.Range(0, observed.Length).Where(day => !double.IsNaN(observed[day]))];
        double mean = days.Average(day => observed[day]);
        double error = days.Sum(day => (observed[day] - simulated[day]) * (observed[day] - simulated[day]));
        return 1 - (error / days.Sum(day => (observed[day] - mean) * (observed[day] - mean)));
    }
}
