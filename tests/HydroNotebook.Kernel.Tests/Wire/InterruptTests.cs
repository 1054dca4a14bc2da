using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Kernel.Wire.Zmtp;

namespace HydroNotebook.Kernel.Tests.Wire;

public sealed class InterruptTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly JupyterClient _client;

    public InterruptTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Endless();")]
    [InlineData("Thread.Sleep(60_000);")]
    [InlineData("Task.Delay(60_000).Wait();")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("lock (held) { }")]
    [InlineData("Parallel.For(0, 1000, k => { while (true) { } });")]
    [InlineData("Console.ReadLine();")]
    [InlineData("while (true) { HydroNotebook.Kernel.NotebookCancellation.Token.ThrowIfCancellationRequested(); }")]
    public void A_cell_that_is_interrupted_ends_and_the_next_sees_the_state(string code)
    {
        _client.Run("var keep = new List<int> { 1, 2, 3 }; void Endless() { while (true) { } } var held = new object(); var free = new ManualResetEventSlim();");
        _client.Run("var taken = new ManualResetEventSlim(); var holder = new Thread(() => { lock (held) { taken.Set(); free.Wait(); } }) { IsBackground = true }; holder.Start(); taken.Wait();");
        string id = _client.Execute("Console.WriteLine(\"begun\"); " + code, content => content["allow_stdin"] = true);
        _client.Wait(message => message.ParentId == id && message.Type is "stream" or "input_request");

        Assert.Equal("ok", _client.Ask("control", "interrupt_request").Status);

        JupyterClient.Answer answer = _client.Await(id);
        Assert.Equal("error", answer.Status);
        Assert.NotEmpty((string)answer.Only("error").Content["ename"]!);
        Assert.Equal("3", _client.Run("free.Set(); Thread.Sleep(1); await Task.Yield(); keep.Count").Result);
    }

    [Fact]
    public void An_interrupt_while_nothing_runs_does_not_hit_the_next_cell()
    {
        Assert.Equal("ok", _client.Ask("control", "interrupt_request").Status);
        Assert.Equal("ok", _client.Ask("shell", "interrupt_request").Status);
        _kernel.Server.Interrupt();

        Assert.Equal("2", _client.Run("Thread.Sleep(20); 1 + 1").Result);
    }

    [Theory]
    [InlineData("control")]
    [InlineData("shell")]
    public void Cells_that_wait_behind_an_interrupted_one_are_aborted(string channel)
    {
        string running = _client.Execute("Console.WriteLine(\"begun\"); while (true) { }");
        string waiting = _client.Execute("Console.Write(\"ran\")", content => content["stop_on_error"] = false);
        _client.Wait(message => message.ParentId == running && message.Type == "stream");

        _client.Ask(channel, "interrupt_request");

        Assert.Equal("error", _client.Await(running).Status);
        Assert.Equal("aborted", _client.Await(waiting).Status);
        Assert.Equal("2", _client.Run("1 + 1").Result);
    }

    [Fact]
    public void Twice_in_a_row_is_as_good_as_once()
    {
        string id = _client.Execute("Console.WriteLine(\"begun\"); while (true) { }");
        _client.Wait(message => message.ParentId == id && message.Type == "stream");

        string first = _client.Send("control", "interrupt_request");
        string second = _client.Send("control", "interrupt_request");

        Assert.Equal("ok", _client.Await(first).Status);
        Assert.Equal("ok", _client.Await(second).Status);
        Assert.Equal("error", _client.Await(id).Status);
        Assert.Equal("2", _client.Run("1 + 1").Result);
    }

    [Fact]
    public void An_interrupt_while_a_cell_compiles_ends_it_before_it_runs()
    {
        string code = "Console.Write(\"ran\");\n" + string.Concat(Enumerable.Range(0, 3000).Select(k => $"int F{k}(int n) => new[] {{ n, {k} }}.Select(i => i + {k}).Where(i => i > 2).Sum();\n"));
        string id = _client.Execute(code);
        _client.Wait(message => message.ParentId == id && message.Type == "execute_input");
        TestContext.Current.CancellationToken.WaitHandle.WaitOne(200);

        Assert.Equal("ok", _client.Ask("control", "interrupt_request").Status);

        JupyterClient.Answer answer = _client.Await(id);
        Assert.Equal("error", answer.Status);
        Assert.Empty(answer.Text());
        Assert.Equal("2", _client.Run("1 + 1").Result);
    }

    [Fact]
    public void An_interrupt_while_packages_are_restored_ends_the_cell_and_leaves_nothing()
    {
        // A source that takes the call and never answers.
        using var deaf = new TcpListener(IPAddress.Loopback, 0);
        deaf.Start();
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["nuget.config"],
            $"<configuration><packageSources><clear /><add key=\"deaf\" value=\"http://{deaf.LocalEndpoint}/index.json\" allowInsecureConnections=\"true\" /></packageSources></configuration>");
        using var kernel = new TestKernel(new ZmtpLimits(), new SessionOptions { Folder = folder.Path, PackageFolder = folder["packages"] });
        JupyterClient client = kernel.Connect();
        string id = client.Execute("#r \"nuget: Rain, 1.0.0\"");
        using (deaf.AcceptTcpClient())
        {
            Assert.Equal("ok", client.Ask("control", "interrupt_request").Status);

            Assert.Equal("error", client.Await(id).Status);
        }

        Assert.Equal("2", client.Run("1 + 1").Result);
        Assert.Empty(Directory.GetFileSystemEntries(folder["packages"]));
    }

    [Fact]
    public void Interrupts_at_any_time_of_a_printing_loop_leave_whole_messages_and_a_living_kernel() => InterruptAtAnyTime(30);

    [Fact(Explicit = true)]
    public void A_hundred_interrupts_at_any_time_of_a_printing_loop_leave_whole_messages_and_a_living_kernel() => InterruptAtAnyTime(100);

    [Fact]
    public void A_shutdown_is_answered_told_to_all_and_ends_the_waiting_also_in_an_endless_loop()
    {
        JupyterClient watching = _kernel.Connect();
        string running = _client.Execute("Console.WriteLine(\"begun\"); while (true) { }");
        _client.Wait(message => message.ParentId == running && message.Type == "stream");

        string id = _client.Send("control", "shutdown_request", new JsonObject { ["restart"] = true });
        _kernel.Server.WaitForEnd();

        Received reply = _client.Wait(message => message.Channel == "control" && message.ParentId == id);
        Assert.Equal("shutdown_reply", reply.Type);
        Assert.True((bool)reply.Content["restart"]!);
        watching.Wait(message => message.Type == "shutdown_reply" && message.ParentId == id);
        watching.Wait(message => message.State == "idle" && message.ParentId == id);
    }

    private void InterruptAtAnyTime(int times)
    {
        _client.Run("int line = 0;");
        for (int k = 0; k < times; k++)
        {
            string id = _client.Execute("while (true) { Console.WriteLine($\"line {line++}\"); }");
            TestContext.Current.CancellationToken.WaitHandle.WaitOne((k * 7) % 50);
            string interrupt = _client.Send("control", "interrupt_request");
            _client.Await(interrupt);
            while (!_client.All.Any(message => message.ParentId == id && message.Type == "execute_reply"))
            {
                // The interrupt came before the cell had begun: nothing was hit, so it is asked again.
                _client.Await(_client.Send("control", "interrupt_request"));
                TestContext.Current.CancellationToken.WaitHandle.WaitOne(10);
            }

            JupyterClient.Answer answer = _client.Await(id);
            Assert.Equal("error", answer.Status);
            Assert.Equal("idle", answer.Steps[^1]);
            Assert.All(answer.Text().Split('\n')[..^1], text => Assert.StartsWith("line ", text, StringComparison.Ordinal));
        }

        Assert.Equal("2", _client.Run("1 + 1").Result);
    }
}
