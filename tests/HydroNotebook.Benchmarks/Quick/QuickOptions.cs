using System.Globalization;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>What the command line of <c>quick</c> asks for.</summary>
internal sealed record QuickOptions
{
    /// <summary>How to call it.</summary>
    internal const string Usage =
        """
        dotnet run -c Release --project tests/HydroNotebook.Benchmarks -- quick [options]
          --json         one JSON array on standard output, nothing else
          --markdown     writes Results/<machine>.md beside the project
          --cases LIST   only these of a, b, c, d, d-statics, e (commas between)
          --phases LIST  only these of train, infer, states
          --threads N    threads, as a rule one per processor
          --no-peer      leaves PyTorch out
        """;

    private static readonly string[] AllPhases = ["train", "infer", "states"];

    /// <summary>Whether records are printed as JSON.</summary>
    internal bool Json { get; private init; }

    /// <summary>Whether the page of results is written.</summary>
    internal bool Markdown { get; private init; }

    /// <summary>Whether PyTorch is looked for.</summary>
    internal bool Peer { get; private init; } = true;

    /// <summary>Threads.</summary>
    internal int Threads { get; private init; } = Environment.ProcessorCount;

    /// <summary>What is measured.</summary>
    internal IReadOnlyList<Configuration> Configurations { get; private init; } = Configuration.All;

    /// <summary>Phases that are measured.</summary>
    internal IReadOnlyList<string> Phases { get; private init; } = AllPhases;

    /// <summary>Reads the arguments behind <c>quick</c>.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="fault">What is wrong with them, or null.</param>
    internal static QuickOptions Read(IReadOnlyList<string> args, out string? fault)
    {
        var options = new QuickOptions();
        fault = null;
        for (int k = 0; k < args.Count && fault is null; k++)
        {
            string? value = k + 1 < args.Count ? args[k + 1] : null;
            switch (args[k])
            {
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--markdown":
                    options = options with { Markdown = true };
                    break;
                case "--no-peer":
                    options = options with { Peer = false };
                    break;
                case "--threads" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads > 0:
                    options = options with { Threads = threads };
                    k++;
                    break;
                case "--cases" when value is not null && value.Split(',').All(name => Configuration.All.Any(c => c.Name == name)):
                    options = options with { Configurations = [.. Configuration.All.Where(c => value.Split(',').Contains(c.Name, StringComparer.Ordinal))] };
                    k++;
                    break;
                case "--phases" when value is not null && value.Split(',').All(AllPhases.Contains):
                    options = options with { Phases = value.Split(',') };
                    k++;
                    break;
                default:
                    fault = $"'{args[k]}{(value is null ? "" : " " + value)}' is not understood.";
                    break;
            }
        }

        return options;
    }
}
