using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>The most that this processor multiplies and adds in float32: twelve independent sums in registers, nothing read from memory.</summary>
/// <remarks>Two pipes of four to five steps need eight to ten sums in flight; twelve and two constants fit the sixteen registers of AVX2.</remarks>
internal sealed class FmaPeak
{
    private const int Sums = 12;
    private const int Steps = 6_000_000;

    private readonly List<(int Lanes, Func<int, float> Work)> _widths = [];
    private readonly Dictionary<int, double> _best = [];
    private readonly Dictionary<int, (double Others, double Wall)> _load = [];

    internal FmaPeak()
    {
        Offer<Lanes512, Vector512<float>>();
        Offer<Lanes256, Vector256<float>>();
        Offer<Lanes128, Vector128<float>>();
    }

    /// <summary>Floats of the register width that was fastest.</summary>
    internal int Lanes => _widths[0].Lanes;

    /// <summary>The best of all rounds so far, GFLOP/s.</summary>
    internal double this[int threads] => _best[threads];

    /// <summary>Cores that other processes kept busy during all rounds.</summary>
    internal double Others(int threads) => _load[threads].Others / _load[threads].Wall;

    /// <summary>Measures some more rounds; the first call settles which width is the fastest.</summary>
    /// <param name="threads">Threads that work at the same time.</param>
    /// <param name="rounds">Rounds of some 10 to 30 ms.</param>
    internal void Measure(int threads, int rounds)
    {
        ProcessorLoad before = ProcessorLoad.Now();
        long began = Stopwatch.GetTimestamp();
        double best = _best.GetValueOrDefault(threads);
        (int Lanes, Func<int, float> Work) fastest = _widths[0];
        foreach ((int Lanes, Func<int, float> Work) width in _widths)
        {
            for (int round = 0; round < rounds; round++)
            {
                double rate = Round(width.Lanes, width.Work, threads);
                if (rate > best)
                {
                    best = rate;
                    fastest = width;
                }
            }
        }

        double wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (double others, double all) = _load.GetValueOrDefault(threads);
        _load[threads] = (others + (ProcessorLoad.Now().Others(before, wall) * wall), all + wall);
        _best[threads] = best;
        _widths.Clear();
        _widths.Add(fastest);
    }

    private void Offer<TLanes, TVector>()
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        if (TLanes.IsSupported || (_widths.Count == 0 && TLanes.Count == 4))
        {
            _widths.Add((TLanes.Count, Work<TLanes, TVector>));
        }
    }

    private static double Round(int lanes, Func<int, float> work, int threads)
    {
        using var start = new Barrier(threads);
        var others = new Thread[threads - 1];
        for (int k = 0; k < others.Length; k++)
        {
            others[k] = new Thread(() =>
            {
                start.SignalAndWait();
                work(Steps);
            });
            others[k].Start();
        }

        start.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        work(Steps);
        foreach (Thread other in others)
        {
            other.Join();
        }

        return (double)threads * Steps * Sums * lanes * 2 / Stopwatch.GetElapsedTime(began).TotalSeconds * 1e-9;
    }

    // All sums go to 1: no overflow, no denormals.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Work<TLanes, TVector>(int steps)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector a = TLanes.Broadcast(0.999f);
        TVector b = TLanes.Broadcast(0.001f);
        TVector s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int k = 0; k < steps; k++)
        {
            s0 = TLanes.MultiplyAdd(s0, a, b);
            s1 = TLanes.MultiplyAdd(s1, a, b);
            s2 = TLanes.MultiplyAdd(s2, a, b);
            s3 = TLanes.MultiplyAdd(s3, a, b);
            s4 = TLanes.MultiplyAdd(s4, a, b);
            s5 = TLanes.MultiplyAdd(s5, a, b);
            s6 = TLanes.MultiplyAdd(s6, a, b);
            s7 = TLanes.MultiplyAdd(s7, a, b);
            s8 = TLanes.MultiplyAdd(s8, a, b);
            s9 = TLanes.MultiplyAdd(s9, a, b);
            s10 = TLanes.MultiplyAdd(s10, a, b);
            s11 = TLanes.MultiplyAdd(s11, a, b);
        }

        TVector low = TLanes.Add(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), TLanes.Add(s4, s5));
        TVector high = TLanes.Add(TLanes.Add(TLanes.Add(s6, s7), TLanes.Add(s8, s9)), TLanes.Add(s10, s11));
        return TLanes.Sum(TLanes.Add(low, high));
    }
}
