using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Experiments;

namespace HydroNotebook.Tests;

/// <summary>The 35 real basins of the experiments k19/real-lstm and k19/real-ealstm; skips the test where they are missing.</summary>
internal static class RealBasins
{
    private static readonly Lazy<BasinSet> s_all = new(() => Experiment.Load("k19/real-lstm").Read(CamelsUs.Open(RealData.CamelsUs)));

    public static BasinSet All
    {
        get
        {
            _ = RealData.CamelsUs;
            return s_all.Value;
        }
    }

    /// <summary>Some of them.</summary>
    public static BasinSet Of(params string[] ids) =>
        new(All.Source, All.Fingerprint + string.Join('+', ids), All.AttributeNames, [.. ids.Select(id => All[id])]);
}
