namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>What a socket tells of its peers; called on the peer's own thread, in the order in which the peer sent.</summary>
internal interface IPeerHandler
{
    /// <summary>A whole message came.</summary>
    void Receive(Peer peer, IReadOnlyList<byte[]> frames);

    /// <summary>The peer wants messages whose first frame begins with this.</summary>
    void Subscribe(Peer peer, byte[] topic);

    /// <summary>The peer's connection ended.</summary>
    void Leave(Peer peer);

    /// <summary>A connection was closed for what the peer did.</summary>
    void Refuse(ZmtpSocketType type, string reason);
}
