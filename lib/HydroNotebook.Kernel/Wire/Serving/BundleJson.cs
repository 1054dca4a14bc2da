using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>The <c>data</c> of a message: each form as one string, or as JSON.</summary>
internal static class BundleJson
{
    /// <summary>All forms of a bundle, by name.</summary>
    internal static JsonObject Of(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach ((string type, object content) in bundle.Forms.OrderBy(form => form.Key, StringComparer.Ordinal))
        {
            data[type] = content is JsonNode json ? json.DeepClone() : (string)content;
        }

        return data;
    }
}
