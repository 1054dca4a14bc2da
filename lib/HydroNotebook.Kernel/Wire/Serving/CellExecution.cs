using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Runs the cell of one <c>execute_request</c> and makes its reply.</summary>
internal sealed class CellExecution(CSharpSession session, Iopub iopub, StdinChannel stdin, CellHistory history, TimeProvider clock)
{
    /// <summary>Runs the cell; what it shows goes out while it runs.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancel">Interrupts the cell.</param>
    /// <returns>Content of <c>execute_reply</c>.</returns>
    internal JsonObject Run(Message request, CancellationToken cancel)
    {
        string code = request.Text("code");
        bool isSilent = request.Flag("silent", false);
        bool isCounted = !isSilent && request.Flag("store_history", true) && !string.IsNullOrWhiteSpace(code);
        if (!isSilent)
        {
            iopub.Publish("execute_input", request.Header, new JsonObject
            {
                ["code"] = code,
                ["execution_count"] = session.ExecutionCount + (isCounted ? 1 : 0),
            });
        }

        var publisher = new CellPublisher(iopub, request.Header, isSilent, clock);
        var cell = new CellRequest(code)
        {
            Counted = isCounted,
            Input = request.Flag("allow_stdin", true) ? new FrontEndInput(stdin, request) : null,
        };
        CellError? fault = Execute(cell, publisher, cancel);
        publisher.Flush();
        if (isCounted)
        {
            history.Add(new HistoryEntry(session.ExecutionCount, code, publisher.ResultText));
        }

        JsonObject reply = fault is null ? new JsonObject { ["status"] = "ok" } : ErrorJson.Reply(fault);
        reply["execution_count"] = session.ExecutionCount;
        reply["payload"] = new JsonArray();
        reply["user_expressions"] = fault is null ? Evaluate(request, publisher, cancel) : new JsonObject();
        publisher.Flush();
        return reply;
    }

    /// <summary>Stops by force what still runs of a cell that an interrupt has not stopped.</summary>
    internal void StopByForce() => session.StopByForce();

    private CellError? Execute(CellRequest cell, ICellSink sink, CancellationToken cancel)
    {
        try
        {
            return session.ExecuteAsync(cell, sink, cancel).GetAwaiter().GetResult().Error;
        }
        catch (Exception error) when (error is InvalidOperationException or OperationCanceledException)
        {
            // The session takes no cell any more, or was asked to stop before it took this one: the person must read it below the cell.
            var fault = new CellError(error.GetType().Name, error.Message, 0, 0, [error.Message]);
            sink.Receive(new CellOutput.Failed(fault));
            return fault;
        }
    }

    /// <summary>The request's expressions, each with a status of its own; what they print belongs to the cell.</summary>
    private JsonObject Evaluate(Message request, CellPublisher publisher, CancellationToken cancel)
    {
        var results = new JsonObject();
        if (!request.Content.TryGetProperty("user_expressions", out JsonElement expressions) || expressions.ValueKind != JsonValueKind.Object)
        {
            return results;
        }

        foreach (JsonProperty expression in expressions.EnumerateObject())
        {
            var sink = new ExpressionSink(publisher);
            string code = expression.Value.ValueKind == JsonValueKind.String ? expression.Value.GetString()! : "";
            CellError? fault = Execute(new CellRequest(code) { Counted = false }, sink, cancel);
            results[expression.Name] = fault is null
                ? new JsonObject
                {
                    ["status"] = "ok",
                    ["data"] = BundleJson.Of(sink.Value ?? MimeBundle.FromText("")),
                    ["metadata"] = new JsonObject(),
                }
                : ErrorJson.Reply(fault);
        }

        return results;
    }
}
