using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class RequestTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly JupyterClient _client;

    public RequestTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Theory]
    [InlineData("shell")]
    [InlineData("control")]
    public void The_kernel_says_who_it_is_on_both_channels(string channel)
    {
        JupyterClient.Answer answer = _client.Ask(channel, "kernel_info_request");

        JsonNode content = answer.Reply.Content;
        Assert.Equal(["busy", "idle"], answer.Steps);
        Assert.Equal(channel, answer.Reply.Channel);
        Assert.Equal("ok", answer.Status);
        Assert.Equal("5.3", (string?)content["protocol_version"]);
        Assert.Equal("hydronotebook", (string?)content["implementation"]);
        Assert.NotEmpty((string)content["implementation_version"]!);
        Assert.NotEmpty((string)content["banner"]!);
        Assert.NotEmpty(content["help_links"]!.AsArray());
        Assert.Equal(
            """{"name":"C#","version":"14.0","mimetype":"text/x-csharp","file_extension":".cs","pygments_lexer":"csharp","codemirror_mode":"text/x-csharp"}""",
            content["language_info"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void Starting_is_told_once_to_the_first_who_listens()
    {
        JupyterClient second = _kernel.Connect();
        _client.Ask("shell", "kernel_info_request");
        second.Ask("shell", "kernel_info_request");

        Received starting = Assert.Single(_client.All, message => message.State == "starting");
        Assert.Equal("{}"u8.ToArray(), starting.Parent);
        Assert.DoesNotContain(second.All, message => message.State == "starting");
    }

    [Fact]
    public void There_are_no_comms_and_an_opened_one_is_closed()
    {
        Assert.Equal("{}", _client.Ask("shell", "comm_info_request").Reply.Content["comms"]!.ToJsonString());

        string id = _client.Send("shell", "comm_open", new JsonObject { ["comm_id"] = "c1", ["target_name"] = "jupyter.widget", ["data"] = new JsonObject() });

        Assert.Equal("c1", (string?)_client.Wait(message => message.Type == "comm_close" && message.ParentId == id).Content["comm_id"]);
        _client.Wait(message => message.State == "idle" && message.ParentId == id);
    }

    [Fact]
    public void An_unknown_message_is_logged_and_wrapped_in_busy_and_idle()
    {
        string id = _client.Send("shell", "weather_request");

        _client.Wait(message => message.ParentId == id && message.State == "idle");
        _client.Ask("shell", "kernel_info_request");
        Assert.Equal(["busy", "idle"], _client.All.Where(message => message.ParentId == id).Select(message => message.Step));
        Assert.Contains("'weather_request'", _kernel.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_is_refused_and_a_cell_on_control_runs_and_is_answered_there()
    {
        Assert.Equal("error", _client.Ask("control", "debug_request").Status);

        JupyterClient.Answer answer = _client.Ask("control", "execute_request", new JsonObject { ["code"] = "6 * 7" });

        Assert.Equal("42", answer.Result);
        Assert.Equal("control", answer.Reply.Channel);
    }

    [Fact]
    public void The_history_gives_the_last_a_range_and_what_matches()
    {
        string[] cells = ["1 + 1", "var level = 3;", "level * 2", "1 + 1", @"""a\b"""];
        foreach (string cell in cells)
        {
            _client.Run(cell);
        }

        _client.Run("unseen", content => content["store_history"] = false);

        Assert.Equal([(4, cells[3]), (5, cells[4])], History(new() { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal([(2, cells[1]), (3, cells[2])], History(new() { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = 2, ["stop"] = 4 }));
        Assert.Empty(History(new() { ["hist_access_type"] = "range", ["session"] = -1, ["start"] = 1, ["stop"] = 4 }));
        Assert.Equal([(2, cells[1]), (3, cells[2])], History(new() { ["hist_access_type"] = "search", ["pattern"] = "*level*" }));
        Assert.Equal([(1, cells[0]), (4, cells[3])], History(new() { ["hist_access_type"] = "search", ["pattern"] = "1 ? 1" }));
        Assert.Equal([(4, cells[3])], History(new() { ["hist_access_type"] = "search", ["pattern"] = "1*", ["unique"] = true }));
        Assert.Equal([(3, cells[2])], History(new() { ["hist_access_type"] = "search", ["pattern"] = "*level*", ["n"] = 1 }));
        Assert.Equal([(5, cells[4])], History(new() { ["hist_access_type"] = "search", ["pattern"] = @"*a\b*" }));
    }

    [Fact]
    public void The_history_gives_results_beside_the_cells_where_asked()
    {
        _client.Run("1 + 1");
        _client.Run("int none = 0;");

        JsonNode history = _client.Ask("shell", "history_request", new() { ["hist_access_type"] = "tail", ["n"] = 2, ["output"] = true }).Reply.Content["history"]!;

        Assert.Equal("""[[1,1,["1 + 1","2"]],[1,2,["int none = 0;",null]]]""", history.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("1 + 1", "complete", "")]
    [InlineData("if (true) {", "incomplete", "    ")]
    [InlineData("var s = 1 2;", "invalid", "")]
    public void A_console_learns_whether_the_code_is_whole(string code, string status, string indent)
    {
        JsonNode content = _client.Ask("shell", "is_complete_request", new() { ["code"] = code }).Reply.Content;

        Assert.Equal(status, (string?)content["status"]);
        Assert.Equal(indent, (string?)content["indent"] ?? "");
    }

    [Fact]
    public void Completion_counts_letters_as_people_do_and_names_the_kinds()
    {
        _client.Run("var rainfall = 3;");

        JsonNode content = _client.Ask("shell", "complete_request", new() { ["code"] = "\"😀\" + rainf + 1", ["cursor_pos"] = 11 }).Reply.Content;

        Assert.Equal("rainfall", (string?)content["matches"]![0]);
        Assert.Equal(6, (int)content["cursor_start"]!);
        Assert.Equal(11, (int)content["cursor_end"]!);
        JsonNode first = content["metadata"]!["_jupyter_types_experimental"]![0]!;
        Assert.Equal("rainfall", (string?)first["text"]);
        Assert.Equal((6, 11), ((int)first["start"]!, (int)first["end"]!));
        Assert.NotEmpty((string)first["type"]!);
    }

    [Fact]
    public void Completion_and_inspection_answer_while_a_cell_runs()
    {
        _client.Run("var gate = new TaskCompletionSource(); var rainfall = 3;");
        string running = _client.Execute("await gate.Task;");
        _client.Wait(message => message.Type == "execute_input" && message.ParentId == running);

        JsonNode completed = _client.Ask("shell", "complete_request", new() { ["code"] = "rainf", ["cursor_pos"] = 5 }).Reply.Content;
        JsonNode inspected = _client.Ask("shell", "inspect_request", new() { ["code"] = "rainfall", ["cursor_pos"] = 4, ["detail_level"] = 0 }).Reply.Content;

        Assert.Equal("rainfall", (string?)completed["matches"]![0]);
        Assert.True((bool)inspected["found"]!);
        Assert.Contains("rainfall", (string)inspected["data"]!["text/plain"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(_client.All, message => message.ParentId == running && message.Type == "execute_reply");
        _client.Send("control", "interrupt_request");
        _client.Await(running);
    }

    [Fact]
    public void Nothing_is_known_about_nothing()
    {
        JsonNode content = _client.Ask("shell", "inspect_request", new() { ["code"] = "   ", ["cursor_pos"] = 1 }).Reply.Content;

        Assert.Equal("ok", (string?)content["status"]);
        Assert.False((bool)content["found"]!);
        Assert.Empty(content["data"]!.AsObject());
    }

    private (int Line, string Code)[] History(JsonObject request) =>
        [.. _client.Ask("shell", "history_request", request).Reply.Content["history"]!.AsArray().Select(row => ((int)row![1]!, (string)row[2]!))];
}
