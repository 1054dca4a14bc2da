using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>A session behind the five channels of Jupyter.</summary>
/// <remarks>
/// Cells run one after the other on one thread; completion, inspection and the test for completeness on a second, so that they answer while a cell runs;
/// what takes no time (who are you, interrupt, history, shutdown) on a third. It does not matter by which of shell and control a request comes.
/// </remarks>
internal sealed class KernelServer : IDisposable
{
    private static readonly TimeSpan LastCell = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LastMessages = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _clock;
    private readonly KernelLog _log;
    private readonly MessageWriter _writer;
    private readonly Iopub _iopub;
    private readonly RequestChannel _shell;
    private readonly RequestChannel _control;
    private readonly StdinChannel _stdin;
    private readonly ZmtpSocket _heartbeat;
    private readonly Replies _replies;
    private readonly CellHistory _history = new();
    private readonly RequestLane _prompt;
    private readonly RequestLane _language;
#pragma warning disable CA2213 // Holds nothing of the system, and a late signal may still set it.
    private readonly ManualResetEventSlim _stopped = new();
    private readonly CellQueue _cells;
#pragma warning restore CA2213
    private LanguageReplies? _languageReplies;
    private CellExecution? _execution;

    internal KernelServer(ConnectionFile connection, KernelLog log, ZmtpLimits limits, TimeProvider clock)
    {
        Connection = connection;
        _clock = clock;
        _log = log;
#pragma warning disable CA2000 // A cell that still runs when all is closed may yet show something, to nobody: it must find a signer.
        var signer = new MessageSigner(connection.Key);
#pragma warning restore CA2000
        _writer = new MessageWriter(signer, clock);
        var reader = new MessageReader(signer);
        _iopub = new Iopub(connection.Address, _writer, log, limits, clock);
        _shell = new RequestChannel("shell", connection.Address, reader, log, Dispatch, limits, clock);
        _control = new RequestChannel("control", connection.Address, reader, log, Dispatch, limits, clock);
        _stdin = new StdinChannel(connection.Address, reader, _writer, log, limits, clock);
        _heartbeat = new ZmtpSocket(ZmtpSocketType.Rep, connection.Address, limits, new Heartbeat(log), clock);
        _replies = new Replies(_writer, _iopub, log);
        _prompt = new RequestLane("requests", ServePrompt);
        _language = new RequestLane("language", request => _replies.Serve(request, message => _languageReplies!.Answer(message)));
        _cells = new CellQueue(_replies, (request, cancel) => _execution!.Run(request, cancel), () => _execution?.StopByForce(), clock);
    }

    /// <summary>Where it listens; ports given as 0 are known after <see cref="Listen()"/>.</summary>
    internal ConnectionFile Connection { get; private set; }

    /// <summary>Takes the ports; from now on the kernel says who it is, and keeps what else is asked.</summary>
    /// <exception cref="NotebookException">A port is taken.</exception>
    internal void Listen()
    {
        Connection = Connection with
        {
            HeartbeatPort = Listen(_heartbeat, "hb", Connection.HeartbeatPort),
            IopubPort = Listen(_iopub.Socket, "iopub", Connection.IopubPort),
            StdinPort = Listen(_stdin.Socket, "stdin", Connection.StdinPort),
            ControlPort = Listen(_control.Socket, "control", Connection.ControlPort),
            ShellPort = Listen(_shell.Socket, "shell", Connection.ShellPort),
        };
        _prompt.Start();
    }

    /// <summary>Begins to run cells in a session.</summary>
    internal void Serve(CSharpSession session)
    {
        _languageReplies = new LanguageReplies(session);
        _execution = new CellExecution(session, _iopub, _stdin, _history, _clock);
        _language.Start();
        _cells.Start();
    }

    /// <summary>Interrupts the cell that runs now.</summary>
    internal void Interrupt() => _cells.Interrupt();

    /// <summary>Waits until the kernel is asked to end, then for what still has to be sent.</summary>
    internal void WaitForEnd()
    {
        _stopped.Wait(CancellationToken.None);
        long start = _clock.GetTimestamp();
        ZmtpSocket[] sockets = [_control.Socket, _shell.Socket, _stdin.Socket, _iopub.Socket, _heartbeat];
        Array.ForEach(sockets, socket => socket.EndSending());
        Array.ForEach(sockets, socket => socket.WaitUntilSent(LastMessages - _clock.GetElapsedTime(start)));
    }

    /// <summary>Makes <see cref="WaitForEnd"/> return; nobody is told.</summary>
    internal void Stop() => _stopped.Set();

    /// <summary>Closes all channels.</summary>
    public void Dispose()
    {
        _shell.Dispose();
        _control.Dispose();
        _stdin.Dispose();
        _iopub.Dispose();
        _heartbeat.Dispose();
    }

    private static int Listen(ZmtpSocket socket, string name, int port)
    {
        try
        {
            socket.Listen(port);
            return socket.Port;
        }
        catch (SocketException error)
        {
            throw new NotebookException(
                string.Create(CultureInfo.InvariantCulture, $"{name}_port {port}: cannot listen ({error.SocketErrorCode}). Let the client choose other ports and start again."), error);
        }
    }

    private void ServePrompt(Message request)
    {
        _replies.Serve(request, Answer);
        if (request.Type == "shutdown_request")
        {
            _stopped.Set();
        }
    }

    private void Dispatch(Message request)
    {
        switch (request.Type)
        {
            case "execute_request":
                _cells.Add(request);
                break;
            case "complete_request" or "inspect_request" or "is_complete_request":
                _language.Add(request);
                break;
            default:
                _prompt.Add(request);
                break;
        }
    }

    private JsonObject? Answer(Message request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Reply();
            case "interrupt_request":
                _cells.Interrupt();
                return new JsonObject { ["status"] = "ok" };
            case "shutdown_request":
                return Shutdown(request);
            case "history_request":
                return _history.Reply(request);
            case "comm_info_request":
                return new JsonObject { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open":
                // No target is known here, so widgets do not work; the front end learns it at once.
                _iopub.Publish("comm_close", request.Header, new JsonObject { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
                return null;
            case "comm_msg" or "comm_close":
                return null;
            case "debug_request":
                return ErrorJson.Reply(new CellError("NotSupported", "This kernel has no debugger.", 0, 0, ["This kernel has no debugger."]));
            default:
                _log.Write("unknown", $"a message of the type '{(request.Type.Length > 64 ? request.Type[..64] : request.Type)}'");
                return null;
        }
    }

    private JsonObject Shutdown(Message request)
    {
        _cells.Close(LastCell);
        JsonObject content() => new() { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };

        // The other front ends learn of it here.
        _iopub.Publish("shutdown_reply", request.Header, content());
        return content();
    }
}
