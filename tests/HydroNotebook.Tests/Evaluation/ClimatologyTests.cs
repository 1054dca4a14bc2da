using HydroNotebook.Basins;
using HydroNotebook.Evaluation;

namespace HydroNotebook.Tests.Evaluation;

public sealed class ClimatologyTests
{
    [Fact]
    public void The_29th_of_February_has_a_mean_of_its_own()
    {
        var first = new DateOnly(2003, 1, 1);
        var years = new Period(first, new DateOnly(2004, 12, 31));
        float[] flow = [.. Enumerable.Range(0, years.Days).Select(day => Flow(first.AddDays(day)))];
        var climatology = new Climatology(first, flow);

        Assert.Equal(100, climatology[new DateOnly(2000, 2, 29)]);
        Assert.Equal(3.5, climatology[new DateOnly(1999, 3, 1)]);
        Assert.Equal(3.5, climatology[new DateOnly(2000, 3, 1)]);

        static float Flow(DateOnly day) => day is { Month: 2, Day: 29 } ? 100 : day.Year - 2000;
    }

    [Fact]
    public void A_missing_training_day_does_not_count_and_a_calendar_day_without_any_is_missing()
    {
        var climatology = new Climatology(new DateOnly(2003, 1, 1), [1, float.NaN, 3]);

        Assert.Equal(1, climatology[new DateOnly(1990, 1, 1)]);
        Assert.Equal(double.NaN, climatology[new DateOnly(1990, 1, 2)]);
        Assert.Equal(double.NaN, climatology[new DateOnly(1990, 7, 1)]);
    }

    [Fact]
    public void A_basin_is_predicted_from_its_training_days_only()
    {
        var training = Period.Parse("2001-01-01/2002-12-31");
        var target = Period.Parse("2003-12-30/2004-01-02");
        var record = Period.Parse("2001-01-01/2003-12-31");
        float[] flow = [.. Enumerable.Range(0, record.Days).Select(day => (float)(day / 365))];
        var basin = new Basin
        {
            Id = "01022500",
            AreaKm2 = 1,
            Attributes = ReadOnlyMemory<double>.Empty,
            Series = new DailySeries(record.First, [Variable.Discharge], flow),
        };

        var predictions = Climatology.Predict(new BasinSet("made", "f00", [], [basin]), training, target);

        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], predictions.Simulated("01022500").ToArray());
        Assert.Equal([2f, 2f, float.NaN, float.NaN], predictions.Observed("01022500").ToArray());
        Assert.Equal("climatology", predictions.Info.Model);
        Assert.Equal("f00", predictions.Info.DataFingerprint);
    }
}
