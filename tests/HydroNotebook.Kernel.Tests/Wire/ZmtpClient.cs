using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>The other side of a ZMTP connection, written apart from the library's: a DEALER, SUB or REQ.</summary>
internal sealed class ZmtpClient : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient _tcp = new() { NoDelay = true };
    private readonly BufferedStream _stream;
    private readonly Lock _sending = new();

    internal ZmtpClient(int port, string type, string identity = "", byte minor = 1)
    {
        _tcp.Connect(IPAddress.Loopback, port);
        NetworkStream network = _tcp.GetStream();
        network.ReadTimeout = (int)Patience.TotalMilliseconds;
        _stream = new BufferedStream(network);
        byte[] greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, minor, .. "NULL"u8, .. new byte[48]];
        byte[] ready = [5, .. "READY"u8, .. Property("Socket-Type", type), .. Property("Identity", identity)];
        SendRaw([.. greeting, 4, (byte)ready.Length, .. ready]);
        ServerGreeting = ReadBytes(64);
        (byte flags, byte[] body) = ReadFrame();
        Assert.Equal(4, flags);
        ServerReady = body;
    }

    internal byte[] ServerGreeting { get; }

    internal byte[] ServerReady { get; }

    /// <summary>Bodies of the commands that came between messages.</summary>
    internal List<byte[]> Commands { get; } = [];

    public void Dispose()
    {
        _tcp.Dispose();
        _stream.Dispose();
    }

    internal static byte[] Frame(byte flags, byte[] body)
    {
        if (body.Length < 256)
        {
            return [flags, (byte)body.Length, .. body];
        }

        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, body.Length);
        return [(byte)(flags | 2), .. length, .. body];
    }

    internal void Send(params byte[][] frames) =>
        SendRaw([.. frames.SelectMany((frame, k) => Frame((byte)(k < frames.Length - 1 ? 1 : 0), frame))]);

    internal void SendCommand(string name, byte[] data) => SendRaw(Frame(4, [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. data]));

    internal void SendRaw(byte[] bytes)
    {
        lock (_sending)
        {
            _tcp.Client.Send(bytes);
        }
    }

    /// <summary>Reads the next message; commands on the way are kept apart.</summary>
    internal byte[][] Receive()
    {
        var frames = new List<byte[]>();
        while (true)
        {
            (byte flags, byte[] body) = ReadFrame();
            if ((flags & 4) != 0)
            {
                Commands.Add(body);
                continue;
            }

            frames.Add(body);
            if ((flags & 1) == 0)
            {
                return [.. frames];
            }
        }
    }

    internal (byte Flags, byte[] Body) ReadFrame()
    {
        byte flags = ReadBytes(1)[0];
        long length = (flags & 2) != 0 ? BinaryPrimitives.ReadInt64BigEndian(ReadBytes(8)) : ReadBytes(1)[0];
        return ((byte)(flags & ~2), ReadBytes((int)length));
    }

    private static byte[] Property(string name, string value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. length, .. Encoding.ASCII.GetBytes(value)];
    }

    private byte[] ReadBytes(int count)
    {
        var bytes = new byte[count];
        _stream.ReadExactly(bytes);
        return bytes;
    }
}
