using HydroNotebook.VirtualCatchments;

namespace HydroNotebook.Tests.VirtualCatchments;

public sealed class FlowIndicesTests
{
    private static readonly DateOnly First = new(2000, 10, 1);

    [Fact]
    public void A_constant_flow_is_all_baseflow()
    {
        double[] flow = [.. Enumerable.Repeat(2.0, 365)];

        FlowIndices indices = FlowIndices.Of(flow, [.. Enumerable.Range(0, 365).Select(day => (double)(day % 5))], First);

        // The filter starts each pass with all of the first value as quick flow, so a little is lost at the mirrored ends.
        Assert.InRange(indices.BaseflowIndex, 0.9, 1);
        Assert.Equal(2, indices.Mean, 1e-12);
        Assert.Equal(1, indices.RunoffRatio, 1e-12);
        Assert.Equal(0, indices.Slope, 1e-12);
        Assert.Equal(183, indices.HalfFlowDay);
    }

    [Fact]
    public void Frequencies_count_days_per_year_and_durations_days_per_run()
    {
        double[] flow = [.. Enumerable.Range(0, 365).Select(day => day is 10 or 11 or 200 ? 100.0 : day is >= 50 and < 60 ? 0 : 1.0)];

        FlowIndices indices = FlowIndices.Of(flow, [.. Enumerable.Repeat(3.0, 364).Append(4.0)], First);

        Assert.Equal(3 * 365.25 / 365, indices.HighFrequency, 1e-12);
        Assert.Equal(1.5, indices.HighDuration, 1e-12);
        Assert.Equal(10 * 365.25 / 365, indices.LowFrequency, 1e-12);
        Assert.Equal(10, indices.LowDuration, 1e-12);
        Assert.Equal(10.0 / 365, indices.ZeroFraction, 1e-12);
    }

    [Fact]
    public void Missing_days_do_not_count()
    {
        double[] flow = [.. Enumerable.Range(0, 365).Select(day => day is >= 100 and < 110 ? double.NaN : 2.0)];

        FlowIndices indices = FlowIndices.Of(flow, [.. Enumerable.Repeat(4.0, 365)], First);

        Assert.Equal(2, indices.Mean, 1e-12);
        Assert.Equal(0.5, indices.RunoffRatio, 1e-12);
    }
}
