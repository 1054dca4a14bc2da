using System.Net;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Asks the user of the front end whose cell is running, and nobody else.</summary>
internal sealed class StdinChannel : IPeerHandler, IDisposable
{
    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private readonly KernelLog _log;
    private readonly SemaphoreSlim _oneQuestion = new(1, 1);
    private readonly Lock _gate = new();
    private Question? _open;

    internal StdinChannel(IPAddress address, MessageReader reader, MessageWriter writer, KernelLog log, ZmtpLimits limits, TimeProvider clock)
    {
        _reader = reader;
        _writer = writer;
        _log = log;
        Socket = new ZmtpSocket(ZmtpSocketType.Router, address, limits, this, clock);
    }

    /// <summary>The socket below.</summary>
    internal ZmtpSocket Socket { get; }

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="request">The request whose cell asks.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="isSecret">Whether the answer must not be shown.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The front end has no place for an answer, or went away.</exception>
    internal string Ask(Message request, string prompt, bool isSecret, CancellationToken cancel)
    {
        _oneQuestion.Wait(cancel);
        try
        {
            // Both connections of one client bear the same name; of a client that came back, the newest counts.
            Peer peer = Socket.Peers.LastOrDefault(
                    known => known.IsReady && known.Identity.Length > 0 && known.Identity.AsSpan().SequenceEqual(request.Peer.Identity))
                ?? throw new InvalidOperationException("This front end gives no input. Use a variable or a parameter of the notebook instead.");
            (string id, byte[][] frames) = _writer.Write(
                [], "input_request", request.Header, new JsonObject { ["prompt"] = prompt, ["password"] = isSecret });
            var question = new Question(peer, id);
            lock (_gate)
            {
                _open = question;
            }

            peer.Send(new ZmtpMessage(frames));

            // A blocking wait on the cell's own thread, which an interrupt of the thread ends as well.
            question.Answer.Task.Wait(cancel);
            return question.Answer.Task.Result
                ?? throw new InvalidOperationException("The front end went away before it answered. Run the cell again.");
        }
        finally
        {
            lock (_gate)
            {
                _open = null;
            }

            _oneQuestion.Release();
        }
    }

    /// <inheritdoc/>
    public void Receive(Peer peer, IReadOnlyList<byte[]> frames)
    {
        if (_reader.Read(peer, frames, out string reason) is not Message message)
        {
            _log.Write($"stdin: refused {reason}");
            return;
        }

        Question? open;
        lock (_gate)
        {
            open = _open;
        }

        // Some clients name the question in the parent header and some name none.
        if (message.Type == "input_reply" && open is not null && ReferenceEquals(open.Peer, peer) && (message.ParentId.Length == 0 || message.ParentId == open.Id))
        {
            open.Answer.TrySetResult(message.Text("value"));
        }
        else
        {
            _log.Write("stdin: an answer that nobody waits for");
        }
    }

    /// <inheritdoc/>
    public void Leave(Peer peer)
    {
        lock (_gate)
        {
            if (_open is not null && ReferenceEquals(_open.Peer, peer))
            {
                _open.Answer.TrySetResult(null);
            }
        }
    }

    /// <inheritdoc/>
    public void Subscribe(Peer peer, byte[] topic)
    {
    }

    /// <inheritdoc/>
    public void Refuse(ZmtpSocketType type, string reason) => _log.Write("stdin", reason);

    /// <inheritdoc/>
    public void Dispose()
    {
        Socket.Dispose();
        _oneQuestion.Dispose();
    }

    private sealed class Question(Peer peer, string id)
    {
        internal Peer Peer { get; } = peer;

        internal string Id { get; } = id;

        /// <summary>The answer; null where the front end went.</summary>
        internal TaskCompletionSource<string?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
