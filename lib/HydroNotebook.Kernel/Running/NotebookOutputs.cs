using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Running;

/// <summary>Writes what cells show into the notebook: neighbouring prints as one, a replaced display in its old place.</summary>
internal sealed class NotebookOutputs
{
    private readonly Dictionary<string, JsonObject> _displays = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Clears the cell's outputs and gives a sink that fills them again.</summary>
    internal ICellSink Into(NotebookCell cell, Action<CellOutput> also)
    {
        cell.Outputs.Clear();
        return new CellSink(this, cell.Outputs, also);
    }

    /// <summary>Keeps outputs still while they are written to the file: a task left behind by a cell may print at any time.</summary>
    internal void WhileStill(Action write)
    {
        lock (_gate)
        {
            write();
        }
    }

    private void Receive(JsonArray outputs, CellOutput output)
    {
        lock (_gate)
        {
            switch (output)
            {
                case CellOutput.Printed printed:
                    Print(outputs, printed);
                    break;
                case CellOutput.Displayed displayed:
                    JsonObject shown = Show("display_data", displayed.Bundle);
                    _displays[displayed.DisplayId] = shown;
                    outputs.Add((JsonNode)shown);
                    break;
                case CellOutput.Updated updated when _displays.TryGetValue(updated.DisplayId, out JsonObject? old):
                    old["data"] = updated.Bundle.ToJson();
                    break;
                case CellOutput.Result result:
                    JsonObject value = Show("execute_result", result.Bundle);
                    value["execution_count"] = result.ExecutionCount;
                    outputs.Add((JsonNode)value);
                    break;
                case CellOutput.Failed failed:
                    outputs.Add((JsonNode)Fail(failed.Fault));
                    break;
                default:
                    break;
            }
        }
    }

    private static void Print(JsonArray outputs, CellOutput.Printed printed)
    {
        string name = printed.Name == StreamName.Out ? "stdout" : "stderr";
        if (outputs.Count > 0 && outputs[^1] is JsonObject last && (string?)last["output_type"] == "stream" && (string?)last["name"] == name)
        {
            // Only the last line can go on: appending must not read what is there, or long prints take quadratic time.
            var lines = (JsonArray)last["text"]!;
            JsonArray more = NotebookText.ToLines(printed.Text);
            string end = (string)lines[^1]!;
            if (!end.EndsWith('\n'))
            {
                lines.RemoveAt(lines.Count - 1);
                more = NotebookText.ToLines(end + printed.Text);
            }

            foreach (JsonNode? line in more)
            {
                lines.Add(line!.DeepClone());
            }

            return;
        }

        outputs.Add((JsonNode)new JsonObject { ["name"] = name, ["output_type"] = "stream", ["text"] = NotebookText.ToLines(printed.Text) });
    }

    private static JsonObject Show(string type, MimeBundle bundle) => new()
    {
        ["data"] = bundle.ToJson(),
        ["metadata"] = new JsonObject(),
        ["output_type"] = type,
    };

    private static JsonObject Fail(CellError fault)
    {
        var traceback = new JsonArray();
        foreach (string line in fault.Traceback)
        {
            traceback.Add((JsonNode)JsonValue.Create(line)!);
        }

        return new JsonObject { ["ename"] = fault.Name, ["evalue"] = fault.Message, ["output_type"] = "error", ["traceback"] = traceback };
    }

    private sealed class CellSink(NotebookOutputs owner, JsonArray outputs, Action<CellOutput> also) : ICellSink
    {
        public void Receive(CellOutput output)
        {
            owner.Receive(outputs, output);
            also(output);
        }
    }
}
