using System.Net.Sockets;

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>One connection: a thread that reads, and one that writes what waits in the outbox.</summary>
internal sealed class Peer : IDisposable
{
    private const int StackBytes = 512 * 1024;
    private const int SendBuffer = 64 * 1024;

    private readonly Socket _socket;
    private readonly ZmtpSocketType _type;
    private readonly ZmtpLimits _limits;
    private readonly IPeerHandler _handler;
    private readonly FrameReader _reader;
    private readonly Outbox _outbox;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _topics = [];
    private readonly Thread _writer;
    private int _closed;

    internal Peer(Socket socket, ZmtpSocketType type, ZmtpLimits limits, IPeerHandler handler, TimeProvider clock)
    {
        _socket = socket;
        _type = type;
        _limits = limits;
        _handler = handler;
        _reader = new FrameReader(socket, limits, clock);
        _outbox = new Outbox(limits);
        _writer = new Thread(Write, StackBytes) { IsBackground = true, Name = $"{type} writer" };
    }

    /// <summary>The name that the peer gave itself; empty where it gave none.</summary>
    internal byte[] Identity { get; private set; } = [];

    /// <summary>Whether the handshake is done and the connection open.</summary>
    internal bool IsReady { get; private set; }

    /// <summary>Shakes hands and reads until the connection ends, on the calling thread.</summary>
    internal void Run()
    {
        try
        {
            _socket.NoDelay = true;
            ShakeHands();
            IsReady = true;
            _writer.Start();
            while (true)
            {
                ReadMessage();
            }
        }
        catch (ZmtpException fault)
        {
            _handler.Refuse(_type, $"a peer {fault.Message}");
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock && !IsReady)
        {
            _handler.Refuse(_type, "a peer did not end its handshake in time");
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // It went; that is no fault.
        }
        finally
        {
            bool wasReady = IsReady;
            IsReady = false;
            _outbox.Complete();
            Dispose();
            if (wasReady)
            {
                _handler.Leave(this);
            }
        }
    }

    /// <summary>Sends a message without waiting for it.</summary>
    internal void Send(ZmtpMessage message)
    {
        if (IsReady && !_outbox.Add(message))
        {
            _handler.Refuse(_type, "a peer has stopped reading and was given up");
            Dispose();
        }
    }

    /// <summary>Whether the peer wants messages with this first frame.</summary>
    internal bool Wants(ReadOnlySpan<byte> topic)
    {
        lock (_gate)
        {
            foreach (byte[] wanted in _topics)
            {
                if (topic.StartsWith(wanted))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Takes no more messages.</summary>
    internal void EndSending() => _outbox.Complete();

    /// <summary>Waits until all has been sent that was given before <see cref="EndSending"/>.</summary>
    internal void WaitUntilSent(TimeSpan most)
    {
        if (_writer.ThreadState.HasFlag(ThreadState.Unstarted) || most <= TimeSpan.Zero)
        {
            return;
        }

        _writer.Join(most);
    }

    /// <summary>Closes the connection at once; both threads end by it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _socket.Dispose();
        }
    }

    private void ShakeHands()
    {
        // Sent at once: a peer that waits for ours before it sends its own would wait for ever.
        _socket.Send(ZmtpGreeting.Ours());
        Span<byte> greeting = stackalloc byte[ZmtpGreeting.Length];
        _reader.ReadExactly(greeting[..1]);
        ZmtpGreeting.CheckFirst(greeting[0]);
        _reader.ReadExactly(greeting[1..ZmtpGreeting.VersionEnd]);
        ZmtpGreeting.CheckVersion(greeting);
        _reader.ReadExactly(greeting[ZmtpGreeting.VersionEnd..]);
        ZmtpGreeting.CheckMechanism(greeting);

        using var ready = new MemoryStream();
        FrameWriter.Write(ready, ZmtpCommand.Ready(_type));
        _socket.Send(ready.GetBuffer().AsSpan(0, (int)ready.Length));
        Frame frame = _reader.Read(_limits.CommandBytes);
        if (!frame.IsCommand || ZmtpCommand.Parse(frame.Body) is not { Name: "READY" } command)
        {
            throw new ZmtpException("sent a message before READY");
        }

        Dictionary<string, byte[]> properties = command.Properties();
        string theirs = properties.TryGetValue("SOCKET-TYPE", out byte[]? name) ? System.Text.Encoding.ASCII.GetString(name) : "";
        if (!ZmtpCommand.Fits(_type, theirs))
        {
            throw new ZmtpException($"is a socket of another type than fits {ZmtpCommand.NameOf(_type)}");
        }

        Identity = properties.GetValueOrDefault("IDENTITY", []);
        _reader.EndHandshake();
    }

    private void ReadMessage()
    {
        var frames = new List<byte[]>();
        long room = _limits.MessageBytes;
        while (true)
        {
            Frame frame = _reader.Read(room);
            if (frame.IsCommand)
            {
                Obey(ZmtpCommand.Parse(frame.Body));
                continue;
            }

            frames.Add(frame.Body);
            room -= frame.Body.Length;
            if (!frame.HasMore)
            {
                break;
            }

            if (frames.Count == _limits.Frames)
            {
                throw new ZmtpException($"sent a message of more than {_limits.Frames} frames");
            }
        }

        if (_type == ZmtpSocketType.Xpub)
        {
            // The form of ZMTP 3.0; other messages to a publisher mean nothing.
            if (frames is [[0 or 1, ..] subscription])
            {
                Subscribe(subscription[0] == 1, subscription[1..]);
            }
        }
        else
        {
            _handler.Receive(this, frames);
        }
    }

    private void Obey(ZmtpCommand command)
    {
        switch (command.Name)
        {
            case "PING":
                Send(command.ToPong());
                break;
            case "SUBSCRIBE" when _type == ZmtpSocketType.Xpub:
                Subscribe(true, command.Data.ToArray());
                break;
            case "CANCEL" when _type == ZmtpSocketType.Xpub:
                Subscribe(false, command.Data.ToArray());
                break;
            case "ERROR":
                throw new ZmtpException("ended the connection with an error of its own");
            default:
                break;
        }
    }

    private void Subscribe(bool wants, byte[] topic)
    {
        lock (_gate)
        {
            if (!wants)
            {
                int place = _topics.FindIndex(known => known.AsSpan().SequenceEqual(topic));
                if (place >= 0)
                {
                    _topics.RemoveAt(place);
                }

                return;
            }

            if (_topics.Count >= _limits.Topics)
            {
                throw new ZmtpException($"subscribed to more than {_limits.Topics} topics");
            }

            _topics.Add(topic);
        }

        _handler.Subscribe(this, topic);
    }

    private void Write()
    {
        try
        {
            using var network = new NetworkStream(_socket, ownsSocket: false);
            using var stream = new BufferedStream(network, SendBuffer);
            while (_outbox.Take() is ZmtpMessage message)
            {
                FrameWriter.Write(stream, message);
                stream.Flush();
            }

            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or IOException or ObjectDisposedException)
        {
            // The reading thread sees the end too, and tells it.
            Dispose();
        }
    }
}
