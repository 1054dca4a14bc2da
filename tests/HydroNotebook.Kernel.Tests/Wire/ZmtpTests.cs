using System.Net;
using System.Net.Sockets;
using System.Text;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class ZmtpTests : IDisposable
{
    private static readonly byte[] s_greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 1, .. "NULL"u8, .. new byte[48]];
    private static readonly byte[] s_ready = ZmtpClient.Frame(4, [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8]);

    private readonly TestKernel _kernel = new(new ZmtpLimits { Handshake = TimeSpan.FromMilliseconds(500), Connections = 8 });

    /// <summary>What a stranger sends, and what the log says of it.</summary>
    public static TheoryData<string, byte[], string> Strangers => new()
    {
        { "a browser", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), "does not speak ZMTP 3" },
        { "half a greeting", s_greeting[..20], "did not end its handshake in time" },
        { "nothing", [], "did not end its handshake in time" },
        { "ZMTP 1", [1, 0], "does not speak ZMTP 3" },
        { "ZMTP 2", [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 1], "before 3.0" },
        { "PLAIN", [.. s_greeting[..12], .. "PLAIN"u8, .. new byte[47]], "mechanism 'PLAIN'" },
        { "CURVE", [.. s_greeting[..12], .. "CURVE"u8, .. new byte[47]], "mechanism 'CURVE'" },
        { "a message before READY", [.. s_greeting, 0, 1, 65], "before READY" },
        { "a subscriber on shell", [.. s_greeting, .. ZmtpClient.Frame(4, [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 3, .. "SUB"u8])], "another type" },
        { "a READY cut off", [.. s_greeting, .. ZmtpClient.Frame(4, [5, .. "READY"u8, 11, .. "Sock"u8])], "cut off" },
        { "a frame of 2^62 bytes", [.. s_greeting, .. s_ready, 2, 0x40, 0, 0, 0, 0, 0, 0, 0], "announced a frame" },
        { "a length with the top bit", [.. s_greeting, .. s_ready, 2, 0x80, 0, 0, 0, 0, 0, 0, 0], "announced a frame" },
        { "a large command", [.. s_greeting, .. s_ready, 6, 0, 0, 0, 0, 0, 2, 0, 0], "announced a frame" },
        { "reserved flags", [.. s_greeting, .. s_ready, 0x48, 1, 65], "unknown flags 48" },
        { "a command with more", [.. s_greeting, .. s_ready, 5, 1, 65], "unknown flags 05" },
        { "a command without name", [.. s_greeting, .. s_ready, 4, 2, 9, 65], "without a name" },
        { "a short PING", [.. s_greeting, .. s_ready, 4, 6, 4, .. "PING"u8, 0], "without its time" },
    };

    public void Dispose() => _kernel.Dispose();

    [Theory]
    [MemberData(nameof(Strangers), DisableDiscoveryEnumeration = true)]
    public void A_stranger_loses_its_connection_and_others_notice_nothing(string who, byte[] bytes, string reason)
    {
        JupyterClient client = _kernel.Connect();
        using var stranger = new TcpClient();
        stranger.Connect(IPAddress.Loopback, _kernel.Connection.ShellPort);

        stranger.Client.Send(bytes);

        Assert.True(IsClosed(stranger), who);
        Assert.Equal("ok", client.Ask("shell", "kernel_info_request").Status);
        Assert.Contains(reason, _kernel.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_now_and_then_does_not_lengthen_the_handshake()
    {
        using var stranger = new TcpClient();
        stranger.Connect(IPAddress.Loopback, _kernel.Connection.ShellPort);
        foreach (byte letter in s_greeting)
        {
            try
            {
                stranger.Client.Send([letter]);
            }
            catch (SocketException)
            {
                // The kernel has closed the connection.
                return;
            }

            TestContext.Current.CancellationToken.WaitHandle.WaitOne(60);
        }

        Assert.Fail("the connection is still open");
    }

    [Fact]
    public void Connections_beyond_the_limit_are_closed_and_free_places_taken_again()
    {
        JupyterClient client = _kernel.Connect();
        TcpClient[] many = [.. Enumerable.Range(0, 200).Select(_ => new TcpClient())];
        foreach (TcpClient passing in many)
        {
            passing.Connect(IPAddress.Loopback, _kernel.Connection.ShellPort);
        }

        Assert.True(IsClosed(many[^1]));
        Assert.Equal("ok", client.Ask("shell", "kernel_info_request").Status);
        Assert.Contains("connections already", _kernel.Log, StringComparison.Ordinal);
        Array.ForEach(many, passing => passing.Dispose());
        Assert.Equal("ok", ConnectSoon().Ask("shell", "kernel_info_request").Status);
    }

    [Fact]
    public void The_greeting_says_version_3_1_and_NULL_and_READY_the_type()
    {
        using var client = new ZmtpClient(_kernel.Connection.IopubPort, "SUB");

        Assert.Equal(s_greeting[9..32], client.ServerGreeting[9..32]);
        Assert.Equal([5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 4, .. "XPUB"u8], client.ServerReady);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Both_forms_of_subscription_are_answered_with_a_welcome_for_their_topic(byte minor)
    {
        using var client = new ZmtpClient(_kernel.Connection.IopubPort, "SUB", minor: minor);
        if (minor == 0)
        {
            client.Send([1, .. "kernel"u8]);
        }
        else
        {
            client.SendCommand("SUBSCRIBE", "kernel"u8.ToArray());
        }

        byte[][] welcome = client.Receive();

        Assert.Equal("kernel"u8.ToArray(), welcome[0]);
        Assert.Contains("\"iopub_welcome\"", Encoding.UTF8.GetString(welcome[3]), StringComparison.Ordinal);
        Assert.Equal("{}", Encoding.UTF8.GetString(welcome[4]));
        Assert.Equal("""{"subscription":"kernel"}""", Encoding.UTF8.GetString(welcome[6]));
    }

    [Fact]
    public void A_topic_is_a_prefix_and_a_cancelled_one_brings_nothing_more()
    {
        JupyterClient asking = _kernel.Connect();
        using var others = new ZmtpClient(_kernel.Connection.IopubPort, "SUB");
        others.SendCommand("SUBSCRIBE", "weather"u8.ToArray());
        others.SendCommand("SUBSCRIBE", "kernel"u8.ToArray());
        others.Receive();
        others.Receive();
        asking.Ask("shell", "kernel_info_request");
        Assert.StartsWith("kernel.", Encoding.UTF8.GetString(others.Receive()[0]), StringComparison.Ordinal);
        Assert.StartsWith("kernel.", Encoding.UTF8.GetString(others.Receive()[0]), StringComparison.Ordinal);

        others.SendCommand("CANCEL", "kernel"u8.ToArray());
        others.SendCommand("SUBSCRIBE", "mark"u8.ToArray());
        Assert.Equal("mark", Encoding.UTF8.GetString(others.Receive()[0]));
        asking.Ask("shell", "kernel_info_request");
        others.SendCommand("SUBSCRIBE", "end"u8.ToArray());

        Assert.Equal("end", Encoding.UTF8.GetString(others.Receive()[0]));
    }

    [Fact]
    public void A_ping_is_answered_with_its_context()
    {
        using var client = new ZmtpClient(_kernel.Connection.HeartbeatPort, "REQ");

        client.SendCommand("PING", [0, 100, .. "rain"u8]);
        client.Send([], "beat"u8.ToArray());

        Assert.Equal([[], "beat"u8.ToArray()], client.Receive());
        Assert.Equal([4, .. "PONG"u8, .. "rain"u8], Assert.Single(client.Commands));
    }

    [Fact]
    public async Task The_heart_beats_while_cells_take_all_cores_and_sends_any_payload_back()
    {
        JupyterClient client = _kernel.Connect();
        client.Run("var beating = true; foreach (int k in Enumerable.Range(0, 3)) { new Thread(() => { try { while (beating) Thread.SpinWait(1000); } catch (OperationCanceledException) { } }) { IsBackground = true }.Start(); }");
        string spinning = client.Execute("Console.WriteLine(\"begun\"); while (true) { }");
        client.Wait(message => message.ParentId == spinning && message.Type == "stream");
        using var heart = new ZmtpClient(_kernel.Connection.HeartbeatPort, "REQ");

        await Task.Factory.StartNew(
            () =>
            {
                foreach (int size in (int[])[0, 1, 255, 256, 1_000_000, .. Enumerable.Repeat(4, 1000)])
                {
                    byte[][] frames = [[], new byte[size]];
                    heart.Send(frames);
                    Assert.Equal(frames, heart.Receive());
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        client.Send("control", "interrupt_request");
        Assert.Equal("error", client.Await(spinning).Status);
        client.Run("beating = false;");
    }

    /// <summary>Connects as soon as the passing ones are gone.</summary>
    private JupyterClient ConnectSoon()
    {
        for (int k = 0; ; k++)
        {
            try
            {
                return _kernel.Connect();
            }
            catch (IOException) when (k < 100)
            {
                TestContext.Current.CancellationToken.WaitHandle.WaitOne(100);
            }
        }
    }

    private static bool IsClosed(TcpClient connection)
    {
        connection.ReceiveTimeout = (int)ZmtpClient.Patience.TotalMilliseconds;
        var buffer = new byte[256];
        try
        {
            while (connection.Client.Receive(buffer) > 0)
            {
                // The kernel's own greeting.
            }

            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted;
        }
    }
}
