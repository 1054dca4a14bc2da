using System.ComponentModel;
using System.Diagnostics;
using HydroNotebook.Kernel.Documents;

namespace HydroNotebook.Kernel.Directives;

/// <summary>Runs the SDK's <c>dotnet</c> and leaves nothing behind: when it is cancelled, its processes are ended.</summary>
internal static class DotnetProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">What stands behind <c>dotnet</c>.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancel">Ends it, with its children.</param>
    /// <returns>Its exit code, standard output, and standard output and error together.</returns>
    /// <exception cref="NotebookException">There is no such program.</exception>
    internal static async Task<(int ExitCode, string Output, string All)> RunAsync(IEnumerable<string> arguments, string folder, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Find(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Servers that a build leaves running would keep our pipes open and outlive the kernel.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // An unreachable source is told after seconds, not after many tries.
        start.Environment.TryAdd("NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT", "2");
        start.Environment.TryAdd("NUGET_ENHANCED_NETWORK_RETRY_DELAY_MILLISECONDS", "200");
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw new NotebookException("The program 'dotnet' cannot be started. Install the .NET SDK, or put its folder into PATH.", error);
        }

        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The <c>dotnet</c> that runs this program, else the one that the environment names.</summary>
    private static string Find()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host)
        {
            return host;
        }

        // shared/Microsoft.NETCore.App/10.0.1/ lies below the folder of the program.
        string beside = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
