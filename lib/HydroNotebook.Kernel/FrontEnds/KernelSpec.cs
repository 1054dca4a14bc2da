using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>One <c>kernel.json</c> as Jupyter finds it.</summary>
public sealed record KernelSpec
{
    /// <summary>Key in the metadata by which ours are known.</summary>
    internal const string Mark = "hydronotebook";

    /// <summary>Name: the folder's, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Whether Jupyter takes this one: no kernel of its name is found before it.</summary>
    public bool Wins { get; init; }

    /// <summary>Name for people; empty where the file is damaged.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The program and its arguments.</summary>
    public IReadOnlyList<string> Argv { get; init; } = [];

    /// <summary>Version of HydroNotebook that wrote it; null = another program did.</summary>
    public string? OurVersion { get; init; }

    /// <summary>What is wrong with the file itself; null = nothing.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether HydroNotebook wrote it.</summary>
    public bool IsOurs => OurVersion is not null;

    /// <summary>Who wrote it, as far as can be told.</summary>
    public string WrittenBy => IsOurs ? $"HydroNotebook {OurVersion}"
        : Argv.Any(part => part.Contains("interactive", StringComparison.OrdinalIgnoreCase)) && Argv.Contains("jupyter", StringComparer.OrdinalIgnoreCase) ? ".NET Interactive"
        : Argv.Any(part => part.StartsWith("ipykernel", StringComparison.Ordinal)) ? "IPython"
        : "another program";

    /// <summary>Folder of the program files that ours points to; null for others.</summary>
    public string? FilesFolder => IsOurs && Argv.Count > 1 ? System.IO.Path.GetDirectoryName(Argv[1]) : null;

    /// <summary>Reads a file; damage is told in the result.</summary>
    internal static KernelSpec Read(string name, string path)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new JsonDocumentOptions { MaxDepth = 64 }) is not JsonObject json
                || json["argv"] is not JsonArray argv || argv.Count == 0 || argv.Any(part => part?.GetValueKind() != JsonValueKind.String))
            {
                return new KernelSpec { Name = name, Path = path, Damage = "has no list 'argv' of texts" };
            }

            return new KernelSpec
            {
                Name = name,
                Path = path,
                DisplayName = Text(json["display_name"]) ?? name,
                Argv = [.. argv.Select(part => (string)part!)],
                OurVersion = (json["metadata"] as JsonObject)?[Mark] is JsonObject mark ? Text(mark["version"]) ?? "" : null,
            };
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // ArgumentException: a key occurs twice.
            string why = fault is JsonException broken
                ? string.Create(CultureInfo.InvariantCulture, $"is no valid JSON from line {broken.LineNumber + 1} on")
                : $"cannot be read: {fault.Message.TrimEnd('.')}";
            return new KernelSpec { Name = name, Path = path, Damage = why };
        }
    }

    /// <summary>Why the kernel cannot start, or null where nothing speaks against it.</summary>
    /// <param name="machine">Where it is to start.</param>
    public string? WhyItCannotStart(UserMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (Damage is not null)
        {
            return Damage;
        }

        bool isPath = Argv[0].Contains('/', StringComparison.Ordinal) || Argv[0].Contains('\\', StringComparison.Ordinal);
        if (isPath ? !File.Exists(Argv[0]) : machine.FindProgram(Argv[0]) is null)
        {
            return isPath ? $"the program '{Argv[0]}' does not exist" : $"the program '{Argv[0]}' is not on PATH";
        }

        return IsOurs && Argv.Count > 1 && !File.Exists(Argv[1]) ? $"'{Argv[1]}' does not exist" : null;
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string)node! : null;
}
