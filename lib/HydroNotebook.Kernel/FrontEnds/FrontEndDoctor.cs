namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>Finds out in which front ends notebooks run on this computer, and what would make them run in the others. Changes nothing.</summary>
/// <param name="machine">Computer and user.</param>
/// <param name="paths">Jupyter's folders.</param>
/// <param name="probes">How to look at other programs.</param>
public sealed class FrontEndDoctor(UserMachine machine, JupyterPaths paths, DoctorProbes probes)
{
    /// <summary>Name of the finding on running without a front end; when it works, the rest is a matter of taste.</summary>
    public const string Headless = "headless";

    private const string Install = "Run 'hydronb kernel install'.";

    /// <summary>Looks at everything.</summary>
    /// <param name="cancel">Ends the examination.</param>
    /// <returns>A finding each for .NET, running headless, the kernel, VS Code, JupyterLab, classic Notebook, nbclient and figures as PNG.</returns>
    public async Task<IReadOnlyList<FrontEndFinding>> ExamineAsync(CancellationToken cancel = default)
    {
        FrontEndFinding kernel = Kernel();
        string? jupyter = machine.FindProgram("jupyter");
        PythonPackages packages = await PythonPackages.FindAsync(machine, probes, cancel);
        bool works = kernel.State == FrontEndState.Works;
        return
        [
            await DotnetAsync(cancel),
            await HeadlessAsync(cancel),
            kernel,
            VsCode(works),
            Jupyter("JupyterLab", packages[PythonPackages.JupyterLab] ?? machine.FindProgram("jupyter-lab"), jupyter, works, "Install it with 'pip install jupyterlab' if you want it."),
            Jupyter("classic Notebook", packages[PythonPackages.Notebook] ?? machine.FindProgram("jupyter-notebook"), jupyter, works, "Install it with 'pip install notebook' or your system's package jupyter-notebook if you want it."),
            Jupyter("nbclient", packages[PythonPackages.Client], jupyter, works, "Install it with 'pip install nbclient' if Python programs are to run notebooks; 'hydronb run' does not need it."),
            Browser(),
        ];
    }

    private async Task<FrontEndFinding> DotnetAsync(CancellationToken cancel)
    {
        if (machine.DotnetPath.Length == 0)
        {
            return new(".NET", FrontEndState.Incomplete, [], ["The program 'dotnet' was not found beside the runtime that runs this. Set DOTNET_ROOT to its folder."]);
        }

        string[] there = [machine.DotnetPath, $"runtime {Environment.Version}"];
        string sdks = await probes.Ask(machine.DotnetPath, ["--list-sdks"], cancel) ?? "";
        string? newest = sdks.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Split(' ')[0];
        return newest is null
            ? new(".NET", FrontEndState.Incomplete, there, ["There is no .NET SDK: notebooks run, but '#r \"nuget: …\"' does not. Install the SDK 10.0 from https://dot.net."])
            : new(".NET", FrontEndState.Works, [.. there, $"SDK {newest}"], []);
    }

    private async Task<FrontEndFinding> HeadlessAsync(CancellationToken cancel) => await probes.RunCell(cancel) is string why
        ? new(Headless, FrontEndState.Incomplete, [], [$"A cell that computes 1 + 1 failed: {why} Report this with the whole text."])
        : new(Headless, FrontEndState.Works, ["A cell ran in this program: 'hydronb run NOTEBOOK' needs nothing else."], []);

