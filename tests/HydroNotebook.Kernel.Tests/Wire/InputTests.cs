using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class InputTests : IDisposable
{
    private readonly TestKernel _kernel = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_question_goes_to_the_front_end_that_runs_the_cell_after_what_was_printed()
    {
        JupyterClient other = _kernel.Connect();
        JupyterClient asking = _kernel.Connect();
        string id = asking.Execute("Console.Write(\"name? \"); var name = Console.ReadLine(); name", content => content["allow_stdin"] = true);

        Received question = asking.Wait(message => message.Type == "input_request");
        asking.Send("stdin", "input_reply", new JsonObject { ["value"] = "Ötz" });
        JupyterClient.Answer answer = asking.Await(id);

        Assert.Equal("Ötz", answer.Result);
        Assert.Equal("name? ", answer.Text());
        Assert.Equal(id, question.ParentId);
        Assert.False((bool)question.Content["password"]!);
        Assert.DoesNotContain(other.All, message => message.Type == "input_request");
    }

    [Fact]
    public void A_secret_is_asked_for_as_one()
    {
        JupyterClient client = _kernel.Connect();
        string id = client.Execute("NotebookInput.ReadPassword(\"key: \")", content => content["allow_stdin"] = true);

        Received question = client.Wait(message => message.Type == "input_request");
        client.Send("stdin", "input_reply", new JsonObject { ["value"] = "x" }, parent: new JsonObject { ["msg_id"] = question.Id });

        Assert.Equal("x", client.Await(id).Result);
        Assert.True((bool)question.Content["password"]!);
        Assert.Equal("key: ", (string?)question.Content["prompt"]);
    }

    [Fact]
    public void Without_leave_to_ask_the_cell_fails_at_once_and_says_so()
    {
        JupyterClient client = _kernel.Connect();

        JupyterClient.Answer answer = client.Run("Console.ReadLine()");

        Assert.Equal("error", answer.Status);
        Assert.Contains("takes no input", (string)answer.Reply.Content["evalue"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_front_end_without_the_channel_gives_no_input()
    {
        JupyterClient client = _kernel.Connect();
        client.Close("stdin");
        TestContext.Current.CancellationToken.WaitHandle.WaitOne(200);

        JupyterClient.Answer answer = client.Run("Console.ReadLine()", content => content["allow_stdin"] = true);

        Assert.Contains("gives no input", (string)answer.Reply.Content["evalue"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_front_end_that_goes_without_an_answer_ends_the_waiting()
    {
        JupyterClient client = _kernel.Connect();
        string id = client.Execute("Console.ReadLine()", content => content["allow_stdin"] = true);
        client.Wait(message => message.Type == "input_request");

        client.Close("stdin");

        Assert.Contains("went away", (string)client.Await(id).Reply.Content["evalue"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_that_nobody_waits_for_or_to_another_question_are_passed_over()
    {
        JupyterClient client = _kernel.Connect();
        client.Send("stdin", "input_reply", new JsonObject { ["value"] = "too early" });
        client.Ask("shell", "kernel_info_request");
        string id = client.Execute("Console.ReadLine()", content => content["allow_stdin"] = true);
        client.Wait(message => message.Type == "input_request");

        client.Send("stdin", "input_reply", new JsonObject { ["value"] = "to another" }, parent: new JsonObject { ["msg_id"] = "other" });
        client.Send("stdin", "input_reply", new JsonObject { ["value"] = "right" });

        Assert.Equal("right", client.Await(id).Result);
        client.Send("stdin", "input_reply", new JsonObject { ["value"] = "too late" });
        Assert.Equal("2", client.Run("1+1").Result);
    }

    [Fact]
    public void An_interrupt_ends_the_waiting_and_the_next_cell_runs()
    {
        JupyterClient client = _kernel.Connect();
        string id = client.Execute("int before = 4; Console.ReadLine()", content => content["allow_stdin"] = true);
        client.Wait(message => message.Type == "input_request");

        client.Ask("control", "interrupt_request");

        Assert.Equal("error", client.Await(id).Status);
        Assert.Equal("4", client.Run("before").Result);
    }
}
