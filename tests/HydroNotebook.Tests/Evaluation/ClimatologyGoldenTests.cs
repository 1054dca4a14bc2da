using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;

namespace HydroNotebook.Tests.Evaluation;

public sealed class ClimatologyGoldenTests
{
    // The golden NSEs are printed with six decimals; the series lie in single precision.
    private const double Tolerance = 2e-6;

    [Fact]
    public void The_climatology_of_34_real_basins_has_the_NSE_that_numpy_found()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "golden", "metrics", "real-lstm-pytorch.csv");
        var golden = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToDictionary(
            row => row[0], row => row[3].Length == 0 ? double.NaN : double.Parse(row[3], NumberStyles.Float, CultureInfo.InvariantCulture));
        BasinSet basins = CamelsUs.Open(RealData.CamelsUs).Read(
            new BasinRequest { Basins = [.. golden.Keys] }, cancel: TestContext.Current.CancellationToken).OrThrow();

        var predictions = Climatology.Predict(basins, Period.Parse("1999-10-01/2008-09-30"), Period.Parse("1989-10-01/1999-09-30"));

        BasinValues nse = predictions.Score(Metric.Nse)[Metric.Nse];
        Assert.Equal(34, golden.Values.Count(value => !double.IsNaN(value)));
        Assert.All(golden, row => Assert.Equal(row.Value, nse[row.Key], Tolerance));
    }
}
