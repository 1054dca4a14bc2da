using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>Makes Jupyter know the C# kernel, and forget it again: files in the user's folders only, no Python needed.</summary>
/// <remarks>
/// The program is copied, then <c>kernel.json</c> is written for <c>hydronotebook</c> and, where no kernel has that name yet, for <c>.net-csharp</c>,
/// the name under which C# notebooks are stored. When something fails, all is as it was before.
/// </remarks>
/// <param name="machine">Computer and user.</param>
/// <param name="paths">Jupyter's folders.</param>
public sealed class KernelInstaller(UserMachine machine, JupyterPaths paths)
{
    /// <summary>Name of our kernel.</summary>
    public const string OwnName = "hydronotebook";

    /// <summary>Name that C# notebooks store, ours and those of .NET Interactive.</summary>
    public const string SharedName = ".net-csharp";

    private const string Program = "hydronb";
    private static readonly string[] ProgramFiles = [Program + ".dll", Program + ".runtimeconfig.json", Program + ".deps.json"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Installs, or replaces what an earlier install wrote.</summary>
    /// <param name="source">Folder of the built or published program: <c>hydronb.dll</c> and all beside it.</param>
    /// <param name="version">Its version.</param>
    /// <param name="tryStart">Tries whether a kernel's program starts: null, or why it does not.</param>
    /// <exception cref="NotebookException">Files are missing, cannot be written, or the program does not start; nothing is left half done.</exception>
    public InstallReport Install(string source, string version, Func<KernelSpec, string?> tryStart)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(tryStart);
        RequireProgram(source);
        string root = KernelCopy.Root(machine);
        return Guarded(root, () =>
        {
            IReadOnlyList<KernelSpec> before = KernelSpecCatalogue.Read(paths);
            KernelSpec? other = before.FirstOrDefault(spec => spec.Name == SharedName && !spec.IsOurs);
            RequireOwnName();
            var written = new List<KernelSpecFile>();
            KernelCopy copy = KernelCopy.Make(source, version, root);
            try
            {
                foreach (string name in other is null ? (string[])[OwnName, SharedName] : [OwnName])
                {
                    var file = new KernelSpecFile(Path.Combine(paths.Kernels, name));
                    written.Add(file);
                    file.Write(Content(name, Path.Combine(copy.Folder, Program + ".dll"), version));
                }

                copy.NoteUsers(written.Select(file => file.Path));
                KernelSpec[] read = [.. written.Select(file => ReadBack(file.Path))];
                if (tryStart(read[0]) is string why)
                {
                    throw new NotebookException($"{read[0].Path}: the kernel was written but does not start: {why} Nothing was installed. 'hydronb doctor' tells more.");
                }

                (IReadOnlyList<string> removed, IReadOnlyList<string> kept) = KernelCopy.Clear(root, copy.Folder);
                return new InstallReport { Written = read, FilesFolder = copy.Folder, LeftAlone = other, RemovedFolders = removed, KeptFolders = kept, Hidden = [.. read.Where(spec => !spec.Wins)] };
            }
            catch
            {
                foreach (KernelSpecFile file in written)
                {
                    file.Undo();
                }

                copy.Undo();
                throw;
            }
        });
    }

    /// <summary>Removes the kernels that HydroNotebook wrote into the user's folder, and the copied files unless a kernel runs from them.</summary>
    /// <exception cref="NotebookException">Something cannot be removed.</exception>
    public UninstallReport Uninstall()
    {
        string root = KernelCopy.Root(machine);
        return Guarded(root, () =>
        {
            var removed = new List<string>();
            foreach (string name in (string[])[OwnName, SharedName])
            {
                string folder = Path.Combine(paths.Kernels, name);
                string file = Path.Combine(folder, "kernel.json");
                if (File.Exists(file) && KernelSpec.Read(name, file).IsOurs)
                {
                    // The file that Jupyter looks for goes first: what may stay behind is no kernel any more.
                    File.Delete(file);
                    Directory.Delete(folder, recursive: true);
                    removed.Add(file);
                }
            }

            (IReadOnlyList<string> folders, IReadOnlyList<string> kept) = KernelCopy.Clear(root, except: null);
            return new UninstallReport(removed, folders, kept);
        });
    }

    private static void RequireProgram(string source)
    {
        string[] missing = [.. ProgramFiles.Where(name => !File.Exists(Path.Combine(source, name)))];
        if (missing.Length > 0)
        {
            throw new NotebookException($"{source}: {string.Join(", ", missing)} is missing there, so the kernel could not start. Build the program, or publish it without a single file, and install from there.");
        }
    }

    private void RequireOwnName()
    {
        string file = Path.Combine(paths.Kernels, OwnName, "kernel.json");
        if (File.Exists(file) && KernelSpec.Read(OwnName, file) is { IsOurs: false, Damage: null } foreign)
        {
            throw new NotebookException($"{file}: was written by {foreign.WrittenBy}, so it is not replaced. Move the folder away and install again.");
        }
    }

    private T Guarded<T>(string root, Func<T> work)
    {
        try
        {
            Directory.CreateDirectory(root);
            try
            {
                using FileStream alone = OpenAlone(Path.Combine(root, "install.lock"));
                return work();
            }
            finally
            {
                if (!Directory.EnumerateFileSystemEntries(root).Any())
                {
                    Directory.Delete(root);
                }
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException(
                $"The kernel's files cannot be written or removed: {fault.Message.TrimEnd('.')}. Nothing was changed that Jupyter sees. Check the rights and the room on the disk of {root} and {paths.Kernels}.", fault);
        }
    }

    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new NotebookException($"{path}: another install or uninstall is at work. Wait until it has ended.", fault);
        }
    }

    private string Content(string name, string program, string version)
    {
        if (machine.DotnetPath.Length == 0)
        {
            throw new NotebookException("The program 'dotnet' was not found, and the kernel needs it. Set DOTNET_ROOT to its folder.");
        }

        var environment = new JsonObject { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_ROLL_FORWARD"] = "Major", ["DOTNET_gcConcurrent"] = "0" };
        if (!machine.IsDotnetInItsUsualPlace)
        {
            environment["DOTNET_ROOT"] = machine.DotnetRoot;
        }

        var spec = new JsonObject
        {
            ["argv"] = new JsonArray(machine.DotnetPath, program, "kernel", "start", "{connection_file}"),
            ["display_name"] = name == SharedName ? ".NET (C#)" : "C# (HydroNotebook)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = environment,
            ["metadata"] = new JsonObject { [KernelSpec.Mark] = new JsonObject { ["version"] = version } },
        };
        return spec.ToJsonString(Indented) + "\n";
    }

    private KernelSpec ReadBack(string path)
    {
        KernelSpec read = KernelSpecCatalogue.Read(paths).FirstOrDefault(spec => machine.PathComparer.Equals(spec.Path, path))
            ?? throw new NotebookException($"{path}: was written, but is not there. Check what removes it.");
        return read.WhyItCannotStart(machine) is string why
            ? throw new NotebookException($"{path}: was written, but {why}. Check what removes or changes it.")
            : read;
    }
}
