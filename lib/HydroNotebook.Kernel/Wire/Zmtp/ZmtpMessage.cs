namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>One message to send, or one command.</summary>
/// <param name="Frames">The frames; shared by all peers that get the message, so nobody may change them.</param>
internal sealed record ZmtpMessage(IReadOnlyList<byte[]> Frames)
{
    /// <summary>Whether the one frame is a command.</summary>
    internal bool IsCommand { get; init; }

    /// <summary>Makes what is sent instead of messages that a slow peer lost, from their bytes; null where the message must not be lost.</summary>
    internal Func<long, ZmtpMessage>? Replacement { get; init; }

    /// <summary>Length of all frames, bytes.</summary>
    internal long Bytes { get; } = Frames.Sum(frame => (long)frame.Length);
}
