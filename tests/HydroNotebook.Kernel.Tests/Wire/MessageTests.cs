using System.Text;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class MessageTests(TestKernel kernel) : IClassFixture<TestKernel>, IDisposable
{
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] s_empty = "{}"u8.ToArray();

    private readonly JupyterClient _client = kernel.Connect();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("a wrong signature", "a wrong signature")]
    [InlineData("no signature", "no signature")]
    [InlineData("upper case", "a wrong signature")]
    [InlineData("half a signature", "a wrong signature")]
    [InlineData("a changed content", "a wrong signature")]
    [InlineData("no delimiter", "no delimiter")]
    [InlineData("only a delimiter", "too few frames")]
    [InlineData("three parts", "too few frames")]
    [InlineData("broken content", "broken JSON")]
    [InlineData("content is a list", "no JSON object")]
    [InlineData("header is a number", "no JSON object")]
    [InlineData("no msg_type", "no msg_type")]
    [InlineData("no msg_id", "no msg_id")]
    [InlineData("a deep content", "broken JSON")]
    [InlineData("a header of 10 MB", "a header of more than")]
    public void A_broken_message_runs_nothing_is_logged_and_the_next_one_is_served(string fault, string reason)
    {
        string before = kernel.Log;
        (string id, byte[][] frames) = _client.Compose("execute_request", new JsonObject { ["code"] = "Console.Write(\"secret cell\")" });

        _client["shell"].Send(Break(fault, id, frames));

        Assert.Equal("2", _client.Run("1+1").Result);
        Assert.DoesNotContain(_client.All, message => message.ParentId == id);
        string[] logged = kernel.Log[before.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string line = Assert.Single(logged);
        Assert.Contains("shell: refused", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret cell", kernel.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("a key for tests", kernel.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void One_to_eight_frames_of_junk_do_no_harm()
    {
        for (int count = 1; count <= 8; count++)
        {
            _client["shell"].Send([.. Enumerable.Range(0, count).Select(k => new byte[k * 7])]);
            _client["stdin"].Send([.. Enumerable.Range(0, count).Select(k => new byte[k * 7])]);
            _client["control"].Send([.. Enumerable.Range(0, count).Select(k => s_delimiter)]);
        }

        Assert.Equal("2", _client.Run("1+1").Result);
    }

    [Fact]
    public void The_same_message_a_second_time_is_not_run()
    {
        _client.Run("int runs = 0;");
        (string id, byte[][] frames) = _client.Compose("execute_request", new JsonObject { ["code"] = "runs++;" });

        _client["shell"].Send(frames);
        _client["shell"].Send(frames);
        _client["control"].Send(frames);
        _client.Await(id);

        Assert.Equal("1", _client.Run("runs").Result);
        Assert.Single(_client.All, message => message.ParentId == id && message.Type == "execute_reply");
    }

    [Fact]
    public void The_last_65536_signatures_are_remembered()
    {
        var memory = new ReplayMemory();
        byte[] Signature(int k) => Encoding.ASCII.GetBytes($"{k}");
        for (int k = 0; k < ReplayMemory.Capacity; k++)
        {
            Assert.True(memory.Add(Signature(k)));
        }

        Assert.False(memory.Add(Signature(0)));
        Assert.True(memory.Add(Signature(-1)));
        Assert.True(memory.Add(Signature(0)));
        Assert.False(memory.Add(Signature(2)));
    }

    [Fact]
    public void A_signature_is_the_HMAC_of_the_four_parts()
    {
        // The first test case of RFC 4231, cut into four parts.
        using var signer = new MessageSigner([.. Enumerable.Repeat((byte)0x0b, 20)]);

        byte[] signature = signer.Sign(["Hi"u8.ToArray(), " "u8.ToArray(), "There"u8.ToArray(), []]);

        Assert.Equal("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", Encoding.ASCII.GetString(signature));
    }

    [Theory]
    [InlineData("\"transport\": \"ipc\"", "only tcp")]
    [InlineData("\"signature_scheme\": \"hmac-md5\"", "hmac-sha256")]
    [InlineData("\"ip\": \"0.0.0.0\"", "Use 127.0.0.1")]
    [InlineData("\"ip\": \"192.168.1.7\"", "Use 127.0.0.1")]
    [InlineData("\"ip\": \"example\"", "Use 127.0.0.1")]
    [InlineData("\"key\": \"\"", "Let the client make a key")]
    [InlineData("\"shell_port\": 70000", "'shell_port'")]
    [InlineData("\"hb_port\": \"5\"", "'hb_port'")]
    [InlineData("nonsense", "is no connection file")]
    public void A_connection_file_that_asks_for_something_else_is_refused_by_name(string change, string cure)
    {
        using var folder = new TemporaryFolder();
        string text = """{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256",""";
        File.WriteAllText(folder["kernel.json"], $"{text}{change}}}");

        string told = Assert.Throws<NotebookException>(() => ConnectionFile.Read(folder["kernel.json"])).Message;

        Assert.Contains(cure, told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told);
    }

    [Fact]
    public void A_connection_file_is_read_whole()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["kernel.json"], """{"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "ip": "127.0.0.1", "key": "a-b", "kernel_name": "x"}""");

        ConnectionFile connection = ConnectionFile.Read(folder["kernel.json"]);

        Assert.Equal((1, 2, 3, 4, 5), (connection.ShellPort, connection.IopubPort, connection.StdinPort, connection.ControlPort, connection.HeartbeatPort));
        Assert.Equal("a-b"u8.ToArray(), connection.Key);
        Assert.DoesNotContain("a-b", connection.ToString(), StringComparison.Ordinal);
    }

    private byte[][] Break(string fault, string id, byte[][] frames)
    {
        byte[][] Signed(params byte[][] parts) => [s_delimiter, _client.Sign(parts), .. parts];
        byte[] header = frames[2];
        return fault switch
        {
            "a wrong signature" => [s_delimiter, new byte[64], .. frames[2..]],
            "no signature" => [s_delimiter, [], .. frames[2..]],
            "upper case" => [s_delimiter, Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(_client.Sign("other"u8.ToArray())).ToUpperInvariant()), .. frames[2..]],
            "half a signature" => [s_delimiter, frames[1][..32], .. frames[2..]],
            "a changed content" => [.. frames[..5], [.. frames[5], (byte)' ']],
            "no delimiter" => frames[1..],
            "only a delimiter" => [s_delimiter],
            "three parts" => frames[..5],
            "broken content" => Signed(header, s_empty, s_empty, "{\"code\""u8.ToArray()),
            "content is a list" => Signed(header, s_empty, s_empty, "[]"u8.ToArray()),
            "header is a number" => Signed("1"u8.ToArray(), s_empty, s_empty, s_empty),
            "no msg_type" => Signed(Encoding.UTF8.GetBytes($$"""{"msg_id":"{{id}}"}"""), s_empty, s_empty, s_empty),
            "no msg_id" => Signed("""{"msg_type":"execute_request"}"""u8.ToArray(), s_empty, s_empty, s_empty),
            "a deep content" => Signed(header, s_empty, s_empty, Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 200)}{new string(']', 200)}}}")),
            _ => Signed(Encoding.UTF8.GetBytes($$"""{"msg_id":"{{id}}","msg_type":"execute_request","x":"{{new string('x', 10_000_000)}}"}"""), s_empty, s_empty, s_empty),
        };
    }
}
