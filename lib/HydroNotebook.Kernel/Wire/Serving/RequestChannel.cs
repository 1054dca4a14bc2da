using System.Net;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>A channel of requests, shell or control: passes on what is signed and whole, logs the rest.</summary>
internal sealed class RequestChannel : IPeerHandler, IDisposable
{
    private readonly string _name;
    private readonly MessageReader _reader;
    private readonly KernelLog _log;
    private readonly Action<Message> _take;

    internal RequestChannel(
        string name, IPAddress address, MessageReader reader, KernelLog log, Action<Message> take, ZmtpLimits limits, TimeProvider clock)
    {
        _name = name;
        _reader = reader;
        _log = log;
        _take = take;
        Socket = new ZmtpSocket(ZmtpSocketType.Router, address, limits, this, clock);
    }

    /// <summary>The socket below.</summary>
    internal ZmtpSocket Socket { get; }

    /// <inheritdoc/>
    public void Receive(Peer peer, IReadOnlyList<byte[]> frames)
    {
        if (_reader.Read(peer, frames, out string reason) is Message message)
        {
            _take(message);
        }
        else
        {
            _log.Write($"{_name}: refused {reason}");
        }
    }

    /// <inheritdoc/>
    public void Subscribe(Peer peer, byte[] topic)
    {
    }

    /// <inheritdoc/>
    public void Leave(Peer peer)
    {
    }

    /// <inheritdoc/>
    public void Refuse(ZmtpSocketType type, string reason) => _log.Write(_name, reason);

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();
}
