using HydroNotebook.Kernel.FrontEnds;

namespace HydroNotebook.Kernel.Tests.FrontEnds;

public sealed class FrontEndDoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task On_a_bare_computer_headless_works_and_every_other_line_has_a_cure()
    {
        IReadOnlyList<FrontEndFinding> findings = await Examine(Probes());

        Assert.Equal(
            [".NET", "headless", "C# kernel", "VS Code", "JupyterLab", "classic Notebook", "nbclient", "figures as PNG"],
            findings.Select(finding => finding.Name));
        Assert.All(findings, finding => Assert.Equal(finding.State == FrontEndState.Works, finding.Cures.Count == 0));
        Assert.Equal(["No front end knows a C# kernel yet. Run 'hydronb kernel install'."], findings[2].Cures);
        Assert.Equal(FrontEndState.Works, findings[1].State);
        Assert.NotEqual(FrontEndState.Works, findings[3].State);
    }

    [Fact]
    public async Task A_cell_that_fails_is_told_with_its_reason()
    {
        FrontEndFinding headless = (await Examine(Probes() with { RunCell = _ => Task.FromResult<string?>("no compiler.") }))[1];

        Assert.Equal(FrontEndState.Incomplete, headless.State);
        Assert.Contains("no compiler.", Assert.Single(headless.Cures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_kernel_and_packages_installed_Jupyter_works()
    {
        Install("9.9");
        Program("bin/jupyter");
        Program("bin/python3");

        IReadOnlyList<FrontEndFinding> findings = await Examine(
            Probes() with { Ask = (program, _, _) => Task.FromResult<string?>(program.EndsWith("python3", StringComparison.Ordinal) ? "notebook 6.4.12\r\nnbclient 0.7.2" : null) });

        Assert.Equal(FrontEndState.Works, Of(findings, "C# kernel").State);
        Assert.Equal(FrontEndState.Works, Of(findings, "classic Notebook").State);
        Assert.StartsWith("6.4.12 (", Of(findings, "classic Notebook").There[0], StringComparison.Ordinal);
        Assert.Equal(FrontEndState.Works, Of(findings, "nbclient").State);
        Assert.Equal(FrontEndState.NotThere, Of(findings, "JupyterLab").State);
    }

    [Fact]
    public async Task A_kernel_of_another_version_and_one_whose_files_are_gone_are_told()
    {
        string copy = Install("9.8");

        Assert.Contains("is of version 9.8, this program of 9.9", Of(await Examine(Probes()), "C# kernel").Cures[0], StringComparison.Ordinal);

        Directory.Delete(copy, recursive: true);
        FrontEndFinding kernel = Of(await Examine(Probes()), "C# kernel");
        Assert.Equal((FrontEndState.Incomplete, 2), (kernel.State, kernel.Cures.Count));
        Assert.Contains("does not exist; VS Code hides such a kernel. Run 'hydronb kernel install'.", kernel.Cures[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_kernel_of_NET_Interactive_is_told_apart_from_ours()
    {
        string folder = _folder["home/.local/share/jupyter/kernels/.net-csharp"];
        Directory.CreateDirectory(folder);
        Program("bin/dotnet");
        await File.WriteAllTextAsync(Path.Combine(folder, "kernel.json"), """{"argv": ["dotnet", "interactive", "jupyter", "{connection_file}"]}""", Cancel);

        Assert.Equal("Our own kernel is not installed; notebooks run with that of .NET Interactive. Run 'hydronb kernel install'.", Assert.Single(Of(await Examine(Probes()), "C# kernel").Cures));

        Install("9.9");
        FrontEndFinding kernel = Of(await Examine(Probes()), "C# kernel");
        Assert.Equal(FrontEndState.Works, kernel.State);
        Assert.StartsWith("Notebooks open with the kernel of .NET Interactive. Choose", Assert.Single(kernel.Cures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".vscode/extensions", "ms-toolsai.jupyter-keymap-1.1.2", "", "", false)]
    [InlineData(".vscode/extensions", "ms-toolsai.jupyter-2025.9.1-linux-x64", "", "2025.9.1", true)]
    [InlineData(".vscode-server/extensions", "MS-toolsai.jupyter-2025.9.1", "ms-toolsai.jupyter-renderers-1.3.0", "2025.9.1", true)]
    public async Task VS_Code_needs_the_Jupyter_extension_and_the_renderers_are_advice(string place, string first, string second, string version, bool works)
    {
        Install("9.9");
        foreach (string name in new[] { first, second }.Where(name => name.Length > 0))
        {
            Directory.CreateDirectory(_folder[$"home/{place}/{name}"]);
        }

        FrontEndFinding code = Of(await Examine(Probes()), "VS Code");

        Assert.Equal(works ? FrontEndState.Works : FrontEndState.Incomplete, code.State);
        Assert.Equal(works, code.There.Contains($"extension Jupyter {version}; Python is not needed"));
        Assert.Equal(works && second.Length > 0, code.Cures.Count == 0);
    }

    [Fact]
    public async Task An_extension_that_was_removed_does_not_count_although_its_folder_is_still_there()
    {
        Directory.CreateDirectory(_folder["home/.vscode/extensions/ms-toolsai.jupyter-2025.9.1"]);
        await File.WriteAllTextAsync(_folder["home/.vscode/extensions/.obsolete"], """{"ms-toolsai.jupyter-2025.9.1":true}""", Cancel);

        Assert.Contains("The extension Jupyter is missing. Run 'code --install-extension ms-toolsai.jupyter'.", Of(await Examine(Probes()), "VS Code").Cures);
    }

    [Fact]
    public async Task Without_an_SDK_notebooks_run_but_packages_do_not_come()
    {
        FrontEndFinding dotnet = (await Examine(Probes() with { Ask = (_, _, _) => Task.FromResult<string?>("") }))[0];

        Assert.Equal(FrontEndState.Incomplete, dotnet.State);
        Assert.Contains("There is no .NET SDK", Assert.Single(dotnet.Cures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_program_is_asked_and_its_failure_is_no_answer()
    {
        string dotnet = UserMachine.Current().DotnetPath;

        Assert.Contains("Microsoft.NETCore.App", await ProgramAnswer.AskAsync(dotnet, ["--list-runtimes"], Cancel), StringComparison.Ordinal);
        Assert.Null(await ProgramAnswer.AskAsync(dotnet, ["--no-such-option"], Cancel));
        Assert.Null(await ProgramAnswer.AskAsync(_folder["nowhere"], [], Cancel));
    }

    private static FrontEndFinding Of(IReadOnlyList<FrontEndFinding> findings, string name) => findings.Single(finding => finding.Name == name);

    private static DoctorProbes Probes() => new()
    {
        Ask = (_, arguments, _) => Task.FromResult<string?>(arguments is ["--list-sdks"] ? "10.0.100 [/usr/share/dotnet/sdk]" : null),
        RunCell = _ => Task.FromResult<string?>(null),
        FindBrowser = () => null,
        Version = "9.9",
    };

    private UserMachine Machine() => Machines.In(_folder, ("PATH", _folder["bin"]), ("VSCODE_EXTENSIONS", ""));

    private Task<IReadOnlyList<FrontEndFinding>> Examine(DoctorProbes probes) =>
        new FrontEndDoctor(Machine(), new JupyterPaths(Machine()), probes).ExamineAsync(Cancel);

    private void Program(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], "");
    }

    private string Install(string version)
    {
        foreach (string file in new[] { "hydronb.dll", "hydronb.runtimeconfig.json", "hydronb.deps.json" })
        {
            Program("build/" + file);
        }

        return new KernelInstaller(Machine(), new JupyterPaths(Machine())).Install(_folder["build"], version, _ => null).FilesFolder;
    }
}
