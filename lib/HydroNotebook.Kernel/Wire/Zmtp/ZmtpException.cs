namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>A peer broke the protocol, or is none of ours; its connection is closed and nothing else happens.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
