using HydroNotebook.Tests.Evaluation;
using HydroNotebook.Tests.Experiments;

namespace HydroNotebook.Tests.Cli;

/// <summary>Three virtual basins on disk, and a run that was trained on them, for all tests of a class.</summary>
public sealed class VirtualFolder : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly Lazy<string> _run;

    public VirtualFolder()
    {
        Path = _temporary.File("virtual");
        SmallExperiment.World.WriteTo(Path);
        _run = new(() =>
        {
            string run = _temporary.File("trained");
            Told told = Terminal.Run(Train(run));
            Assert.True(told.Code == 0, told.ToString());
            return run;
        });
    }

    public string Path { get; }

    public string TrainedRun => _run.Value;

    public string[] Train(string run, params string[] more) =>
    [
        "train", "k19/ealstm-nse", "--data", Path, "--out", run, "--scale", "demo",
        .. SmallExperiment.Changes.SelectMany(change => new[] { "--set", change }), .. more,
    ];

    public void Dispose() => _temporary.Dispose();
}
