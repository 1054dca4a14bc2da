using System.Diagnostics;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Times one action again and again: seconds of each call, bytes allocated, and what other processes took meanwhile.</summary>
internal sealed class StepTimer(Action step)
{
    private const int MostSteps = 100_000;

    // Long enough for the runtime to compile twice what it first compiled quickly.
    private const double WarmSeconds = 0.8;
    private const int WarmSteps = 2;
    private const double LongSeconds = 1;

    private readonly List<double> _seconds = new(MostSteps);
    private long _bytes;
    private double _wall;
    private double _othersSeconds;

    /// <summary>Timed calls so far.</summary>
    internal int Steps => _seconds.Count;

    /// <summary>Median of the timed calls, seconds.</summary>
    internal double Median => MedianOf(_seconds);

    /// <summary>The fastest call, seconds.</summary>
    internal double Best => _seconds.Min();

    /// <summary>Bytes allocated on the managed heap per call, all threads.</summary>
    internal double BytesPerStep => (double)_bytes / Steps;

    /// <summary>Cores that other processes kept busy while the calls ran.</summary>
    internal double Others => _othersSeconds / _wall;

    /// <summary>Calls that do not count: memory is touched, code compiled.</summary>
    internal void Warm()
    {
        long began = Stopwatch.GetTimestamp();
        double elapsed = 0;
        for (int k = 0; elapsed < WarmSeconds || (k < WarmSteps && elapsed < LongSeconds); k++)
        {
            step();
            elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }

    /// <summary>Timed calls until the time is up.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="least">At least so many calls, whatever they take.</param>
    internal void Run(double seconds, int least)
    {
        ProcessorLoad before = ProcessorLoad.Now();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long began = Stopwatch.GetTimestamp();
        for (int k = 0; (k < least || Stopwatch.GetElapsedTime(began).TotalSeconds < seconds) && Steps < MostSteps; k++)
        {
            long one = Stopwatch.GetTimestamp();
            step();
            _seconds.Add(Stopwatch.GetElapsedTime(one).TotalSeconds);
        }

        double wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
        _bytes += GC.GetTotalAllocatedBytes(precise: true) - allocated;
        _othersSeconds += ProcessorLoad.Now().Others(before, wall) * wall;
        _wall += wall;
    }

    /// <summary>Median of some numbers.</summary>
    internal static double MedianOf(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
