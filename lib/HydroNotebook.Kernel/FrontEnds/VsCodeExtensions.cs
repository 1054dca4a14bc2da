using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>The extensions of VS Code and its relatives, as their folders tell.</summary>
internal static partial class VsCodeExtensions
{
    private static readonly string[] Homes = [".vscode", ".vscode-insiders", ".vscode-server", ".vscode-server-insiders", ".vscode-oss", ".vscode-remote"];

    /// <summary>Folders with extensions, on this computer or served from it to another.</summary>
    internal static IReadOnlyList<string> Folders(UserMachine machine)
    {
        IEnumerable<string> folders = Homes.Select(home => machine.Join(machine.Home, home, "extensions"));
        return [.. (machine.Variable("VSCODE_EXTENSIONS") is string named ? folders.Prepend(named) : folders).Where(Directory.Exists)];
    }

    /// <summary>Path of the editor's program, or null.</summary>
    internal static string? Editor(UserMachine machine)
    {
        string[] places = machine.System switch
        {
            OperatingSystemKind.Windows =>
            [
                machine.Join(machine.DataFolder, "Programs", "Microsoft VS Code", "Code.exe"),
                machine.Join(machine.Variable("ProgramFiles") ?? @"C:\Program Files", "Microsoft VS Code", "Code.exe"),
            ],
            OperatingSystemKind.MacOS => ["/Applications/Visual Studio Code.app", machine.Join(machine.Home, "Applications", "Visual Studio Code.app")],
            _ => ["/usr/share/code/code", "/snap/bin/code", "/var/lib/flatpak/app/com.visualstudio.code"],
        };
        return machine.FindProgram("code") ?? machine.FindProgram("code-insiders") ?? machine.FindProgram("codium") ?? Array.Find(places, Path.Exists);
    }

    /// <summary>Version of an extension such as <c>ms-toolsai.jupyter</c>, or null where no folder has it.</summary>
    internal static string? Version(IEnumerable<string> folders, string extension)
    {
        foreach (string folder in folders)
        {
            HashSet<string> removed = Removed(folder);
            foreach (string name in Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Where(name => !removed.Contains(name)).OrderDescending(StringComparer.Ordinal))
            {
                Match match = FolderName().Match(name);
                if (match.Success && match.Groups["name"].Value.Equals(extension, StringComparison.OrdinalIgnoreCase))
                {
                    return match.Groups["version"].Value;
                }
            }
        }

        return null;
    }

    /// <summary>Folders that stay until the next start of the editor although their extension was removed.</summary>
    private static HashSet<string> Removed(string folder)
    {
        string list = Path.Combine(folder, ".obsolete");
        try
        {
            return File.Exists(list) && JsonNode.Parse(File.ReadAllText(list)) is JsonObject json
                ? json.Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase)
                : [];
        }
        catch (JsonException)
        {
            // The editor writes it anew at its next start; until then nothing counts as removed.
            return [];
        }
    }

    [GeneratedRegex(@"^(?<name>[a-z0-9-]+\.[a-z0-9-]+?)-(?<version>[0-9]+\.[0-9]+\.[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FolderName();
}
