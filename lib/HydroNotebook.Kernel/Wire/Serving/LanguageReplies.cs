using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Language;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Answers what an editor asks about a cell that has not run: completion, inspection, completeness.</summary>
internal sealed class LanguageReplies(CSharpSession session)
{
    /// <summary>Content of the reply to one of the three requests.</summary>
    internal JsonObject Answer(Message request) => request.Type switch
    {
        "complete_request" => Complete(request.Text("code"), request),
        "inspect_request" => Inspect(request.Text("code"), request),
        _ => IsComplete(request.Text("code")),
    };

    private static int Cursor(string code, Message request) => CodePoints.ToUtf16(code, request.Number("cursor_pos", code.Length));

    private JsonObject Complete(string code, Message request)
    {
        Completions found = session.Complete(code, Cursor(code, request));
        int start = CodePoints.FromUtf16(code, found.Start);
        int end = CodePoints.FromUtf16(code, found.End);
        var types = new JsonArray();
        foreach (CompletionItem item in found.Items)
        {
            types.Add((JsonNode)new JsonObject
            {
                ["start"] = start,
                ["end"] = end,
                ["text"] = item.Text,
                ["type"] = item.Kind,
                ["signature"] = item.Signature,
            });
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)JsonValue.Create(item.Text)!)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,

            // Not part of the protocol, but JupyterLab and VS Code take icons and signatures from it.
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = types },
        };
    }

    private JsonObject Inspect(string code, Message request)
    {
        Inspection? found = session.Inspect(code, Cursor(code, request), request.Number("detail_level", 0) > 0);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? new JsonObject() : BundleJson.Of(found.Bundle),
            ["metadata"] = new JsonObject(),
        };
    }

    private JsonObject IsComplete(string code)
    {
        Completeness completeness = session.IsComplete(code);
        return new JsonObject
        {
            ["status"] = completeness.State switch
            {
                CompletenessState.Complete => "complete",
                CompletenessState.Incomplete => "incomplete",
                _ => "invalid",
            },
            ["indent"] = completeness.Indent,
        };
    }
}
