namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>The socket types that a kernel opens (ZMTP 3.1, section 3.4, and RFC 28 and 29).</summary>
internal enum ZmtpSocketType
{
    /// <summary>Answers each peer on its own connection.</summary>
    Router,

    /// <summary>Sends to all that subscribed, and learns of subscriptions.</summary>
    Xpub,

    /// <summary>Answers requests in turn.</summary>
    Rep,
}
