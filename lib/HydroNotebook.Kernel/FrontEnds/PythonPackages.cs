namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>Which of Jupyter's Python packages are installed, in any Python that is easily found.</summary>
internal sealed class PythonPackages
{
    internal const string JupyterLab = "jupyterlab";
    internal const string Notebook = "notebook";
    internal const string Client = "nbclient";

    // Metadata instead of imports: a tenth of a second rather than several.
    private const string Script = """
        import importlib.metadata as m
        for name in ('jupyterlab', 'notebook', 'nbclient'):
            try: print(name, m.version(name))
            except m.PackageNotFoundError: pass
        """;

    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);

    /// <summary>Version of a package and the Python that has it, or null.</summary>
    internal string? this[string package] => _versions.GetValueOrDefault(package);

    internal static async Task<PythonPackages> FindAsync(UserMachine machine, DoctorProbes probes, CancellationToken cancel)
    {
        var found = new PythonPackages();
        foreach (string python in Pythons(machine))
        {
            string answer = await probes.Ask(python, ["-c", Script], cancel) ?? "";
            foreach (string[] line in answer.Split('\n').Select(line => line.Trim().Split(' ')).Where(parts => parts.Length == 2))
            {
                found._versions.TryAdd(line[0], $"{line[1]} ({python})");
            }
        }

        return found;
    }

    private static IEnumerable<string> Pythons(UserMachine machine)
    {
        string? beside = machine.FindProgram("jupyter") is string jupyter ? Path.GetDirectoryName(jupyter) : null;
        string?[] all =
        [
            beside is null ? null : machine.Join(beside, machine.System == OperatingSystemKind.Windows ? "python.exe" : "python3"),
            machine.FindProgram("python3"), machine.FindProgram("python"), "/usr/bin/python3",
        ];
        return all.OfType<string>().Where(File.Exists).Distinct(machine.PathComparer);
    }
}
