namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>What one socket grants to those who connect. All values are our choice.</summary>
internal sealed record ZmtpLimits
{
    /// <summary>Time from connecting to READY; who sends half a greeting would hold a thread for ever.</summary>
    internal TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at a time; each costs two threads.</summary>
    internal int Connections { get; init; } = 64;

    /// <summary>Bytes of one message, all frames together; checked before memory is taken.</summary>
    internal long MessageBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Frames of one message.</summary>
    internal int Frames { get; init; } = 1024;

    /// <summary>Bytes of one command.</summary>
    internal int CommandBytes { get; init; } = 64 * 1024;

    /// <summary>Topics that one peer may subscribe to.</summary>
    internal int Topics { get; init; } = 256;

    /// <summary>Bytes that wait for a peer that reads slowly; what may be lost is lost beyond, and a peer with a quarter more is given up.</summary>
    internal long BacklogBytes { get; init; } = 256L * 1024 * 1024;
}
