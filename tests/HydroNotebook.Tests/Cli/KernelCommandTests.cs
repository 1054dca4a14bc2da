using System.Diagnostics;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

/// <summary>The verbs that touch the user's folders, as processes with folders of their own.</summary>
[Trait("Speed", "slow")]
public sealed class KernelCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_kernel_is_installed_listed_examined_and_removed_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the user's folders elsewhere; the paths are tested without processes.");
        string spec = _temporary.File("data/jupyter/kernels/.net-csharp/kernel.json");

        Told install = await Run("kernel", "install");
        Assert.Equal((0, ""), (install.Code, install.Errors));
        Assert.Contains($".NET (C#): {spec}", install.Output, StringComparison.Ordinal);
        Assert.Contains("\"interrupt_mode\": \"message\"", await File.ReadAllTextAsync(spec, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Told list = await Run("kernel", "list");
        Assert.Equal((0, ""), (list.Code, list.Errors));
        Assert.Single(list.Lines, line => line.Contains(spec, StringComparison.Ordinal) && line.Contains("HydroNotebook 0.", StringComparison.Ordinal));

        Told doctor = await Run("doctor");
        Assert.Equal((0, ""), (doctor.Code, doctor.Errors));
        Assert.Contains("headless: works", doctor.Lines);
        Assert.Contains("C# kernel: works", doctor.Lines);

        Told uninstall = await Run("kernel", "uninstall");
        Assert.Equal((0, ""), (uninstall.Code, uninstall.Errors));
        Assert.Empty(Directory.GetFiles(_temporary.File("data"), "*", SearchOption.AllDirectories));
        Assert.Contains("There was no kernel of ours to remove.", (await Run("kernel", "uninstall")).Lines);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_with_code_1_and_one_error()
    {
        string closed = _temporary.File("closed");
        await File.WriteAllTextAsync(closed, "", TestContext.Current.CancellationToken);

        Told install = await Run("kernel", "install", "--jupyter-path", closed);

        Assert.Equal(1, install.Code);
        Assert.Contains(closed, install.Errors, StringComparison.Ordinal);
        Assert.Single(install.Errors.TrimEnd().Split('\n'));
    }

    private async Task<Told> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "hydronb.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["XDG_DATA_HOME"] = _temporary.File("data");
        start.Environment["HOME"] = _temporary.File("home");
        start.Environment.Remove("JUPYTER_DATA_DIR");
        start.Environment.Remove("JUPYTER_PATH");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Told(process.ExitCode, output, await errors);
    }
}
