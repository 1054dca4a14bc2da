using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>A front end: five channels, signed messages, everything kept that comes.</summary>
internal sealed class JupyterClient : IDisposable
{
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();

    private readonly byte[] _key;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly object _gate = new();
    private readonly List<Received> _received = [];
    private readonly ConcurrentDictionary<string, ZmtpClient> _channels = new(StringComparer.Ordinal);

    internal JupyterClient(ConnectionFile connection, string? identity = null)
    {
        _key = connection.Key;
        string name = identity ?? _session;
        Open("iopub", new ZmtpClient(connection.IopubPort, "SUB"));
        Open("shell", new ZmtpClient(connection.ShellPort, "DEALER", name));
        Open("control", new ZmtpClient(connection.ControlPort, "DEALER", name));
        Open("stdin", new ZmtpClient(connection.StdinPort, "DEALER", name));
        this["iopub"].SendCommand("SUBSCRIBE", []);
        Wait(message => message.Type == "iopub_welcome");
    }

    internal ZmtpClient this[string channel] => _channels[channel];

    internal IReadOnlyList<Received> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    public void Dispose()
    {
        foreach (ZmtpClient channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    /// <summary>The frames of a request, signed.</summary>
    internal (string Id, byte[][] Frames) Compose(string type, JsonObject content, JsonObject? parent = null)
    {
        string id = Guid.NewGuid().ToString("N");
        var header = new JsonObject
        {
            ["msg_id"] = id,
            ["msg_type"] = type,
            ["session"] = _session,
            ["username"] = "test",
            ["version"] = "5.3",
            ["odd field"] = 1.50,
        };
        byte[][] signed = [Utf8(header), Utf8(parent ?? []), "{}"u8.ToArray(), Utf8(content)];
        return (id, [s_delimiter, Sign(signed), .. signed]);
    }

    internal byte[] Sign(params byte[][] frames) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(_key, frames.SelectMany(frame => frame).ToArray())));

    internal string Send(string channel, string type, JsonObject? content = null, JsonObject? parent = null)
    {
        (string id, byte[][] frames) = Compose(type, content ?? [], parent);
        this[channel].Send(frames);
        return id;
    }

    internal string Execute(string code, Action<JsonObject>? change = null)
    {
        var content = new JsonObject { ["code"] = code, ["silent"] = false, ["store_history"] = true, ["allow_stdin"] = false, ["stop_on_error"] = true };
        change?.Invoke(content);
        return Send("shell", "execute_request", content);
    }

    /// <summary>Runs a cell and waits for its end.</summary>
    internal Answer Run(string code, Action<JsonObject>? change = null) => Await(Execute(code, change));

    /// <summary>Sends a request and waits for its end.</summary>
    internal Answer Ask(string channel, string type, JsonObject? content = null) => Await(Send(channel, type, content));

    /// <summary>Waits for reply and idle of a request.</summary>
    internal Answer Await(string id)
    {
        Received reply = Reply(id);
        Wait(message => message.Channel == "iopub" && message.ParentId == id && message.State == "idle");
        return new Answer(reply, [.. All.Where(message => message.Channel == "iopub" && message.ParentId == id)]);
    }

    internal Received Reply(string id) => Wait(message => message.Channel is "shell" or "control" && message.ParentId == id);

    /// <summary>Waits for a message, from the first received on.</summary>
    internal Received Wait(Predicate<Received> wanted)
    {
        var watch = Stopwatch.StartNew();
        lock (_gate)
        {
            int seen = 0;
            while (true)
            {
                for (; seen < _received.Count; seen++)
                {
                    if (wanted(_received[seen]))
                    {
                        return _received[seen];
                    }
                }

                TimeSpan left = ZmtpClient.Patience - watch.Elapsed;
                Assert.True(left > TimeSpan.Zero && Monitor.Wait(_gate, left), "the awaited message did not come");
            }
        }
    }

    internal void Close(string channel) => this[channel].Dispose();

    /// <summary>Reads a channel on a thread of its own from now on, in place of one of the same name.</summary>
    internal void Open(string channel, ZmtpClient client)
    {
        _channels[channel] = client;
        new Thread(() => Read(channel, client)) { IsBackground = true, Name = "test " + channel }.Start();
    }

    private static byte[] Utf8(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private void Read(string channel, ZmtpClient client)
    {
        try
        {
            while (true)
            {
                byte[][] frames = client.Receive();
                int at = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(s_delimiter));
                byte[][] signed = frames[(at + 2)..(at + 6)];
                Assert.Equal(Sign(signed), frames[at + 1]);
                lock (_gate)
                {
                    _received.Add(new Received(channel, frames[..at], signed[0], signed[1], JsonNode.Parse(signed[3])!));
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or NotSupportedException)
        {
            // The connection ended; a buffer over a stream that was closed meanwhile calls it not readable.
        }
    }

    /// <summary>What a request brought.</summary>
    internal sealed record Answer(Received Reply, IReadOnlyList<Received> Iopub)
    {
        internal string? Status => Reply.Status;

        internal int Count => (int)Reply.Content["execution_count"]!;

        internal IReadOnlyList<string> Steps => [.. Iopub.Select(message => message.Step)];

        internal Received Only(string type) => Assert.Single(Iopub, message => message.Type == type);

        internal string Result => (string)Only("execute_result").Content["data"]!["text/plain"]!;

        internal string Text(string stream = "stdout") => string.Concat(
            Iopub.Where(message => message.Type == "stream" && (string?)message.Content["name"] == stream).Select(message => (string?)message.Content["text"]));
    }
}
