using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Sends back what comes, on the peer's own thread, so that it beats while cells take all cores.</summary>
internal sealed class Heartbeat(KernelLog log) : IPeerHandler
{
    /// <inheritdoc/>
    public void Receive(Peer peer, IReadOnlyList<byte[]> frames) => peer.Send(new ZmtpMessage(frames));

    /// <inheritdoc/>
    public void Subscribe(Peer peer, byte[] topic)
    {
    }

    /// <inheritdoc/>
    public void Leave(Peer peer)
    {
    }

    /// <inheritdoc/>
    public void Refuse(ZmtpSocketType type, string reason) => log.Write("heartbeat", reason);
}
