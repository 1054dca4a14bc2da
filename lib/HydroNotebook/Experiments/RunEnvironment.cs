using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using HydroNotebook.Basins;

namespace HydroNotebook.Experiments;

/// <summary>What a run was made with: enough to say later why two runs differ.</summary>
internal static class RunEnvironment
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Versions, processor, seed and data, as JSON.</summary>
    public static string Json(string device, BasinSet basins, ExperimentSettings settings) => JsonSerializer.Serialize(
        new
        {
            hydroNotebook = typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            runtime = RuntimeInformation.FrameworkDescription,
            system = RuntimeInformation.OSDescription,
            architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            processors = Environment.ProcessorCount,
            device,
            seed = settings.Training.Seed,
            data = new { source = basins.Source, basins = basins.Count, fingerprint = basins.Fingerprint },
        },
        Indented) + "\n";
}
