using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>The records as a page of Markdown, with everything that one needs to believe them.</summary>
internal static class ResultsPage
{
    /// <summary>Above so many cores' worth of other processes a record is spoiled.</summary>
    private const double Spoiled = 0.12;

    /// <summary>The page.</summary>
    internal static string Text(Machine machine, IReadOnlyList<PeakRecord> peaks, IReadOnlyList<StepRecord> steps, string device, string peer)
    {
        var page = new StringBuilder();
        string family = machine.Family is { } number ? $", family {number} model {machine.Model}" : "";
        Line(page, $"# {machine.Processor}{family}, {machine.Cores} processors");
        Line(page, $"");
        Line(page, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC. {RuntimeInformation.OSDescription}. {RuntimeInformation.FrameworkDescription}. {device}. HydroNotebook {Version()}. {peer}.");
        Line(page, $"");
        Line(page, $"    dotnet run -c Release --project tests/HydroNotebook.Benchmarks -- quick --markdown");
        Line(page, $"");
        Line(page, $"FMA peak: {string.Join(", ", peaks.Select(p => FormattableString.Invariant($"{p.Gflops:F0} GFLOP/s on {p.Threads} {(p.Threads == 1 ? "thread" : "threads")}")))} ({peaks[0].Lanes} floats a register{(peaks.Any(p => p.Others > Spoiled) ? "; † spoiled" : "")}).");
        Line(page, $"");
        Line(page, $"| case | phase | samples/s (best step) | GFLOP/s | of peak | ms/step | bytes/step | PyTorch, samples/s (threads) | ratio | others |");
        Line(page, $"|---|---|---|---|---|---|---|---|---|---|");
        foreach (StepRecord r in steps)
        {
            string torch = r.TorchSamplesPerSecond is { } t ? FormattableString.Invariant($"{t:F0} ({r.TorchThreads})") : "–";
            string ratio = r.Ratio is { } x ? FormattableString.Invariant($"{x:F2}") : "–";
            string others = r.Others is { } o ? FormattableString.Invariant($"{Math.Max(o, r.TorchOthers ?? 0):F2}{(IsSpoiled(r) ? " †" : "")}") : "–";
            string phase = r.Mode is null ? r.Phase : $"{r.Phase}, {r.Mode}";
            Line(page, $"| {r.Case} | {phase} | {r.SamplesPerSecond:F0} ({r.BestSamplesPerSecond:F0}) | {r.Gflops:F1} | {r.FractionOfPeak:F3} | {r.MillisecondsPerStep:G4} | {r.BytesPerStep:F0} | {torch} | {ratio} | {others} |");
        }

        Line(page, $"");
        Line(page, $"samples/s is of the median step, batch 256 (states: days of one ten-year series). others: cores that other processes kept busy meanwhile; † spoiled (above {Spoiled}): measure again. Fields and cases: ../README.md.");
        return page.ToString();
    }

    /// <summary>Whether other processes took so much that the record says little.</summary>
    internal static bool IsSpoiled(StepRecord record) => record.Others > Spoiled || record.TorchOthers > Spoiled;

    /// <summary>The folder Results of the sources, found from the program's own folder upwards.</summary>
    internal static string? Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string project = Path.Combine(folder.FullName, "tests", "HydroNotebook.Benchmarks");
            if (File.Exists(Path.Combine(project, "HydroNotebook.Benchmarks.csproj")))
            {
                return Path.Combine(project, "Results");
            }
        }

        return null;
    }

    private static string Version() =>
        typeof(ResultsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static void Line(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
