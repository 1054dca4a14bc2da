namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>Several front ends on one kernel, slow ones and such as go.</summary>
public sealed class FrontEndTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _kernel.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_front_ends_see_what_cells_show_and_only_the_asker_gets_the_reply()
    {
        JupyterClient asking = _kernel.Connect();
        JupyterClient watching = _kernel.Connect();

        JupyterClient.Answer answer = asking.Run("Console.Write(\"rain\"); 7");
        watching.Wait(message => message.ParentId == answer.Reply.ParentId && message.State == "idle");

        Assert.Equal(answer.Steps, watching.All.Where(message => message.ParentId == answer.Reply.ParentId).Select(message => message.Step));
        Assert.DoesNotContain(watching.All, message => message.Channel == "shell");
    }

    [Fact]
    public void A_front_end_that_goes_during_a_cell_and_comes_back_sees_the_rest()
    {
        string gate = _folder["open"];
        string id;
        using (JupyterClient going = _kernel.Connect("the same name"))
        {
            id = going.Execute($"Console.WriteLine(\"one\"); while (!File.Exists(@\"{gate}\")) await Task.Delay(20); Console.WriteLine(\"two\");");
            going.Wait(message => message.Type == "stream");
        }

        JupyterClient back = _kernel.Connect("the same name");
        File.WriteAllText(gate, "");

        back.Wait(message => message.ParentId == id && message.State == "idle");
        Assert.Equal("two\n", (string?)Assert.Single(back.All, message => message.Type == "stream").Content["text"]);
        Assert.Equal("2", back.Run("1+1").Result);
    }

    [Fact]
    public void A_front_end_that_does_not_read_holds_up_neither_the_cell_nor_the_others()
    {
        JupyterClient reading = _kernel.Connect();
        using var slow = new ZmtpClient(_kernel.Connection.IopubPort, "SUB");
        slow.SendCommand("SUBSCRIBE", []);
        slow.Receive();

        JupyterClient.Answer answer = reading.Run("for (int k = 0; k < 3000; k++) Console.WriteLine(new string('x', 9999));");

        Assert.Equal(30_000_000, answer.Text().Length);
        int messages = 1;
        while (!slow.Receive()[^1].AsSpan().SequenceEqual("{\"execution_state\":\"idle\"}"u8))
        {
            messages++;
        }

        Assert.Equal(answer.Iopub.Count, messages);
    }

    [Fact]
    public void Two_front_ends_at_once_get_their_own_answers()
    {
        JupyterClient[] clients = [_kernel.Connect(), _kernel.Connect()];
        string[][] ids = [.. clients.Select((client, who) => (string[])[.. Enumerable.Range(0, 20).Select(k => client.Execute($"{(100 * who) + k} * 2"))])];

        for (int k = 0; k < 20; k++)
        {
            Assert.Equal($"{k * 2}", clients[0].Await(ids[0][k]).Result);
            Assert.Equal($"{(100 + k) * 2}", clients[1].Await(ids[1][k]).Result);
        }
    }
}
