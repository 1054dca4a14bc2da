using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Wire.Messages;

/// <summary>Makes the frames of messages that the kernel sends, signed.</summary>
internal sealed class MessageWriter(MessageSigner signer, TimeProvider clock)
{
    /// <summary>Version of Jupyter's protocol that is spoken.</summary>
    internal const string ProtocolVersion = "5.3";

    /// <summary>The parent header of what answers nobody.</summary>
    internal static readonly byte[] NoParent = "{}"u8.ToArray();

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _session = Guid.NewGuid().ToString("N");

    /// <summary>The name of this kernel in headers and topics.</summary>
    internal string Session => _session;

    /// <summary>Makes a message.</summary>
    /// <param name="prefix">Frames before the delimiter: the topic, or those of the request.</param>
    /// <param name="type">The <c>msg_type</c>.</param>
    /// <param name="parent">Header of the request, byte for byte.</param>
    /// <param name="content">The content.</param>
    /// <returns>The message's <c>msg_id</c> and frames.</returns>
    internal (string Id, byte[][] Frames) Write(IReadOnlyList<byte[]> prefix, string type, byte[] parent, JsonObject content)
    {
        string id = Guid.NewGuid().ToString("N");
        var header = new JsonObject
        {
            ["msg_id"] = id,
            ["msg_type"] = type,
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["version"] = ProtocolVersion,
        };
        byte[][] signed = [Bytes(header), parent, NoParent, Bytes(content)];
        return (id, [.. prefix, MessageReader.Delimiter, signer.Sign(signed), .. signed]);
    }

    private static byte[] Bytes(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
