using System.Buffers.Binary;

namespace HydroNotebook.Kernel.Wire.Zmtp;

/// <summary>Writes messages and commands as frames (ZMTP 3.1, section 3.3).</summary>
internal static class FrameWriter
{
    /// <summary>Writes a whole message.</summary>
    internal static void Write(Stream stream, ZmtpMessage message)
    {
        Span<byte> head = stackalloc byte[9];
        for (int k = 0; k < message.Frames.Count; k++)
        {
            byte[] body = message.Frames[k];
            byte flags = message.IsCommand ? Frame.Command : k < message.Frames.Count - 1 ? Frame.More : (byte)0;
            if (body.Length > byte.MaxValue)
            {
                head[0] = (byte)(flags | Frame.Long);
                BinaryPrimitives.WriteInt64BigEndian(head[1..], body.Length);
                stream.Write(head);
            }
            else
            {
                head[0] = flags;
                head[1] = (byte)body.Length;
                stream.Write(head[..2]);
            }

            stream.Write(body);
        }
    }
}
