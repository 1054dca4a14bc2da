using System.CommandLine;
using System.Runtime.InteropServices;
using HydroNotebook.Basins;
using HydroNotebook.Kernel.Documents;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary>The verbs of <c>hydronb</c>, and what becomes of their ends.</summary>
/// <remarks>Exit codes: 0 done, 1 the data or the run failed, 2 wrong usage, 130 after Ctrl-C.</remarks>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Interrupted = 130;
    private const int Unlimited = 100_000;

    /// <summary>Runs one command line with the process's own console; Ctrl-C asks politely first, and ends the process the second time.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var cancel = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            // The second signal takes its default course.
            context.Cancel = !cancel.IsCancellationRequested;
            cancel.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        IAnsiConsole errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await RunAsync(arguments, AnsiConsole.Console, errors, cancel.Token);
    }

    /// <summary>Runs one command line.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> arguments, IAnsiConsole output, IAnsiConsole errors, CancellationToken cancel)
    {
        if (!output.Profile.Out.IsTerminal)
        {
            // A file or a pipe has no edge at which lines should break.
            output.Profile.Width = Unlimited;
        }

        var root = new RootCommand("HydroNotebook: LSTM and EA-LSTM rainfall-runoff models in C# notebooks.\n\nExample: hydronb reproduce")
        {
            DataCommands.Make(output),
            ExperimentCommands.Make(output, errors),
            TrainCommand.Make(output),
            EvaluateCommand.Make(output),
            ResultsCommand.Make(output),
            RunCommand.Make(output),
            ReproduceCommand.Make(output),
            KernelCommands.Make(output),
            DoctorCommand.Make(output),
        };
        ParseResult parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output.Profile.Out.Writer,
            Error = errors.Profile.Out.Writer,
        };
        try
        {
            int code = await parsed.InvokeAsync(configuration, cancel);
            return parsed.Errors.Count > 0 ? WrongUsage : code;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            errors.WriteLine("Stopped.");
            return Interrupted;
        }
        catch (Exception fault) when (fault is HydroException or NotebookException)
        {
            errors.Profile.Out.Writer.WriteLine(fault.Message);
            return Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            errors.Profile.Out.Writer.WriteLine($"{fault.Message.TrimEnd('.')}. Check the path, the rights and the room on the disk.");
            return Failed;
        }
        catch (Exception fault)
        {
            errors.Profile.Out.Writer.WriteLine($"This is a defect of HydroNotebook; please report it with the text below.\n{fault}");
            return Failed;
        }
    }
}