    private FrontEndFinding Kernel()
    {
        const string Name = "C# kernel";
        IReadOnlyList<KernelSpec> specs = KernelSpecCatalogue.Read(paths);
        KernelSpec? shared = specs.FirstOrDefault(spec => spec.Name == KernelInstaller.SharedName);
        KernelSpec? own = specs.FirstOrDefault(spec => spec.Name == KernelInstaller.OwnName);
        if (own is null && shared is null)
        {
            return new(Name, FrontEndState.Incomplete, [], [$"No front end knows a C# kernel yet. {Install}"]);
        }

        List<string> there = [.. new[] { shared, own }.OfType<KernelSpec>().Select(spec => $"{spec.Name}, {(spec.Damage is null ? $"written by {spec.WrittenBy}" : "damaged")}: {spec.Path}")];
        var cures = new List<string>();
        foreach (KernelSpec spec in new[] { shared, own }.OfType<KernelSpec>())
        {
            if (spec.WhyItCannotStart(machine) is string why)
            {
                cures.Add($"{spec.Path}: {why}; VS Code hides such a kernel. {(spec.IsOurs ? Install : "Repair or remove it, then run 'hydronb kernel install'.")}");
            }
            else if (spec.IsOurs && spec.OurVersion != probes.Version)
            {
                cures.Add($"{spec.Path} is of version {spec.OurVersion}, this program of {probes.Version}. {Install}");
            }
        }

        if (own is null)
        {
            cures.Add($"Our own kernel is not installed; notebooks run with that of {shared!.WrittenBy}. {Install}");
        }
        else if (shared is null)
        {
            cures.Add($"No kernel is named {KernelInstaller.SharedName}, so front ends ask which one to use for a C# notebook. {Install}");
        }
        else if (!shared.IsOurs && shared.Damage is null)
        {
            cures.Add($"Notebooks open with the kernel of {shared.WrittenBy}. Choose 'C# (HydroNotebook)' in the front end to use this one.");
        }

        bool works = own is not null && own.WhyItCannotStart(machine) is null;
        return new(Name, works ? FrontEndState.Works : FrontEndState.Incomplete, there, cures);
    }

    private FrontEndFinding VsCode(bool kernelWorks)
    {
        const string Name = "VS Code";
        string? editor = VsCodeExtensions.Editor(machine);
        IReadOnlyList<string> folders = VsCodeExtensions.Folders(machine);
        if (editor is null && folders.Count == 0)
        {
            return new(Name, FrontEndState.NotThere, [], ["Install it from https://code.visualstudio.com if you want it."]);
        }

        var there = new List<string>();
        var cures = new List<string>();
        if (editor is not null)
        {
            there.Add(editor);
        }

        string? jupyter = VsCodeExtensions.Version(folders, "ms-toolsai.jupyter");
        string? renderers = VsCodeExtensions.Version(folders, "ms-toolsai.jupyter-renderers");
        if (jupyter is null)
        {
            cures.Add("The extension Jupyter is missing. Run 'code --install-extension ms-toolsai.jupyter'.");
        }
        else
        {
            there.Add($"extension Jupyter {jupyter}; Python is not needed");
        }

        if (renderers is not null)
        {
            there.Add($"extension Jupyter Notebook Renderers {renderers}");
        }
        else if (jupyter is not null)
        {
            cures.Add("Figures show as pictures; for interactive ones run 'code --install-extension ms-toolsai.jupyter-renderers'.");
        }

        if (!kernelWorks)
        {
            cures.Add(Install);
        }

        return new(Name, jupyter is not null && kernelWorks ? FrontEndState.Works : FrontEndState.Incomplete, there, cures);
    }

    private static FrontEndFinding Jupyter(string name, string? version, string? jupyter, bool kernelWorks, string cure)
    {
        if (version is null)
        {
            return new(name, FrontEndState.NotThere, [], [cure]);
        }

        string[] there = jupyter is null ? [version] : [version, jupyter];
        return kernelWorks ? new(name, FrontEndState.Works, there, []) : new(name, FrontEndState.Incomplete, there, [Install]);
    }

    private FrontEndFinding Browser() => probes.FindBrowser() is string browser
        ? new("figures as PNG", FrontEndState.Works, [browser], [])
        : new("figures as PNG", FrontEndState.NotThere, [], ["No browser was found that draws them. Install Chromium, Chrome or Edge; SVG and HTML need none."]);
}
