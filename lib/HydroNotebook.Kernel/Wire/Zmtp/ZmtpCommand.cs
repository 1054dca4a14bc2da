using System.Buffers.Binary;
using System.Text;

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>The commands of ZMTP: a name, then what belongs to it.</summary>
/// <param name="Name">READY, SUBSCRIBE, CANCEL, PING, PONG or ERROR; others are passed over.</param>
/// <param name="Data">What follows the name.</param>
internal readonly record struct ZmtpCommand(string Name, ReadOnlyMemory<byte> Data)
{
    // A PING holds its time to live before the context.
    private const int TimeToLiveBytes = 2;

    /// <summary>Reads a command frame.</summary>
    /// <exception cref="ZmtpException">The name is cut off.</exception>
    internal static ZmtpCommand Parse(byte[] body)
    {
        if (body.Length == 0 || body.Length < 1 + body[0])
        {
            throw new ZmtpException("sent a command without a name");
        }

        return new ZmtpCommand(Encoding.ASCII.GetString(body, 1, body[0]), body.AsMemory(1 + body[0]));
    }

    /// <summary>Our READY: the socket's type alone.</summary>
    internal static ZmtpMessage Ready(ZmtpSocketType type)
    {
        byte[] name = "Socket-Type"u8.ToArray();
        byte[] value = Encoding.ASCII.GetBytes(NameOf(type));
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return Make("READY", [(byte)name.Length, .. name, .. length, .. value]);
    }

    /// <summary>The answer to this PING: its context.</summary>
    /// <exception cref="ZmtpException">The PING is cut off.</exception>
    internal ZmtpMessage ToPong() => Data.Length >= TimeToLiveBytes
        ? Make("PONG", Data[TimeToLiveBytes..].ToArray())
        : throw new ZmtpException("sent a PING without its time to live");

    /// <summary>The properties of this READY, names in upper case.</summary>
    /// <exception cref="ZmtpException">A property is cut off.</exception>
    internal Dictionary<string, byte[]> Properties()
    {
        var properties = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        ReadOnlySpan<byte> rest = Data.Span;
        while (!rest.IsEmpty)
        {
            int name = rest[0];
            if (rest.Length < 1 + name + 4)
            {
                throw new ZmtpException("sent a READY that is cut off");
            }

            uint value = BinaryPrimitives.ReadUInt32BigEndian(rest[(1 + name)..]);
            if (value > rest.Length - 1 - name - 4)
            {
                throw new ZmtpException("sent a READY that is cut off");
            }

            ReadOnlySpan<byte> content = rest.Slice(1 + name + 4, (int)value);
            properties[Encoding.ASCII.GetString(rest.Slice(1, name)).ToUpperInvariant()] = content.ToArray();
            rest = rest[(1 + name + 4 + (int)value)..];
        }

        return properties;
    }

    /// <summary>Whether a peer of that type may connect to ours.</summary>
    internal static bool Fits(ZmtpSocketType ours, string theirs) => ours switch
    {
        ZmtpSocketType.Router => theirs is "DEALER" or "REQ" or "ROUTER",
        ZmtpSocketType.Xpub => theirs is "SUB" or "XSUB",
        _ => theirs is "REQ" or "DEALER",
    };

    /// <summary>The type's name on the wire.</summary>
    internal static string NameOf(ZmtpSocketType type) => type.ToString().ToUpperInvariant();

    private static ZmtpMessage Make(string name, byte[] data) =>
        new([[(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. data]]) { IsCommand = true };
}
