using System.Diagnostics;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Shares out the seconds, so that a slow machine measures fewer steps and not longer.</summary>
internal sealed class TimePlan
{
    // Steps that do not count, making the data, starting the process: per second of measuring.
    private const double Around = 1.5;
    private const double LeastShare = 0.1;

    private readonly double _limit;
    private double _planned;

    /// <param name="planned">Seconds of measuring, all together.</param>
    /// <param name="limit">Seconds since the start of the process; infinite: everything takes what it is planned.</param>
    internal TimePlan(double planned, double limit)
    {
        _planned = planned;
        _limit = limit;
    }

    /// <summary>Seconds for the next measurement.</summary>
    /// <param name="planned">What is planned for it.</param>
    internal double Next(double planned)
    {
        using var process = Process.GetCurrentProcess();
        double left = _limit - (TimeProvider.System.GetLocalNow().DateTime - process.StartTime).TotalSeconds;
        double seconds = Math.Clamp(planned / (_planned * Around) * left, LeastShare * planned, planned);
        _planned -= planned;
        return seconds;
    }
}
