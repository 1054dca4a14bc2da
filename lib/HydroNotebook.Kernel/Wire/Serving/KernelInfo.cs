using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    private static readonly string Version = typeof(KernelInfo).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Content of <c>kernel_info_reply</c>; the language as it stands in our notebooks.</summary>
    internal static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageWriter.ProtocolVersion,
        ["implementation"] = "hydronotebook",
        ["implementation_version"] = Version,
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = $"HydroNotebook {Version}, C# 14 on .NET {Environment.Version}",
        ["help_links"] = new JsonArray(
            Link("C# language", "https://learn.microsoft.com/dotnet/csharp/"),
            Link(".NET API", "https://learn.microsoft.com/dotnet/api/")),
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
    };

    private static JsonObject Link(string text, string url) => new() { ["text"] = text, ["url"] = url };
}
