using System.Text.Json;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Messages;

/// <summary>Makes messages of frames; the signature is checked over the raw bytes before anything is parsed.</summary>
internal sealed class MessageReader(MessageSigner signer)
{
    /// <summary>The frame between the peer's own frames and the message.</summary>
    internal static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    private const int SignedFrames = 4;
    private const int MaxHeaderBytes = 1024 * 1024;
    private const int MaxDepth = 128;

    private readonly ReplayMemory _seen = new();

    /// <summary>Reads a message.</summary>
    /// <param name="peer">Who sent it.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="reason">Why it is refused; holds nothing of its content.</param>
    /// <returns>Null where the message is refused.</returns>
    internal Message? Read(Peer peer, IReadOnlyList<byte[]> frames, out string reason)
    {
        int delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter))
        {
            delimiter++;
        }

        if (frames.Count < delimiter + 2 + SignedFrames)
        {
            reason = delimiter == frames.Count ? "no delimiter" : "too few frames";
            return null;
        }

        byte[][] signed = [.. frames.Skip(delimiter + 2).Take(SignedFrames)];
        if (signed[0].Length > MaxHeaderBytes || signed[1].Length > MaxHeaderBytes)
        {
            reason = $"a header of more than {MaxHeaderBytes} bytes";
            return null;
        }

        byte[] signature = frames[delimiter + 1];
        if (!signer.IsRight(signature, signed))
        {
            reason = signature.Length == 0 ? "no signature" : "a wrong signature";
            return null;
        }

        if (!_seen.Add(signature))
        {
            reason = "a message seen before";
            return null;
        }

        try
        {
            return Parse(peer, [.. frames.Take(delimiter)], signed, out reason);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A lone surrogate in a name is an InvalidOperationException. The text of either may quote the content, so it is left out.
            reason = "broken JSON";
            return null;
        }
    }

    private static Message? Parse(Peer peer, byte[][] prefix, byte[][] signed, out string reason)
    {
        JsonElement header = ParseObject(signed[0]);
        JsonElement parent = ParseObject(signed[1]);
        JsonElement metadata = ParseObject(signed[2]);
        JsonElement content = ParseObject(signed[3]);
        string type = TextOf(header, "msg_type");
        string id = TextOf(header, "msg_id");
        reason = header.ValueKind != JsonValueKind.Object || parent.ValueKind != JsonValueKind.Object
            || metadata.ValueKind != JsonValueKind.Object || content.ValueKind != JsonValueKind.Object ? "a part that is no JSON object"
            : type.Length == 0 ? "no msg_type"
            : id.Length == 0 ? "no msg_id"
            : "";
        return reason.Length > 0 ? null : new Message
        {
            Peer = peer,
            Prefix = prefix,
            Header = signed[0],
            Type = type,
            Id = id,
            ParentId = TextOf(parent, "msg_id"),
            Content = content,
        };
    }

    private static JsonElement ParseObject(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.Clone();
    }

    private static string TextOf(JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
