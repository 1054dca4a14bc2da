namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>The folders in which Jupyter looks for kernels, and the one into which a user installs.</summary>
/// <remarks>As jupyter_core does; where its versions differ (is a virtual environment asked before the user's folder?) the newer one counts.</remarks>
public sealed class JupyterPaths
{
    private static readonly string[] Noes = ["0", "0.0", "n", "no", "false", "off"];

    /// <summary>The folders for a user.</summary>
    /// <param name="machine">Computer and user.</param>
    /// <param name="dataFolder">Jupyter's data folder to use instead of the user's own; null = the user's own.</param>
    public JupyterPaths(UserMachine machine, string? dataFolder = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        UserData = dataFolder is { Length: > 0 } ? Path.GetFullPath(dataFolder) : DataFolderOf(machine);
        IEnumerable<string> asked = (machine.Variable("JUPYTER_PATH") ?? "").Split(machine.ListSeparator, StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> users = [UserData, .. PythonUserFolders(machine)];
        List<string> environments = [.. Environments(machine)];
        IEnumerable<string> ours = PrefersEnvironment(machine) ? [.. environments, .. users] : [.. users, .. environments];
        Search = [.. (dataFolder is { Length: > 0 } ? (IEnumerable<string>)[UserData] : []).Concat(asked).Concat(ours).Concat(SystemFolders(machine)).Distinct(machine.PathComparer)];
        Kernels = machine.Join(UserData, "kernels");
    }

    /// <summary>Jupyter's data folder into which kernels are installed.</summary>
    public string UserData { get; }

    /// <summary>The folder <c>kernels</c> in it.</summary>
    public string Kernels { get; }

    /// <summary>All data folders in the order in which Jupyter asks them: the first kernel of a name wins.</summary>
    public IReadOnlyList<string> Search { get; }

    private static string DataFolderOf(UserMachine machine) => machine.Variable("JUPYTER_DATA_DIR") ?? machine.System switch
    {
        OperatingSystemKind.Windows => machine.Join(machine.Variable("APPDATA") ?? machine.Join(machine.Home, "AppData", "Roaming"), "jupyter"),
        OperatingSystemKind.MacOS => machine.Join(machine.Home, "Library", "Jupyter"),
        _ => machine.Join(machine.DataFolder, "jupyter"),
    };

    /// <summary>Where <c>pip install --user</c> puts kernels.</summary>
    private static IEnumerable<string> PythonUserFolders(UserMachine machine)
    {
        if (machine.Variable("PYTHONUSERBASE") is string named)
        {
            return [machine.Join(named, "share", "jupyter")];
        }

        switch (machine.System)
        {
            case OperatingSystemKind.Windows:
                return [machine.Join(machine.Variable("APPDATA") ?? machine.Join(machine.Home, "AppData", "Roaming"), "Python", "share", "jupyter")];
            case OperatingSystemKind.MacOS:
                string versions = machine.Join(machine.Home, "Library", "Python");
                return Directory.Exists(versions)
                    ? Directory.GetDirectories(versions).Order(StringComparer.Ordinal).Reverse().Select(version => machine.Join(version, "share", "jupyter"))
                    : [];
            default:
                return [machine.Join(machine.Home, ".local", "share", "jupyter")];
        }
    }

    /// <summary>The active virtual or conda environment, and the place that the <c>jupyter</c> on PATH belongs to.</summary>
    private static IEnumerable<string> Environments(UserMachine machine)
    {
        foreach (string name in new[] { "VIRTUAL_ENV", "CONDA_PREFIX" })
        {
            if (machine.Variable(name) is string prefix)
            {
                yield return machine.Join(prefix, "share", "jupyter");
            }
        }

        if (machine.FindProgram("jupyter") is string jupyter && Path.GetDirectoryName(Path.GetDirectoryName(jupyter)) is string root)
        {
            yield return machine.Join(root, "share", "jupyter");
        }
    }

    private static bool PrefersEnvironment(UserMachine machine) => machine.Variable("JUPYTER_PREFER_ENV_PATH") is string wish
        ? !Noes.Contains(wish, StringComparer.OrdinalIgnoreCase)
        : machine.Variable("VIRTUAL_ENV") is not null || machine.Variable("CONDA_DEFAULT_ENV") is not (null or "base");

    private static IEnumerable<string> SystemFolders(UserMachine machine) => machine.System switch
    {
        OperatingSystemKind.Windows => [machine.Join(machine.Variable("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter")],
        OperatingSystemKind.MacOS => ["/opt/homebrew/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"],
        _ => ["/usr/local/share/jupyter", "/usr/share/jupyter"],
    };
}
