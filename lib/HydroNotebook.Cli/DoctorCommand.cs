using System.CommandLine;
using HydroNotebook.Figures.Saving;
using HydroNotebook.Kernel.FrontEnds;
using HydroNotebook.Kernel.Sessions;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary><c>doctor</c>.</summary>
internal static class DoctorCommand
{
    internal static Command Make(IAnsiConsole output)
    {
        Option<string?> folder = KernelCommands.JupyterPath();
        var command = new Command("doctor", "Tells which front ends run notebooks here, what the others lack, and the cure. Changes nothing.\n\nExample: hydronb doctor")
        {
            folder,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            UserMachine machine = UserMachine.Current();
            var probes = new DoctorProbes { Ask = ProgramAnswer.AskAsync, RunCell = RunCellAsync, FindBrowser = FindBrowser, Version = KernelCommands.Version };
            IReadOnlyList<FrontEndFinding> findings = await new FrontEndDoctor(machine, new JupyterPaths(machine, parsed.GetValue(folder)), probes).ExamineAsync(cancel);
            foreach (FrontEndFinding finding in findings)
            {
                Tell(output.Profile.Out.Writer, finding);
            }

            return findings.Any(finding => finding is { Name: FrontEndDoctor.Headless, State: FrontEndState.Works }) ? 0 : 1;
        });
        return command;
    }

    private static void Tell(TextWriter writer, FrontEndFinding finding)
    {
        string state = finding.State switch
        {
            FrontEndState.Works => "works",
            FrontEndState.Incomplete => "something is missing",
            _ => "not found",
        };
        writer.WriteLine($"{finding.Name}: {state}");
        foreach (string line in finding.There)
        {
            writer.WriteLine($"  {line}");
        }

        foreach (string line in finding.Cures)
        {
            writer.WriteLine($"  → {line}");
        }
    }

    private static string? FindBrowser()
    {
        try
        {
            return Browser.Find();
        }
        catch (InvalidOperationException)
        {
            // The variable names a browser that is not there: for figures that is as good as none.
            return null;
        }
    }

    private static async Task<string?> RunCellAsync(CancellationToken cancel)
    {
        using var session = new CSharpSession(HydroSession.Options);
        CellResult result = await session.ExecuteAsync("1 + 1", new NoSink(), cancel);
        return result.Value is 2 ? null : result.Error?.Message ?? "it gave no result.";
    }

    private sealed class NoSink : ICellSink
    {
        public void Receive(CellOutput output)
        {
            // Only the result counts.
        }
    }
}
