using System.Runtime.InteropServices;
using System.Text.Json;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary><c>quick</c>: the whole steps of all configurations in less than a minute, beside the peak of the machine and PyTorch.</summary>
internal static class QuickCommand
{
    private const double LimitSeconds = 35;
    private const double OnceSeconds = 0.5;
    private const double WindowedSeconds = 1.5;
    private const int FirstPeakRounds = 12;
    private const int PeakRounds = 4;

    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Runs the command.</summary>
    /// <param name="args">Arguments behind <c>quick</c>.</param>
    /// <returns>0, 1 when it refuses to measure, 2 for wrong usage.</returns>
    internal static int Run(IReadOnlyList<string> args)
    {
        QuickOptions options = QuickOptions.Read(args, out string? wrong);
        if (wrong is not null)
        {
            Console.Error.WriteLine($"{wrong}\n{QuickOptions.Usage}");
            return 2;
        }

        if ((Preconditions.Fault() ?? Agreement.Fault(options.Threads)) is { } fault)
        {
            Console.Error.WriteLine(fault);
            return 1;
        }

        IReadOnlyList<Peer> peers = options.Peer ? Peer.Start(ThreadCounts(options.Threads), Console.Error) : [];
        try
        {
            return Measure(options, peers);
        }
        finally
        {
            foreach (Peer peer in peers)
            {
                peer.Dispose();
            }
        }
    }

    private static int Measure(QuickOptions options, IReadOnlyList<Peer> peers)
    {
        double planned = options.Configurations.Sum(c => options.Phases.Sum(phase => Seconds(c, phase)));
        bool network = options.Phases.Any(phase => phase != "states");
        var plan = new TimePlan(planned, peers.Count == 0 ? LimitSeconds : double.PositiveInfinity);
        var peak = new FmaPeak();
        var measurements = new List<Measurement>();
        string device = "";
        foreach (Configuration configuration in options.Configurations)
        {
            foreach (int threads in ThreadCounts(options.Threads))
            {
                peak.Measure(threads, measurements.Count == 0 ? FirstPeakRounds : PeakRounds);
            }

            if (network)
            {
                using var steps = new NetworkSteps(configuration, options.Threads);
                device = steps.Device;
                measurements.AddRange(Network(configuration, steps, options.Phases, plan, configuration.HasPeer ? peers : []));
                if (!double.IsFinite(steps.Loss))
                {
                    Console.Error.WriteLine($"The loss of {configuration.Name} became {steps.Loss}: steps on NaN measure nothing. Report this as a fault of the kernels.");
                    return 1;
                }
            }

            if (HasStates(configuration) && options.Phases.Contains("states", StringComparer.Ordinal))
            {
                using var states = new StatesSteps(configuration, options.Threads);
                measurements.AddRange(States(configuration, states, plan, peers));
            }
        }

        Print(options, peak, measurements, device, peers.Count == 0 ? "No PyTorch" : peers[0].Version);
        return 0;
    }

    private static IEnumerable<Measurement> Network(
        Configuration configuration, NetworkSteps steps, IReadOnlyList<string> phases, TimePlan plan, IReadOnlyList<Peer> peers)
    {
        double forward = configuration.FlopPerSample * Configuration.Batch;
        var train = new Measurement
        {
            Configuration = configuration,
            Phase = "train",
            Samples = Configuration.Batch,
            Flop = 3 * forward,
            Own = new StepTimer(steps.Train),
        };
        var infer = new Measurement
        {
            Configuration = configuration,
            Phase = "infer",
            Samples = Configuration.Batch,
            Flop = forward,
            Own = new StepTimer(steps.Infer),
        };
        foreach (Measurement measurement in new[] { train, infer }.Where(m => phases.Contains(m.Phase, StringComparer.Ordinal)))
        {
            yield return Taken(measurement, plan.Next(Seconds(configuration, measurement.Phase)), peers);
        }
    }

    private static IEnumerable<Measurement> States(Configuration configuration, StatesSteps steps, TimePlan plan, IReadOnlyList<Peer> peers)
    {
        double window = configuration.FlopPerSample;
        var once = new Measurement
        {
            Configuration = configuration,
            Phase = "states",
            Mode = "once",
            Samples = MadeBasins.Days,
            Flop = window / configuration.Length * MadeBasins.Days,
            Own = new StepTimer(steps.Once),
        };
        var windowed = new Measurement
        {
            Configuration = configuration,
            Phase = "states",
            Mode = "windowed",
            Samples = MadeBasins.Days,
            Flop = window * MadeBasins.Days,
            Own = new StepTimer(steps.Windowed),
        };
        yield return Taken(once, plan.Next(OnceSeconds), peers);
        yield return Taken(windowed, plan.Next(WindowedSeconds), peers);
    }

    private static Measurement Taken(Measurement measurement, double seconds, IReadOnlyList<Peer> peers)
    {
        measurement.Take(seconds, peers, Console.Error);
        string mode = measurement.Mode is null ? "" : " " + measurement.Mode;
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{measurement.Configuration.Name} {measurement.Phase}{mode}: {measurement.Own.Steps} steps, {measurement.Samples / measurement.Own.Median:F0} samples/s"));
        return measurement;
    }

    private static void Print(QuickOptions options, FmaPeak peak, IReadOnlyList<Measurement> measurements, string device, string peer)
    {
        Machine machine = Machine.This();
        PeakRecord[] peaks = [.. ThreadCounts(options.Threads).Select(threads => new PeakRecord(
            "peak", threads, Math.Round(peak[threads], 1), peak.Lanes, StepRecord.Finite(peak.Others(threads)),
            machine.Processor, machine.Family, machine.Model, RuntimeInformation.FrameworkDescription))];
        StepRecord[] steps = [.. measurements.Select(m => StepRecord.Of(m, options.Threads, peak[options.Threads]))];
        int spoiled = steps.Count(ResultsPage.IsSpoiled);
        if (spoiled > 0)
        {
            Console.Error.WriteLine($"{spoiled} of {steps.Length} records are spoiled: other processes kept a core busy (field 'others'). Measure again when the machine is idle.");
        }

        string page = ResultsPage.Text(machine, peaks, steps, device, peer);
        if (options.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize<object[]>([.. peaks, .. steps], Format));
        }
        else
        {
            Console.Out.Write(page);
        }

        if (options.Markdown)
        {
            WritePage(page, machine);
        }
    }

    private static void WritePage(string page, Machine machine)
    {
        string folder = ResultsPage.Folder() ?? Directory.GetCurrentDirectory();
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, machine.FileName + ".md");
        File.WriteAllText(file, page);
        Console.Error.WriteLine($"Wrote {file}.");
    }

    private static double Seconds(Configuration configuration, string phase) => phase switch
    {
        "train" => configuration.TrainSeconds,
        "infer" => configuration.InferSeconds,
        _ => HasStates(configuration) ? OnceSeconds + WindowedSeconds : 0,
    };

    private static bool HasStates(Configuration configuration) => configuration.Name == Configuration.WithStates;

    private static IEnumerable<int> ThreadCounts(int threads) => threads == 1 ? [1] : [1, threads];
}
