using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using HydroNotebook.Basins;

namespace HydroNotebook.Experiments;

/// <summary>What a run was made with and what it took: enough to say later why two runs differ. The file <c>environment.json</c>.</summary>
public sealed record RunEnvironment
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Version of this program.</summary>
    public required string HydroNotebook { get; init; }

    /// <summary>Version of .NET.</summary>
    public required string Runtime { get; init; }

    /// <summary>Operating system.</summary>
    public required string System { get; init; }

    /// <summary>Processor architecture, such as <c>X64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Number of logical processors.</summary>
    public required int Processors { get; init; }

    /// <summary>Instruction set and threads of the training.</summary>
    public required string Device { get; init; }

    /// <summary>Seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>The basins it was trained on.</summary>
    public required RunData Data { get; init; }

    /// <summary>Seconds of all epochs, validation not counted; those before a stop are in it.</summary>
    public double TrainingSeconds { get; init; }

    /// <summary>Seconds of simulating the test period; 0 while training goes on.</summary>
    public double TestSeconds { get; init; }

    /// <summary>Most memory that the process held in RAM up to the end of the test, MiB, files of the cache that are mapped into it included.</summary>
    public long PeakMemoryMiB { get; init; }

    /// <summary>Reads the file of a run.</summary>
    /// <param name="path">Path of an <c>environment.json</c>.</param>
    /// <exception cref="HydroException">The file is missing or damaged.</exception>
    public static RunEnvironment Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEnvironment>(File.ReadAllBytes(path), Json)
                ?? throw new JsonException("the file says null");
        }
        catch (Exception fault) when (fault is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HydroException($"{path}: is missing or damaged ({fault.Message}). Take the run folder as training wrote it.", fault);
        }
    }

    internal static RunEnvironment Of(string device, BasinSet basins, ExperimentSettings settings) => new()
    {
        HydroNotebook = typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
        Runtime = RuntimeInformation.FrameworkDescription,
        System = RuntimeInformation.OSDescription,
        Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
        Processors = Environment.ProcessorCount,
        Device = device,
        Seed = settings.Training.Seed,
        Data = new RunData(basins.Source, basins.Count, basins.Fingerprint),
    };

    internal static long PeakMemory()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 >> 20;
    }

    internal string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";
}
