using System.Text.Json;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Messages;

/// <summary>A signed message as it came.</summary>
internal sealed record Message
{
    /// <summary>The connection on which it came; replies go there.</summary>
    internal required Peer Peer { get; init; }

    /// <summary>Frames before the delimiter; they go back before a reply.</summary>
    internal required IReadOnlyList<byte[]> Prefix { get; init; }

    /// <summary>The header as it came: the parent header of everything that answers, byte for byte.</summary>
    internal required byte[] Header { get; init; }

    /// <summary>The header's <c>msg_type</c>.</summary>
    internal required string Type { get; init; }

    /// <summary>The header's <c>msg_id</c>.</summary>
    internal required string Id { get; init; }

    /// <summary>The parent header's <c>msg_id</c>; empty where there is none.</summary>
    internal required string ParentId { get; init; }

    /// <summary>The content, an object.</summary>
    internal required JsonElement Content { get; init; }

    /// <summary>A text of the content; what is missing or no text is replaced.</summary>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    internal string Text(string key, string missing = "") =>
        Content.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : missing;

    /// <summary>A whole number of the content; what is missing or none is replaced.</summary>
    internal int Number(string key, int missing) =>
        Content.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : missing;

    /// <summary>A truth of the content; what is missing or none is replaced.</summary>
    internal bool Flag(string key, bool missing) =>
        Content.TryGetProperty(key, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : missing;
}
