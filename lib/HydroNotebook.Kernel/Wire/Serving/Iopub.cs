using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>The channel to all front ends at once: what cells show, and whether the kernel is busy.</summary>
/// <remarks>
/// Each subscription is answered with <c>iopub_welcome</c> (Jupyter Enhancement Proposal 65), so a front end knows from when on it misses nothing.
/// </remarks>
internal sealed class Iopub : IPeerHandler, IDisposable
{
    // A front end opens its channels at once, but the subscription may arrive behind the first request.
    private static readonly TimeSpan FirstSubscription = TimeSpan.FromMilliseconds(200);

    private readonly MessageWriter _writer;
    private readonly KernelLog _log;
    private readonly ZmtpSocket _socket;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _subscribed = new();
    private bool _started;

    internal Iopub(IPAddress address, MessageWriter writer, KernelLog log, ZmtpLimits limits, TimeProvider clock)
    {
        _writer = writer;
        _log = log;
        _socket = new ZmtpSocket(ZmtpSocketType.Xpub, address, limits, this, clock);
    }

    /// <summary>The socket below.</summary>
    internal ZmtpSocket Socket => _socket;

    /// <summary>Waits a moment for the first front end to subscribe; returns at once ever after.</summary>
    internal void WaitForSubscriber()
    {
        if (!_subscribed.IsSet)
        {
            _subscribed.Wait(FirstSubscription, CancellationToken.None);
            _subscribed.Set();
        }
    }

    /// <summary>Sends a message to all front ends; never waits for one.</summary>
    /// <param name="type">The <c>msg_type</c>.</param>
    /// <param name="parent">Header of the request that it belongs to.</param>
    /// <param name="content">The content.</param>
    internal void Publish(string type, byte[] parent, JsonObject content)
    {
        // One at a time, so that every front end sees the same order.
        lock (_gate)
        {
            ZmtpMessage message = Compose(Topic(type), type, parent, content);
            _socket.Publish(type == "stream" ? message with { Replacement = lost => LostText(parent, lost) } : message);
        }
    }

    /// <summary>Tells whether the kernel works on a request.</summary>
    /// <param name="parent">Header of the request.</param>
    /// <param name="state"><c>busy</c> or <c>idle</c>.</param>
    internal void PublishStatus(byte[] parent, string state) => Publish("status", parent, new JsonObject { ["execution_state"] = state });

    /// <inheritdoc/>
    public void Subscribe(Peer peer, byte[] topic)
    {
        lock (_gate)
        {
            var welcome = new JsonObject { ["subscription"] = Encoding.UTF8.GetString(topic) };
            peer.Send(Compose(topic, "iopub_welcome", MessageWriter.NoParent, welcome));
            if (!_started)
            {
                // Kept until somebody hears it.
                _started = true;
                PublishStatus(MessageWriter.NoParent, "starting");
            }
        }

        _subscribed.Set();
    }

    /// <inheritdoc/>
    public void Receive(Peer peer, IReadOnlyList<byte[]> frames)
    {
    }

    /// <inheritdoc/>
    public void Leave(Peer peer)
    {
    }

    /// <inheritdoc/>
    public void Refuse(ZmtpSocketType type, string reason) => _log.Write("iopub", reason);

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _subscribed.Dispose();
    }

    private byte[] Topic(string type) => Encoding.ASCII.GetBytes($"kernel.{_writer.Session}.{type}");

    private ZmtpMessage Compose(byte[] topic, string type, byte[] parent, JsonObject content) =>
        new(_writer.Write([topic], type, parent, content).Frames);

    private ZmtpMessage LostText(byte[] parent, long bytes)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"\n[{bytes} bytes of output were left out: this front end reads too slowly]\n");
        return Compose(Topic("stream"), "stream", parent, new JsonObject { ["name"] = "stderr", ["text"] = text });
    }
}
