using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Serves single requests so that the front end always sees busy, an answer, and idle: whatever happens in between.</summary>
internal sealed class Replies(MessageWriter writer, Iopub iopub, KernelLog log)
{
    /// <summary>Serves one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="handle">Gives the content of the reply; null where the request has none.</param>
    internal void Serve(Message request, Func<Message, JsonObject?> handle)
    {
        if (request.Type is not ("interrupt_request" or "shutdown_request"))
        {
            iopub.WaitForSubscriber();
        }

        iopub.PublishStatus(request.Header, "busy");
        try
        {
            if (handle(request) is JsonObject content)
            {
                Send(request, content);
            }
        }
#pragma warning disable CA1031 // A defect of one request must leave neither the front end waiting nor the kernel dead.
        catch (Exception error)
#pragma warning restore CA1031
        {
            // The message of the exception may quote what the cell holds.
            log.Write("defect", $"{request.Type}: {error.GetType().Name} at {error.StackTrace}");
            Send(request, ErrorJson.Reply(ErrorJson.Defect(error)));
        }
        finally
        {
            iopub.PublishStatus(request.Header, "idle");
        }
    }

    private void Send(Message request, JsonObject content)
    {
        const string Suffix = "_request";
        string type = (request.Type.EndsWith(Suffix, StringComparison.Ordinal) ? request.Type[..^Suffix.Length] : request.Type) + "_reply";
        request.Peer.Send(new ZmtpMessage(writer.Write(request.Prefix, type, request.Header, content).Frames));
    }
}
