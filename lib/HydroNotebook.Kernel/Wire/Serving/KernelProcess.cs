using System.Runtime.InteropServices;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>The life of a kernel as a process: from a connection file to the end that a front end asks for, or that of its parent.</summary>
public static class KernelProcess
{
    private const int Failed = 1;
    private const int Terminated = 143;

    /// <summary>Serves front ends until one of them asks for the end.</summary>
    /// <param name="connectionFile">File with ports, address and key that a Jupyter client wrote.</param>
    /// <param name="options">What cells see.</param>
    /// <param name="errors">Takes one line when the kernel cannot start, and warnings; the server that started the kernel shows it in its log.</param>
    /// <returns>The process's exit code: 0 after a shutdown or when the parent has ended, 1 where the file or a port cannot be used, 143 after SIGTERM.</returns>
    public static int Run(string connectionFile, SessionOptions options, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(errors);
        var log = new KernelLog(KernelLog.DefaultPath(), options.Clock);
        try
        {
            ConnectionFile connection = ConnectionFile.Read(connectionFile);
            if (ConnectionFile.IsOpenToOthers(connectionFile))
            {
                errors.WriteLine($"{connectionFile}: other users of this machine can read the key in it, and so run code here. Give the file the rights 600.");
            }

            using var server = new KernelServer(connection, log, new ZmtpLimits(), options.Clock);
            server.Listen();
            return Serve(server, log, options);
        }
        catch (NotebookException fault)
        {
            errors.WriteLine(fault.Message);
            return Failed;
        }
    }

    private static int Serve(KernelServer server, KernelLog log, SessionOptions options)
    {
        int code = 0;

        // A terminal's Ctrl-C reaches the kernel as well as its server, and must not end it.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            server.Interrupt();
        });
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            code = Terminated;
            server.Stop();
        });
        ParentWatch.Start(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), server.Stop);
#pragma warning disable CA2000 // The process ends with it, and a cell that still runs must not find it closed.
        var session = new CSharpSession(options with { SurvivesThreads = true });
#pragma warning restore CA2000
        _ = session.WarmUpAsync().ContinueWith(
            warmUp => log.Write("defect: warm-up", warmUp.Exception!.InnerException!.Message),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        server.Serve(session);
        server.WaitForEnd();
        ChildProcesses.Kill();
        return code;
    }
}
