namespace HydroNotebook.Benchmarks.Quick;

/// <summary>One configuration in one phase: our times, and PyTorch's taken in turn.</summary>
internal sealed class Measurement
{
    private const int PeerRounds = 3;
    private const int LeastSteps = 3;

    private readonly Dictionary<int, List<double>> _peerSeconds = [];
    private readonly Dictionary<int, List<double>> _peerOthers = [];

    /// <summary>The configuration.</summary>
    internal required Configuration Configuration { get; init; }

    /// <summary>train, infer or states.</summary>
    internal required string Phase { get; init; }

    /// <summary>States: once or windowed.</summary>
    internal string? Mode { get; init; }

    /// <summary>Samples of a step (states: days).</summary>
    internal required int Samples { get; init; }

    /// <summary>Arithmetic of a step, by the convention.</summary>
    internal required double Flop { get; init; }

    /// <summary>Our times.</summary>
    internal required StepTimer Own { get; init; }

    /// <summary>Numbers of threads that PyTorch was measured on.</summary>
    internal IEnumerable<int> PeerThreads => _peerSeconds.Keys;

    /// <summary>Measures; without peers in one go, else in turn with them.</summary>
    /// <param name="seconds">Seconds for us, and the same for each peer.</param>
    /// <param name="peers">PyTorch on several numbers of threads, or none.</param>
    /// <param name="remarks">Told when a peer dies.</param>
    internal void Take(double seconds, IReadOnlyList<Peer> peers, TextWriter remarks)
    {
        Own.Warm();
        if (peers.Count == 0)
        {
            Own.Run(seconds, LeastSteps);
            return;
        }

        string phase = Mode is null ? Phase : $"{Phase}-{Mode}";
        for (int round = 0; round < PeerRounds; round++)
        {
            Own.Run(seconds / PeerRounds, 1);
            foreach (Peer peer in peers)
            {
                if (peer.Measure(Configuration, phase, seconds / PeerRounds, warm: round == 0) is not { } times)
                {
                    remarks.WriteLine($"PyTorch on {peer.Threads} threads ended at {Configuration.Name}, {phase}; its line above says why.");
                    continue;
                }

                Of(_peerSeconds, peer.Threads).AddRange(times.Seconds);
                Of(_peerOthers, peer.Threads).Add(times.Others ?? double.NaN);
            }
        }
    }

    /// <summary>PyTorch's median step, seconds.</summary>
    internal double PeerMedian(int threads) => StepTimer.MedianOf(_peerSeconds[threads]);

    /// <summary>Cores that others kept busy while PyTorch ran.</summary>
    internal double PeerOthers(int threads) => _peerOthers[threads].Average();

    private static List<double> Of(Dictionary<int, List<double>> table, int threads)
    {
        if (!table.TryGetValue(threads, out List<double>? list))
        {
            list = [];
            table[threads] = list;
        }

        return list;
    }
}
