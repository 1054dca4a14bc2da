using System.Globalization;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Processor time so far: this process's, and what the whole machine spent.</summary>
/// <param name="Own">Seconds of this process, all threads.</param>
/// <param name="Machine">Seconds of the machine, all cores, time stolen by the host included; NaN where the system does not tell (no /proc/stat).</param>
internal readonly record struct ProcessorLoad(double Own, double Machine)
{
    private const double TicksPerSecond = 100;
    private const int Idle = 3;
    private const int WaitingForDisk = 4;
    private const int Columns = 8;

    /// <summary>The load now.</summary>
    internal static ProcessorLoad Now() => new(Environment.CpuUsage.TotalTime.TotalSeconds, MachineSeconds());

    /// <summary>Cores' worth of time that other processes took since an earlier moment.</summary>
    /// <param name="before">The earlier moment.</param>
    /// <param name="seconds">Seconds since then.</param>
    internal double Others(ProcessorLoad before, double seconds) =>
        Math.Max(0, (Machine - before.Machine - (Own - before.Own)) / seconds);

    private static double MachineSeconds()
    {
        if (!File.Exists("/proc/stat"))
        {
            return double.NaN;
        }

        string[] parts = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double ticks = 0;
        for (int k = 0; k < Columns && k + 1 < parts.Length; k++)
        {
            ticks += k is Idle or WaitingForDisk ? 0 : double.Parse(parts[k + 1], CultureInfo.InvariantCulture);
        }

        return ticks / TicksPerSecond;
    }
}
