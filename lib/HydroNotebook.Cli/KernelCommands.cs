using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using HydroNotebook.Kernel.FrontEnds;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>kernel install</c>, <c>kernel uninstall</c> and <c>kernel list</c>.</summary>
internal static class KernelCommands
{
    /// <summary>Version of this program, as kernels are marked with it.</summary>
    internal static string Version { get; } =
        typeof(KernelCommands).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    internal static Command Make(IAnsiConsole output) => new("kernel", "The C# kernel of Jupyter's front ends.")
    {
        Install(output),
        Uninstall(output),
        List(output),
    };

    /// <summary>The option that names another data folder of Jupyter.</summary>
    internal static Option<string?> JupyterPath() => new("--jupyter-path")
    {
        Description = "Jupyter's data folder; default: the user's, or as JUPYTER_DATA_DIR says.",
        HelpName = "folder",
    };

    private static Command Install(IAnsiConsole output)
    {
        Option<string?> folder = JupyterPath();
        var ahead = new Option<bool>("--ready-to-run")
        {
            Description = "Compile ahead for this computer: the first cell comes in half the time. Takes minutes, needs the repository and once the network.",
        };
        var command = new Command(
            "install",
            "Makes VS Code, JupyterLab, classic Notebook and nbclient know the C# kernel; needs no Python.\n\nExample: hydronb kernel install")
        {
            folder, ahead,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            UserMachine machine = UserMachine.Current();
            var installer = new KernelInstaller(machine, new JupyterPaths(machine, parsed.GetValue(folder)));
            TextWriter writer = output.Profile.Out.Writer;
            InstallReport report = parsed.GetValue(ahead)
                ? await InstallAheadAsync(writer, machine, installer, cancel)
                : installer.Install(AppContext.BaseDirectory, Version, TryStart);
            foreach (KernelSpec spec in report.Written)
            {
                writer.WriteLine($"{spec.DisplayName}: {spec.Path}");
            }

            writer.WriteLine($"Program files: {report.FilesFolder}");
            if (report.LeftAlone is { } other)
            {
                writer.WriteLine($"Left as it is: {other.Path}, written by {other.WrittenBy}. Choose 'C# (HydroNotebook)' in the front end to use this kernel.");
            }

            foreach (KernelSpec hidden in report.Hidden)
            {
                writer.WriteLine($"Hidden: Jupyter finds another kernel {hidden.Name} before {hidden.Path}; 'hydronb kernel list' shows which.");
            }

            foreach (string kept in report.KeptFolders)
            {
                writer.WriteLine($"Still in use, the next install removes it: {kept}");
            }
        });
        return command;
    }

    /// <summary>Installs what was compiled ahead, or where that fails the program as it is.</summary>
    private static async Task<InstallReport> InstallAheadAsync(TextWriter writer, UserMachine machine, KernelInstaller installer, CancellationToken cancel)
    {
        string project = Path.Combine(NotebookFolder.Find(), "..", "lib", "HydroNotebook.Cli");
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("hydronotebook-");
        try
        {
            writer.WriteLine("Compiling ahead; this takes some minutes …");
            writer.Flush();
            (string? published, string why) = await AheadPublication.PublishAsync(machine.DotnetPath, Path.GetFullPath(project), temporary.FullName, cancel);
            if (published is null)
            {
                writer.WriteLine($"Not compiled ahead: {why}. The kernel is installed as it was built; its first cell takes longer.");
            }

            return installer.Install(published ?? AppContext.BaseDirectory, Version, TryStart);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static Command Uninstall(IAnsiConsole output)
    {
        Option<string?> folder = JupyterPath();
        var command = new Command("uninstall", "Removes the kernels that 'kernel install' wrote, and nothing else.\n\nExample: hydronb kernel uninstall") { folder };
        command.SetAction(parsed =>
        {
            UserMachine machine = UserMachine.Current();
            UninstallReport report = new KernelInstaller(machine, new JupyterPaths(machine, parsed.GetValue(folder))).Uninstall();
            TextWriter writer = output.Profile.Out.Writer;
            foreach (string removed in report.Removed.Concat(report.RemovedFolders))
            {
                writer.WriteLine($"Removed: {removed}");
            }

            foreach (string kept in report.KeptFolders)
            {
                writer.WriteLine($"A kernel still runs from {kept}. Shut it down and run this again to remove its files.");
            }

            if (report.Removed.Count == 0)
            {
                writer.WriteLine("There was no kernel of ours to remove.");
            }
        });
        return command;
    }

    private static Command List(IAnsiConsole output)
    {
        Option<string?> folder = JupyterPath();
        var command = new Command("list", "All kernels that Jupyter finds: which one wins, who wrote it, whether it can start.\n\nExample: hydronb kernel list") { folder };
        command.SetAction(parsed =>
        {
            UserMachine machine = UserMachine.Current();
            var paths = new JupyterPaths(machine, parsed.GetValue(folder));
            var table = new Table().AddColumns("kernel", "shown as", "taken", "written by", "can start", "file");
            IReadOnlyList<KernelSpec> specs = KernelSpecCatalogue.Read(paths);
            foreach (KernelSpec spec in specs)
            {
                table.AddRow(
                    Markup.Escape(spec.Name),
                    Markup.Escape(spec.DisplayName),
                    spec.Wins ? "yes" : "no, hidden",
                    Markup.Escape(spec.Damage is null ? spec.WrittenBy : "cannot be told"),
                    Markup.Escape(spec.WhyItCannotStart(machine) is string why ? $"no: {why}" : "yes"),
                    Markup.Escape(spec.Path));
            }

            if (specs.Count > 0)
            {
                output.Write(table);
            }
            else
            {
                output.Profile.Out.Writer.WriteLine($"Jupyter finds no kernel in {string.Join(", ", paths.Search)}. Run 'hydronb kernel install'.");
            }
        });
        return command;
    }

    /// <summary>Starts the copied program as the front end will, for its version only.</summary>
    private static string? TryStart(KernelSpec spec)
    {
        using Process process = Process.Start(new ProcessStartInfo(spec.Argv[0], [spec.Argv[1], "--version"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && said.Length > 0 ? null : $"'{spec.Argv[0]} {spec.Argv[1]} --version' ended with code {process.ExitCode}. {errors.Result.Trim()}";
    }
}
