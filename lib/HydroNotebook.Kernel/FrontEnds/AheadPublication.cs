using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>Publishes the program with its code compiled ahead for this kind of computer: a kernel of it starts its first cell in half the time.</summary>
/// <remarks>Needs the sources, the SDK, some minutes, and the first time the network, for the compiler's package of 38 MB.</remarks>
public static class AheadPublication
{
    /// <summary>Publishes; leaves the sources and what was built from them as they are.</summary>
    /// <param name="dotnet">Path of the <c>dotnet</c> program.</param>
    /// <param name="project">Folder of the program's project.</param>
    /// <param name="folder">Folder for the result and all that is made on the way; need not exist.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>Folder of the published program, or null and why there is none.</returns>
    public static async Task<(string? Published, string Why)> PublishAsync(string dotnet, string project, string folder, CancellationToken cancel)
    {
        string target = Path.Combine(folder, "published");
        string[] arguments =
        [
            "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishReadyToRun=true", "-p:UseAppHost=false",
            "--artifacts-path", Path.Combine(folder, "artifacts"), $"-p:LockFileFolder={Path.Combine(folder, "locks")}", "-o", target, "--nologo", "-v", "quiet",
        ];
        var start = new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
                string said = await process.StandardOutput.ReadToEndAsync(cancel) + await errors;
                await process.WaitForExitAsync(cancel);
                string? error = Array.Find(said.Split('\n'), line => line.Contains(" error ", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal));
                return process.ExitCode == 0 ? (target, "") : (null, error?.Trim() ?? $"'dotnet publish' ended with code {process.ExitCode}");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception fault)
        {
            return (null, fault.Message);
        }
    }
}
