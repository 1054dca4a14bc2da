using System.Collections;
using System.Runtime.InteropServices;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>What the rest of this room knows of the computer and its user: handed in, so that every system can be tested on any.</summary>
public sealed record UserMachine
{
    /// <summary>The system, which decides on folders and on how paths are written.</summary>
    public required OperatingSystemKind System { get; init; }

    /// <summary>The user's home folder.</summary>
    public required string Home { get; init; }

    /// <summary>Environment variables; an empty one counts as not set.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Absolute path of the <c>dotnet</c> program that runs this one; empty = not found.</summary>
    public required string DotnetPath { get; init; }

    /// <summary>Folder for this user's data of programs, such as <c>~/.local/share</c>.</summary>
    public string DataFolder => System switch
    {
        OperatingSystemKind.Windows => Variable("LOCALAPPDATA") ?? Join(Home, "AppData", "Local"),
        OperatingSystemKind.MacOS => Join(Home, "Library", "Application Support"),
        _ => Variable("XDG_DATA_HOME") ?? Join(Home, ".local", "share"),
    };

    /// <summary>Folder of <c>dotnet</c> and its shared frameworks; empty = not found.</summary>
    public string DotnetRoot => DotnetPath.Length == 0 ? "" : DotnetPath[..Math.Max(0, DotnetPath.LastIndexOfAny(['/', '\\']))];

    /// <summary>Whether programs find .NET without being told where it is.</summary>
    public bool IsDotnetInItsUsualPlace => DotnetRoot.Length == 0 || UsualDotnetRoots().Contains(DotnetRoot, PathComparer);

    /// <summary>How this system compares paths.</summary>
    internal StringComparer PathComparer => System == OperatingSystemKind.Linux ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>What stands between two paths of a list.</summary>
    internal char ListSeparator => System == OperatingSystemKind.Windows ? ';' : ':';

    private char Separator => System == OperatingSystemKind.Windows ? '\\' : '/';

    /// <summary>The computer on which this runs.</summary>
    public static UserMachine Current()
    {
        OperatingSystemKind system = OperatingSystem.IsWindows() ? OperatingSystemKind.Windows
            : OperatingSystem.IsMacOS() ? OperatingSystemKind.MacOS
            : OperatingSystemKind.Linux;
        var variables = new Dictionary<string, string>(system == OperatingSystemKind.Windows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return new UserMachine
        {
            System = system,
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
            Variables = variables,
            DotnetPath = FindDotnet(system),
        };
    }

    /// <summary>An environment variable, or null where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Parts of a path, joined as this system writes them.</summary>
    internal string Join(params ReadOnlySpan<string> parts)
    {
        string path = parts[0].TrimEnd(Separator);
        foreach (string part in parts[1..])
        {
            path += Separator + part;
        }

        return path;
    }

    /// <summary>The first program of that name in the folders of PATH, or null.</summary>
    internal string? FindProgram(string name)
    {
        string[] endings = System == OperatingSystemKind.Windows ? [".exe", ".cmd", ".bat"] : [""];
        return (Variable("PATH") ?? "").Split(ListSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Join(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    // The runtime under this program knows best: PATH may lead to another dotnet, and a program file of its own hides the one that would run the dll.
    private static string FindDotnet(OperatingSystemKind system)
    {
        string name = system == OperatingSystemKind.Windows ? "dotnet.exe" : "dotnet";
        string runtime = RuntimeEnvironment.GetRuntimeDirectory();
        string? root = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(runtime))));
        string[] candidates =
        [
            root is null ? "" : Path.Combine(root, name),
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "",
            Path.Combine(Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "", name),
        ];
        return Array.Find(candidates, path => Path.IsPathFullyQualified(path) && File.Exists(path)) ?? "";
    }

    private IEnumerable<string> UsualDotnetRoots() => System switch
    {
        OperatingSystemKind.Windows => [Join(Variable("ProgramFiles") ?? @"C:\Program Files", "dotnet")],
        OperatingSystemKind.MacOS => ["/usr/local/share/dotnet"],
        _ => ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet"],
    };
}
