using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.FrontEnds;

namespace HydroNotebook.Kernel.Tests.FrontEnds;

public sealed class KernelInstallerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly UserMachine _machine;
    private readonly JupyterPaths _paths;

    public KernelInstallerTests()
    {
        _machine = Machines.In(_folder, ("JUPYTER_PATH", _folder["elsewhere"]), ("PYTHONUSERBASE", _folder["base"]));
        _paths = new JupyterPaths(_machine);
        MakeProgram("build", "one");
    }

    private KernelInstaller Installer => new(_machine, _paths);

    private string CopiesFolder => _folder["home/.local/share/HydroNotebook/kernel"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_install_copies_the_program_and_writes_both_kernels()
    {
        InstallReport report = Install("build", "1.0");

        Assert.Equal(["hydronotebook", ".net-csharp"], report.Written.Select(spec => spec.Name));
        Assert.Equal("one", File.ReadAllText(Path.Combine(report.FilesFolder, "sub", "data.txt")));
        JsonObject json = Json("hydronotebook");
        Assert.Equal(
            [_machine.DotnetPath, Path.Combine(report.FilesFolder, "hydronb.dll"), "kernel", "start", "{connection_file}"],
            json["argv"]!.AsArray().Select(part => (string)part!));
        Assert.Equal("message", (string)json["interrupt_mode"]!);
        Assert.Equal("C#", (string)json["language"]!);
        Assert.Equal("Major", (string)json["env"]!["DOTNET_ROLL_FORWARD"]!);
        Assert.Equal("1.0", (string)json["metadata"]!["hydronotebook"]!["version"]!);
        Assert.Equal(".NET (C#)", (string)Json(".net-csharp")["display_name"]!);
        Assert.True(File.Exists(Path.Combine(_paths.Kernels, "hydronotebook", "logo-svg.svg")));
        Assert.Equal(_machine.IsDotnetInItsUsualPlace ? null : _machine.DotnetRoot, (string?)json["env"]!["DOTNET_ROOT"]);
    }

    [Fact]
    public void A_dotnet_in_an_unusual_place_is_told_to_the_kernel()
    {
        string dotnet = _folder["sdk/dotnet"];
        Directory.CreateDirectory(_folder["sdk"]);
        File.WriteAllText(dotnet, "");

        new KernelInstaller(_machine with { DotnetPath = dotnet }, _paths).Install(_folder["build"], "1.0", _ => null);

        Assert.Equal(_folder["sdk"], (string)Json("hydronotebook")["env"]!["DOTNET_ROOT"]!);
    }

    [Fact]
    public void A_kernel_of_another_program_under_the_shared_name_is_left_alone_wherever_it_is()
    {
        WriteSpec(_folder["elsewhere/kernels/.NET-csharp"], """{"argv": ["dotnet", "interactive", "jupyter", "{connection_file}"], "display_name": ".NET (C#)"}""");

        InstallReport report = Install("build", "1.0");

        Assert.Equal("hydronotebook", Assert.Single(report.Written).Name);
        Assert.Equal(".NET Interactive", report.LeftAlone?.WrittenBy);
        Assert.False(Directory.Exists(Path.Combine(_paths.Kernels, ".net-csharp")));
    }

    [Fact]
    public void A_newer_install_replaces_the_older_and_its_files()
    {
        string old = Install("build", "1.0").FilesFolder;
        MakeProgram("newer", "two");

        InstallReport report = Install("newer", "1.1");

        Assert.Equal(old, Assert.Single(report.RemovedFolders));
        Assert.False(Directory.Exists(old));
        Assert.Equal("1.1", (string)Json(".net-csharp")["metadata"]!["hydronotebook"]!["version"]!);
    }

    [Fact]
    public void The_same_install_twice_changes_nothing()
    {
        Install("build", "1.0");
        string[] before = Everything();

        Install("build", "1.0");

        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_copy_that_lost_a_file_is_made_whole_again()
    {
        string copy = Install("build", "1.0").FilesFolder;
        File.Delete(Path.Combine(copy, "sub", "data.txt"));

        Install("build", "1.0");

        Assert.Equal("one", File.ReadAllText(Path.Combine(copy, "sub", "data.txt")));
    }

    [Fact]
    public void Installed_from_its_own_copy_it_stays_as_it_is()
    {
        string copy = Install("build", "1.0").FilesFolder;

        Assert.Equal(copy, new KernelInstaller(_machine, _paths).Install(copy, "1.0", _ => null).FilesFolder);
    }

    [Fact]
    public void A_kernel_that_does_not_start_leaves_everything_as_it_was()
    {
        Install("build", "1.0");
        string[] before = Everything();
        MakeProgram("broken", "three");

        var fault = Assert.Throws<NotebookException>(() => Installer.Install(_folder["broken"], "1.2", _ => "it says no."));

        Assert.Contains("does not start: it says no.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_first_install_that_fails_leaves_nothing()
    {
        // A file where the folder of kernels would be: as good as a disk that is full or closed.
        Directory.CreateDirectory(_paths.UserData);
        File.WriteAllText(_paths.Kernels, "");

        var fault = Assert.Throws<NotebookException>(() => Install("build", "1.0"));

        Assert.Contains("cannot be written", fault.Message, StringComparison.Ordinal);
        Assert.Contains(_paths.Kernels, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(CopiesFolder));
    }

    [Fact]
    public void A_folder_for_data_that_cannot_be_made_is_told_with_its_path()
    {
        Directory.CreateDirectory(_folder["home/.local"]);
        File.WriteAllText(_folder["home/.local/share"], "");

        var fault = Assert.Throws<NotebookException>(() => Install("build", "1.0"));

        Assert.Contains(CopiesFolder, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_no_program_is_refused_with_what_is_missing()
    {
        File.Delete(_folder["build/hydronb.deps.json"]);

        var fault = Assert.Throws<NotebookException>(() => Install("build", "1.0"));

        Assert.StartsWith($"{_folder["build"]}: hydronb.deps.json is missing there", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public void Without_dotnet_nothing_is_installed()
    {
        var fault = Assert.Throws<NotebookException>(() => new KernelInstaller(_machine with { DotnetPath = "" }, _paths).Install(_folder["build"], "1.0", _ => null));

        Assert.Contains("DOTNET_ROOT", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(CopiesFolder));
        Assert.DoesNotContain(KernelSpecCatalogue.Read(_paths), spec => spec.IsOurs);
    }

    [Fact]
    public void A_foreign_kernel_under_our_own_name_is_not_replaced()
    {
        WriteSpec(Path.Combine(_paths.Kernels, "hydronotebook"), """{"argv": ["other"], "display_name": "x"}""");

        var fault = Assert.Throws<NotebookException>(() => Install("build", "1.0"));

        Assert.Contains("was written by another program, so it is not replaced", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_installs_do_not_run_at_once()
    {
        Installer.Install(_folder["build"], "1.0", _ =>
        {
            var fault = Assert.Throws<NotebookException>(() => Installer.Uninstall());
            Assert.Contains("another install or uninstall is at work", fault.Message, StringComparison.Ordinal);
            return null;
        });
    }

    [Fact]
    public void An_install_that_was_killed_is_cleared_away_by_the_next()
    {
        Directory.CreateDirectory(Path.Combine(CopiesFolder, "0.9-abc.unfinished"));

        Install("build", "1.0");

        Assert.Single(Directory.GetDirectories(CopiesFolder));
    }

    [Fact]
    public void Uninstall_removes_ours_and_nothing_else()
    {
        Directory.CreateDirectory(_paths.Kernels);
        Install("build", "1.0");
        WriteSpec(Path.Combine(_paths.Kernels, "python3"), """{"argv": ["python"], "display_name": "Python"}""");

        UninstallReport report = Installer.Uninstall();

        Assert.Equal(2, report.Removed.Count);
        Assert.Single(report.RemovedFolders);
        Assert.Equal(["python3"], Directory.GetDirectories(_paths.Kernels).Select(Path.GetFileName));
        Assert.False(Directory.Exists(CopiesFolder));
        Assert.Empty(Installer.Uninstall().Removed);
    }

    [Fact]
    public void Uninstall_leaves_a_shared_name_that_somebody_else_took_over()
    {
        Install("build", "1.0");
        WriteSpec(Path.Combine(_paths.Kernels, ".net-csharp"), """{"argv": ["dotnet", "interactive", "jupyter"], "display_name": ".NET (C#)"}""");

        Assert.Single(Installer.Uninstall().Removed);
        Assert.Equal(".NET Interactive", Assert.Single(KernelSpecCatalogue.Read(_paths), spec => spec.Name == ".net-csharp").WrittenBy);
    }

    [Fact]
    public void Files_from_which_a_kernel_runs_stay_until_it_has_ended()
    {
        string copy = Install("build", "1.0").FilesFolder;
        using (KernelCopy.Hold(copy))
        {
            UninstallReport report = Installer.Uninstall();
            Assert.Equal((2, copy), (report.Removed.Count, Assert.Single(report.KeptFolders)));
            Assert.True(File.Exists(Path.Combine(copy, "hydronb.dll")));
        }

        Assert.Equal(copy, Assert.Single(Installer.Uninstall().RemovedFolders));
    }

    [Fact]
    public void Files_that_a_kernel_elsewhere_refers_to_stay()
    {
        var other = new JupyterPaths(_machine, _folder["other jupyter"]);
        string copy = new KernelInstaller(_machine, other).Install(_folder["build"], "1.0", _ => null).FilesFolder;
        Install("build", "1.0");

        Assert.Empty(Installer.Uninstall().RemovedFolders);
        Assert.True(Directory.Exists(copy));
        Assert.Equal(copy, Assert.Single(new KernelInstaller(_machine, other).Uninstall().RemovedFolders));
    }

    [Fact]
    public void Outside_of_a_copy_there_is_nothing_to_hold()
    {
        Assert.Null(KernelCopy.Hold(_folder["build"]));
    }

    [Fact]
    public void The_list_says_which_kernel_wins_who_wrote_it_and_why_one_cannot_start()
    {
        WriteSpec(_folder["elsewhere/kernels/hydronotebook"], """{"argv": ["/nowhere/dotnet", "x.dll"], "display_name": "old"}""");
        WriteSpec(_folder["elsewhere/kernels/broken"], "{");
        WriteSpec(_folder["elsewhere/kernels/empty"], """{"argv": []}""");
        string copy = Install("build", "1.0").FilesFolder;
        File.Delete(Path.Combine(copy, "hydronb.dll"));

        IReadOnlyList<KernelSpec> specs = KernelSpecCatalogue.Read(_paths);

        KernelSpec[] named = [.. specs.Where(spec => spec.Name == "hydronotebook")];
        Assert.Equal([true, false], named.Select(spec => spec.Wins));
        Assert.Equal(["another program", "HydroNotebook 1.0"], named.Select(spec => spec.WrittenBy));
        Assert.Equal("the program '/nowhere/dotnet' does not exist", named[0].WhyItCannotStart(_machine));
        Assert.Equal($"'{Path.Combine(copy, "hydronb.dll")}' does not exist", named[1].WhyItCannotStart(_machine));
        Assert.StartsWith("is no valid JSON from line 1 on", Assert.Single(specs, spec => spec.Name == "broken").WhyItCannotStart(_machine), StringComparison.Ordinal);
        Assert.Equal("has no list 'argv' of texts", Assert.Single(specs, spec => spec.Name == "empty").Damage);
    }

    [Fact]
    public void An_install_that_another_kernel_hides_says_so()
    {
        WriteSpec(_folder["elsewhere/kernels/hydronotebook"], """{"argv": ["x"], "display_name": "old"}""");

        Assert.Equal("hydronotebook", Assert.Single(Install("build", "1.0").Hidden).Name);
    }

    private static void WriteSpec(string folder, string json)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), json);
    }

    private InstallReport Install(string source, string version) => Installer.Install(_folder[source], version, _ => null);

    private void MakeProgram(string name, string content)
    {
        Directory.CreateDirectory(_folder[name + "/sub"]);
        foreach (string file in new[] { "hydronb.dll", "hydronb.runtimeconfig.json", "hydronb.deps.json", "sub/data.txt" })
        {
            File.WriteAllText(_folder[$"{name}/{file}"], content);
        }
    }

    private JsonObject Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(_paths.Kernels, name, "kernel.json")))!.AsObject();

    private string[] Everything() =>
        [.. Directory.GetFiles(_folder["home"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path}: {File.ReadAllText(path)}")];
}
