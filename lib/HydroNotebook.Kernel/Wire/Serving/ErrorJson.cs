using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>A fault as Jupyter writes it: <c>ename</c>, <c>evalue</c>, <c>traceback</c>.</summary>
internal static class ErrorJson
{
    /// <summary>The fault of a cell.</summary>
    internal static JsonObject Of(CellError fault) => new()
    {
        ["ename"] = fault.Name,
        ["evalue"] = fault.Message,
        ["traceback"] = new JsonArray([.. fault.Traceback.Select(line => (JsonNode)JsonValue.Create(line)!)]),
    };

    /// <summary>The fault as content of a reply.</summary>
    internal static JsonObject Reply(CellError fault)
    {
        JsonObject content = Of(fault);
        content["status"] = "error";
        return content;
    }

    /// <summary>A defect of the kernel itself, or a request that it does not take.</summary>
    internal static CellError Defect(Exception error) =>
        new(error.GetType().Name, error.Message, 0, 0, [$"The kernel could not serve the request: {error.GetType().Name}: {error.Message}"]);
}
