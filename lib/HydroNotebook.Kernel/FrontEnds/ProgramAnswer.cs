using System.ComponentModel;
using System.Diagnostics;

namespace HydroNotebook.Kernel.FrontEnds;

/// <summary>Asks other programs for what they print.</summary>
public static class ProgramAnswer
{
    // A cold Python on a slow disk takes some seconds; a program that waits for input would wait for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs a program and gives what it printed.</summary>
    /// <param name="program">Path or name on PATH.</param>
    /// <param name="arguments">Arguments, unquoted.</param>
    /// <param name="cancel">Ends the waiting, and the program.</param>
    /// <returns>Standard output, trimmed; null where the program does not start, fails or takes longer than 20 s.</returns>
    public static async Task<string?> AskAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            try
            {
                process.StandardInput.Close();
                Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
                string answer = await process.StandardOutput.ReadToEndAsync(limit.Token);
                _ = await errors;
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0 ? answer.Trim() : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                return null;
            }
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            return null;
        }
    }
}
