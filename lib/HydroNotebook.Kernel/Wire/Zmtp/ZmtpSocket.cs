using System.Net;
using System.Net.Sockets;

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>A listening socket of ZeroMQ's kind over TCP, on threads of its own: a cell that takes all of the thread pool does not hold it up.</summary>
internal sealed class ZmtpSocket(ZmtpSocketType type, IPAddress address, ZmtpLimits limits, IPeerHandler handler, TimeProvider clock) : IDisposable
{
    private const int StackBytes = 512 * 1024;
    private const int Backlog = 64;

    private readonly Socket _listener = new(address.AddressFamily, System.Net.Sockets.SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock _gate = new();
    private Peer[] _peers = [];
    private bool _closed;

    /// <summary>The peers that are connected now, the newest last; some may still shake hands.</summary>
    internal IReadOnlyList<Peer> Peers => Volatile.Read(ref _peers);

    /// <summary>The port it listens on.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Takes the port and begins to accept; port 0 takes any that is free.</summary>
    /// <exception cref="SocketException">The port is taken, or not allowed.</exception>
    internal void Listen(int port)
    {
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen(Backlog);
        new Thread(Accept, StackBytes) { IsBackground = true, Name = $"{type} on port {port}" }.Start();
    }

    /// <summary>Sends to every peer that subscribed to the message's first frame.</summary>
    internal void Publish(ZmtpMessage message)
    {
        foreach (Peer peer in Peers)
        {
            if (peer.IsReady && peer.Wants(message.Frames[0]))
            {
                peer.Send(message);
            }
        }
    }

    /// <summary>Tells all peers that nothing more will be sent.</summary>
    internal void EndSending()
    {
        foreach (Peer peer in Peers)
        {
            peer.EndSending();
        }
    }

    /// <summary>Waits until the peers have been sent everything, or the time is over.</summary>
    internal void WaitUntilSent(TimeSpan most)
    {
        long start = clock.GetTimestamp();
        foreach (Peer peer in Peers)
        {
            peer.WaitUntilSent(most - clock.GetElapsedTime(start));
        }
    }

    /// <summary>Gives the port back and closes all connections.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _listener.Dispose();
        foreach (Peer peer in Peers)
        {
            peer.Dispose();
        }
    }

    private void Accept()
    {
        while (true)
        {
            Socket connection;
            try
            {
                connection = _listener.Accept();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                if (_closed)
                {
                    return;
                }

                // A peer that went before it was accepted; out of file handles, the next try waits for one.
                if (error is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets })
                {
                    handler.Refuse(type, "the process has no file handle left for a connection");
                    _listener.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectError);
                }

                continue;
            }

            Serve(connection);
        }
    }

    private void Serve(Socket connection)
    {
#pragma warning disable CA2000 // It closes itself when its thread ends.
        var peer = new Peer(connection, type, limits, handler, clock);
#pragma warning restore CA2000
        lock (_gate)
        {
            if (_closed || _peers.Length >= limits.Connections)
            {
                peer.Dispose();
                handler.Refuse(type, $"there are {_peers.Length} connections already");
                return;
            }

            _peers = [.. _peers, peer];
        }

        new Thread(() => Follow(peer), StackBytes) { IsBackground = true, Name = $"{type} reader" }.Start();
    }

    private void Follow(Peer peer)
    {
        try
        {
            peer.Run();
        }
        finally
        {
            lock (_gate)
            {
                _peers = [.. _peers.Where(known => !ReferenceEquals(known, peer))];
            }
        }
    }
}
