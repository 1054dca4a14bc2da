using System.Text;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>A message of the kernel as a client saw it.</summary>
internal sealed record Received(string Channel, IReadOnlyList<byte[]> Prefix, byte[] Header, byte[] Parent, JsonNode Content)
{
    internal string Type => (string)Json(Header)["msg_type"]!;

    internal string Id => (string)Json(Header)["msg_id"]!;

    internal string ParentId => (string?)Json(Parent)["msg_id"] ?? "";

    internal string? State => (string?)Content["execution_state"];

    internal string? Status => (string?)Content["status"];

    internal string Topic => Encoding.UTF8.GetString(Prefix[0]);

    /// <summary>Type, with the state of a status: what an order is made of.</summary>
    internal string Step => Type == "status" ? State! : Type;

    private static JsonNode Json(byte[] text) => JsonNode.Parse(text)!;
}
