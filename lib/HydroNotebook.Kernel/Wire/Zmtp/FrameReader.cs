using System.Buffers.Binary;
using System.Net.Sockets;

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>Reads bytes and frames from one connection (ZMTP 3.1, section 3.3), no more than the limits allow.</summary>
internal sealed class FrameReader(Socket socket, ZmtpLimits limits, TimeProvider clock)
{
    private const byte ReservedFlags = 0xF8;

    // A frame that announces more takes memory as its bytes arrive.
    private const int FirstChunk = 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long? _startOfHandshake = clock.GetTimestamp();

    /// <summary>Ends the time limit of the handshake.</summary>
    internal void EndHandshake()
    {
        _startOfHandshake = null;
        socket.ReceiveTimeout = 0;
    }

    /// <summary>Reads exactly that many bytes.</summary>
    /// <exception cref="EndOfStreamException">The peer went.</exception>
    /// <exception cref="SocketException">The connection broke, or the time of the handshake is over.</exception>
    internal void ReadExactly(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = Receive(_buffer);
            }

            int count = Math.Min(target.Length, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(target);
            _start += count;
            target = target[count..];
        }
    }

    /// <summary>Reads one frame.</summary>
    /// <param name="room">Bytes that the frame may have.</param>
    /// <exception cref="ZmtpException">The flags are unknown, or the frame is too long.</exception>
    internal Frame Read(long room)
    {
        Span<byte> head = stackalloc byte[8];
        ReadExactly(head[..1]);
        byte flags = head[0];
        bool isCommand = (flags & Frame.Command) != 0;
        if ((flags & ReservedFlags) != 0 || (isCommand && (flags & Frame.More) != 0))
        {
            throw new ZmtpException($"sent a frame with the unknown flags {flags:x2}");
        }

        ulong length;
        if ((flags & Frame.Long) != 0)
        {
            ReadExactly(head);
            length = BinaryPrimitives.ReadUInt64BigEndian(head);
        }
        else
        {
            ReadExactly(head[..1]);
            length = head[0];
        }

        long most = isCommand ? limits.CommandBytes : room;
        if (length > (ulong)most)
        {
            throw new ZmtpException($"announced a frame of {length} bytes where {most} are allowed");
        }

        return new Frame(ReadBody((int)length), (flags & Frame.More) != 0, isCommand);
    }

    private byte[] ReadBody(int length)
    {
        var body = new byte[Math.Min(length, FirstChunk)];
        ReadExactly(body);
        int done = body.Length;
        while (done < length)
        {
            Array.Resize(ref body, (int)Math.Min(length, 2L * done));
            ReadExactly(body.AsSpan(done));
            done = body.Length;
        }

        return body;
    }

    private int Receive(byte[] buffer)
    {
        if (_startOfHandshake is long start)
        {
            // Counted from the start: a byte now and then does not buy more time.
            TimeSpan left = limits.Handshake - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            socket.ReceiveTimeout = Math.Max(1, (int)left.TotalMilliseconds);
        }

        int count = socket.Receive(buffer);
        return count > 0 ? count : throw new EndOfStreamException();
    }
}
