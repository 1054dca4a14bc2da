using System.Globalization;
using System.Runtime.InteropServices;
using HydroNotebook.Kernel.Reports;

namespace HydroNotebook.Cli;

/// <summary>What a report says about the program and the computer.</summary>
internal static class RunFacts
{
    internal static IReadOnlyList<ReportFact> Here(TimeProvider clock) =>
    [
        new("Made", clock.GetLocalNow().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)),
        new("HydroNotebook", KernelCommands.Version),
        new(".NET", RuntimeInformation.FrameworkDescription),
        new("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}"),
        new("Processor", string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {Environment.ProcessorCount} threads")),
    ];

    private static string Processor()
    {
        const string Linux = "/proc/cpuinfo";
        string? line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }
}
