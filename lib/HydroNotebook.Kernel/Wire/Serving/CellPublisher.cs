using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Sends what one cell shows to the front ends, as answers to the request that ran it, also after the cell has ended.</summary>
/// <remarks>The session gathers printed text before it comes here: at 8 KiB or 50 ms, before any other output, and at the cell's end.</remarks>
internal sealed class CellPublisher : ICellSink
{
    private readonly Iopub _iopub;
    private readonly byte[] _parent;
    private readonly bool _isSilent;
    private readonly UpdateThrottle _updates;

    /// <summary>Makes the sink of one cell.</summary>
    /// <param name="iopub">The channel.</param>
    /// <param name="parent">Header of the cell's request.</param>
    /// <param name="isSilent">Whether result and error are kept back.</param>
    /// <param name="clock">The clock of updates.</param>
    internal CellPublisher(Iopub iopub, byte[] parent, bool isSilent, TimeProvider clock)
    {
        _iopub = iopub;
        _parent = parent;
        _isSilent = isSilent;
        _updates = new UpdateThrottle(clock, (id, bundle) => Display("update_display_data", bundle, id));
    }

    /// <summary>Text of the result, for the history; null where there was none.</summary>
    internal string? ResultText { get; private set; }

    /// <inheritdoc/>
    public void Receive(CellOutput output)
    {
        switch (output)
        {
            case CellOutput.Printed printed:
                _iopub.Publish("stream", _parent, new JsonObject
                {
                    ["name"] = printed.Name == StreamName.Error ? "stderr" : "stdout",
                    ["text"] = printed.Text,
                });
                break;
            case CellOutput.Displayed displayed:
                Display("display_data", displayed.Bundle, displayed.DisplayId);
                break;
            case CellOutput.Updated updated:
                _updates.Add(updated.DisplayId, updated.Bundle);
                break;
            case CellOutput.Result result:
                ResultText = result.Bundle.PlainText;
                if (!_isSilent)
                {
                    _iopub.Publish("execute_result", _parent, new JsonObject
                    {
                        ["execution_count"] = result.ExecutionCount,
                        ["data"] = BundleJson.Of(result.Bundle),
                        ["metadata"] = new JsonObject(),
                    });
                }

                break;
            case CellOutput.Failed failed when !_isSilent:
                _updates.Flush();
                _iopub.Publish("error", _parent, ErrorJson.Of(failed.Fault));
                break;
            default:
                break;
        }
    }

    /// <summary>Sends what was held back; before the kernel says that it is idle.</summary>
    internal void Flush() => _updates.Flush();

    private void Display(string type, MimeBundle bundle, string id) => _iopub.Publish(type, _parent, new JsonObject
    {
        ["data"] = BundleJson.Of(bundle),
        ["metadata"] = new JsonObject(),
        ["transient"] = new JsonObject { ["display_id"] = id },
    });
}
