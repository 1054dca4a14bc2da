using System.Text;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class ExecuteTests(TestKernel kernel) : IClassFixture<TestKernel>, IDisposable
{
    private readonly JupyterClient _client = kernel.Connect();

    public void Dispose() => _client.Dispose();

    [Fact]
    public void A_value_comes_as_busy_input_result_idle_and_a_reply_with_the_same_count()
    {
        JupyterClient.Answer answer = _client.Run("1+1");

        Assert.Equal(["busy", "execute_input", "execute_result", "idle"], answer.Steps);
        Assert.Equal("ok", answer.Status);
        Assert.Equal("2", answer.Result);
        Assert.Equal(answer.Count, (int)answer.Only("execute_input").Content["execution_count"]!);
        Assert.Equal(answer.Count, (int)answer.Only("execute_result").Content["execution_count"]!);
        Assert.Empty(answer.Reply.Content["payload"]!.AsArray());
    }

    [Fact]
    public void Everything_bears_the_header_of_its_request_byte_for_byte()
    {
        (string id, byte[][] frames) = _client.Compose("execute_request", new JsonObject { ["code"] = "Console.Write(1); 2" });

        _client["shell"].Send(frames);
        JupyterClient.Answer answer = _client.Await(id);

        Assert.All([answer.Reply, .. answer.Iopub], message => Assert.Equal(frames[2], message.Parent));
        Assert.All(answer.Iopub, message => Assert.EndsWith(message.Type, message.Topic, StringComparison.Ordinal));
    }

    [Fact]
    public void Frames_before_the_delimiter_go_back_before_the_reply()
    {
        (string id, byte[][] frames) = _client.Compose("kernel_info_request", []);

        _client["shell"].Send([[], "route"u8.ToArray(), .. frames]);

        Assert.Equal([[], "route"u8.ToArray()], _client.Reply(id).Prefix);
    }

    [Fact]
    public void All_that_a_cell_prints_comes_before_its_idle_in_order() => PrintsInOrder(40);

    [Fact(Explicit = true)]
    public void All_that_200_cells_print_comes_before_their_idle_in_order() => PrintsInOrder(200);

    [Fact]
    public void A_hundred_thousand_characters_written_one_by_one_come_in_few_messages()
    {
        JupyterClient.Answer answer = _client.Run("for (int i = 0; i < 100_000; i++) Console.Write((char)('a' + i % 26));");

        Assert.Equal(string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)('a' + (i % 26)))), answer.Text());
        Assert.InRange(answer.Iopub.Count(message => message.Type == "stream"), 1, 200);
    }

    [Fact]
    public void Text_of_a_task_left_behind_belongs_to_the_cell_that_began_it()
    {
        string first = _client.Execute("var go = new TaskCompletionSource(); var late = Task.Run(async () => { await go.Task; Console.WriteLine(\"late\"); });");
        _client.Await(first);

        JupyterClient.Answer second = _client.Run("go.SetResult(); await late; Console.Write(\"own\");");

        Assert.Equal("own", second.Text());
        Received late = _client.Wait(message => message.Type == "stream" && (string?)message.Content["text"] == "late\n");
        Assert.Equal(first, late.ParentId);
    }

    [Fact]
    public void A_silent_cell_shows_no_input_result_or_error_and_takes_no_number()
    {
        int before = _client.Run("0").Count;

        JupyterClient.Answer value = _client.Run("1 + 1", content => content["silent"] = true);
        JupyterClient.Answer fault = _client.Run("int.Parse(\"x\")", content => content["silent"] = true);

        Assert.Equal(["busy", "idle"], value.Steps);
        Assert.Equal(before, value.Count);
        Assert.Equal(["busy", "idle"], fault.Steps);
        Assert.Equal("FormatException", (string?)fault.Reply.Content["ename"]);
        Assert.Equal(before + 1, _client.Run("0").Count);
    }

    [Fact]
    public void A_cell_outside_of_the_history_takes_no_number_but_keeps_its_variables()
    {
        int before = _client.Run("0").Count;

        JupyterClient.Answer unseen = _client.Run("int kept = 7; kept", content => content["store_history"] = false);

        Assert.Equal("7", unseen.Result);
        Assert.Equal(before, unseen.Count);
        JupyterClient.Answer next = _client.Run("kept + 1");
        Assert.Equal("8", next.Result);
        Assert.Equal(before + 1, next.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("// nothing")]
    public void A_cell_without_code_is_fine(string code)
    {
        JupyterClient.Answer answer = _client.Run(code);

        Assert.Equal("ok", answer.Status);
        Assert.Equal(["busy", "execute_input", "idle"], answer.Steps);
    }

    [Fact]
    public void Expressions_beside_the_cell_have_a_status_each()
    {
        JupyterClient.Answer answer = _client.Run(
            "int beside = 20;", content => content["user_expressions"] = new JsonObject { ["good"] = "beside + 1", ["bad"] = "unknown_name" });

        JsonNode expressions = answer.Reply.Content["user_expressions"]!;
        Assert.Equal("21", (string?)expressions["good"]!["data"]!["text/plain"]);
        Assert.Equal("ok", (string?)expressions["good"]!["status"]);
        Assert.Equal("error", (string?)expressions["bad"]!["status"]);
        Assert.Equal("CompilationError", (string?)expressions["bad"]!["ename"]);
        Assert.Equal(["busy", "execute_input", "idle"], answer.Steps);
    }

    [Fact]
    public void What_does_not_compile_is_told_with_line_column_and_a_mark_and_nothing_runs()
    {
        JupyterClient.Answer answer = _client.Run("Console.Write(\"ran\");\nint bad = \"text\";");

        string traceback = string.Join('\n', answer.Only("error").Content["traceback"]!.AsArray().Select(line => (string?)line));
        Assert.Equal("error", answer.Status);
        Assert.Equal("CompilationError", (string?)answer.Reply.Content["ename"]);
        Assert.Contains("line 2, column 11", traceback, StringComparison.Ordinal);
        Assert.Contains("int bad = \"text\";", traceback, StringComparison.Ordinal);
        Assert.Contains("^^^^^^", traceback, StringComparison.Ordinal);
        Assert.Empty(answer.Text());
    }

    [Fact]
    public void What_a_failing_cell_assigned_stays_and_the_trace_names_cell_and_line_alone()
    {
        JupyterClient.Answer answer = _client.Run("int assigned = 5;\nvoid F() => throw new InvalidOperationException(\"dry\");\nF();");

        string[] traceback = [.. answer.Reply.Content["traceback"]!.AsArray().Select(line => (string)line!)];
        Assert.Equal("InvalidOperationException", (string?)answer.Reply.Content["ename"]);
        Assert.Contains($"cell [{answer.Count}], line 2", traceback[1], StringComparison.Ordinal);
        Assert.DoesNotContain(traceback, line => line.Contains("HydroNotebook", StringComparison.Ordinal));
        Assert.Equal("5", _client.Run("assigned").Result);
    }

    [Fact]
    public void Cells_that_wait_behind_a_failing_one_are_aborted_and_later_ones_run()
    {
        string failing = _client.Execute("await Task.Delay(300); throw new Exception(\"stop\");");
        string[] waiting = [.. Enumerable.Range(0, 3).Select(_ => _client.Execute("Console.Write(\"ran\")"))];
        Assert.Equal("error", _client.Reply(failing).Status);
        JupyterClient.Answer later = _client.Run("\"runs\"");

        Assert.Equal("runs", later.Result);
        foreach (string id in waiting)
        {
            JupyterClient.Answer answer = _client.Await(id);
            Assert.Equal("aborted", answer.Status);
            Assert.Equal(["busy", "idle"], answer.Steps);
        }
    }

    [Fact]
    public void Without_stop_on_error_all_cells_run()
    {
        string failing = _client.Execute("await Task.Delay(300); throw new Exception(\"go on\");", content => content["stop_on_error"] = false);
        string waiting = _client.Execute("\"ran\"");

        Assert.Equal("error", _client.Await(failing).Status);
        Assert.Equal("ran", _client.Await(waiting).Result);
    }

    [Fact]
    public void A_display_is_updated_under_its_name_from_a_later_cell_with_all_its_forms()
    {
        JupyterClient.Answer first = _client.Run("var shown = display(HTML(\"<b>one</b>\"));");
        JupyterClient.Answer second = _client.Run("shown.Update(\"two\");");

        JsonNode made = first.Only("display_data").Content;
        Assert.Equal("<b>one</b>", (string?)made["data"]!["text/html"]);
        Assert.NotNull(made["data"]!["text/plain"]);
        Assert.NotNull(made["metadata"]);
        JsonNode updated = second.Only("update_display_data").Content;
        Assert.Equal((string?)made["transient"]!["display_id"], (string?)updated["transient"]!["display_id"]);
        Assert.Equal("two", (string?)updated["data"]!["text/plain"]);
    }

    [Fact]
    public void Many_updates_come_as_a_few_and_the_last_before_idle()
    {
        JupyterClient.Answer answer = _client.Run("var bar = display(0); for (int k = 1; k <= 5000; k++) bar.Update(k);");

        List<Received> updates = [.. answer.Iopub.Where(message => message.Type == "update_display_data")];
        Assert.InRange(updates.Count, 1, 600);
        Assert.Equal("5000", (string?)updates[^1].Content["data"]!["text/plain"]);
        Assert.Equal("idle", answer.Steps[^1]);
    }

    [Fact]
    public void Letters_of_all_scripts_come_through_in_text_names_and_errors()
    {
        JupyterClient.Answer answer = _client.Run("var 水文Ä = \"ÄÖ 水文 😀\"; Console.Write(水文Ä); 水文Ä");
        JupyterClient.Answer fault = _client.Run("throw new Exception(水文Ä);");

        Assert.Equal("ÄÖ 水文 😀", answer.Text());
        Assert.Equal("ÄÖ 水文 😀", answer.Result);
        Assert.Equal("ÄÖ 水文 😀", (string?)fault.Reply.Content["evalue"]);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_printed_text_does_no_harm()
    {
        JupyterClient.Answer answer = _client.Run("Console.Write(\"a\\ud83d\" + \"b\"); \"\\ud83d\"");

        Assert.Equal("ok", answer.Status);
        Assert.Equal("a\ufffdb", answer.Text());
    }

    [Fact]
    public void Code_that_is_no_valid_text_is_an_error_and_the_kernel_goes_on()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"msg_id":"half","msg_type":"execute_request"}""");
        byte[] content = Encoding.UTF8.GetBytes("""{"code":"1 + \ud83d"}""");
        byte[][] signed = [header, "{}"u8.ToArray(), "{}"u8.ToArray(), content];

        _client["shell"].Send(["<IDS|MSG>"u8.ToArray(), _client.Sign(signed), .. signed]);

        Assert.Equal("error", _client.Await("half").Status);
        Assert.Equal("2", _client.Run("1+1").Result);
    }

    [Fact]
    public void A_result_of_20_MB_arrives()
    {
        JupyterClient.Answer answer = _client.Run("new string('x', 20_000_000)");

        Assert.Equal(20_000_000, answer.Result.Length);
    }

    private void PrintsInOrder(int cells)
    {
        List<string> ids = [.. Enumerable.Range(0, cells).Select(k => _client.Execute($"for (int i = 0; i < 50; i++) Console.WriteLine(\"{k} \" + i); Console.Error.Write(\"e{k}\");"))];

        foreach ((int k, string id) in ids.Index())
        {
            JupyterClient.Answer answer = _client.Await(id);
            Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"{k} {i}\n")), answer.Text());
            Assert.Equal($"e{k}", answer.Text("stderr"));
            Assert.Equal("idle", answer.Steps[^1]);
        }
    }
}
