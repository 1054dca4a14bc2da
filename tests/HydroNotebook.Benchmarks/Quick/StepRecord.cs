using System.Text.Json.Serialization;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>One measurement, as it is printed; README.md tells what each field means.</summary>
internal sealed record StepRecord
{
    public required string Case { get; init; }

    public required string Phase { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Mode { get; init; }

    public required int Threads { get; init; }

    public required double SamplesPerSecond { get; init; }

    public required double BestSamplesPerSecond { get; init; }

    public required double Gflops { get; init; }

    public required double FractionOfPeak { get; init; }

    public required double MillisecondsPerStep { get; init; }

    public required double BytesPerStep { get; init; }

    public required int Steps { get; init; }

    /// <summary>Cores that other processes kept busy meanwhile; null where the system does not tell.</summary>
    public required double? Others { get; init; }

    /// <summary>PyTorch's on the better number of threads; null without PyTorch.</summary>
    public double? TorchSamplesPerSecond { get; init; }

    public int? TorchThreads { get; init; }

    /// <summary>The larger of the two numbers of threads.</summary>
    public double? TorchOthers { get; init; }

    /// <summary>Ours over PyTorch's.</summary>
    public double? Ratio { get; init; }

    /// <summary>From a measurement.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="threads">Threads that we ran on.</param>
    /// <param name="peak">Peak of so many threads, GFLOP/s.</param>
    internal static StepRecord Of(Measurement measurement, int threads, double peak)
    {
        StepTimer own = measurement.Own;
        double rate = measurement.Samples / own.Median;
        double gflops = measurement.Flop / own.Median * 1e-9;
        int? best = measurement.PeerThreads.Any() ? measurement.PeerThreads.MinBy(measurement.PeerMedian) : null;
        double? torch = best is { } at ? measurement.Samples / measurement.PeerMedian(at) : null;
        return new StepRecord
        {
            Case = measurement.Configuration.Name,
            Phase = measurement.Phase,
            Mode = measurement.Mode,
            Threads = threads,
            SamplesPerSecond = Math.Round(rate, 1),
            BestSamplesPerSecond = Math.Round(measurement.Samples / own.Best, 1),
            Gflops = Math.Round(gflops, 1),
            FractionOfPeak = Math.Round(gflops / peak, 3),
            MillisecondsPerStep = Math.Round(own.Median * 1e3, 3),
            BytesPerStep = Math.Round(own.BytesPerStep),
            Steps = own.Steps,
            Others = Finite(own.Others),
            TorchSamplesPerSecond = torch is { } t ? Math.Round(t, 1) : null,
            TorchThreads = best,
            TorchOthers = best is null ? null : Finite(measurement.PeerThreads.Max(measurement.PeerOthers)),
            Ratio = torch is { } other ? Math.Round(rate / other, 2) : null,
        };
    }

    /// <summary>Rounded; null where the system does not tell.</summary>
    internal static double? Finite(double value) => double.IsFinite(value) ? Math.Round(value, 2) : null;
}
