using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>The kernel as a process: its start, its signals, its end.</summary>
[Trait("Speed", "slow")]
public sealed class KernelProcessTests : IDisposable
{
    private readonly KernelOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void It_serves_passes_over_further_arguments_and_ends_with_0_when_asked()
    {
        using Process process = _disk.Start(null, "script.cs", "--option");
        using JupyterClient client = _disk.Connect();

        Assert.Equal("2", client.Run("1+1").Result);
        client.Ask("control", "shutdown_request", new JsonObject { ["restart"] = false });

        Assert.Equal(0, End(process));
        Assert.Empty(process.StandardError.ReadToEnd());
        Assert.False(Directory.Exists(Path.Combine(_disk.Folder, "runtime")));
    }

    [Fact]
    public void A_shutdown_ends_it_in_an_endless_loop_together_with_what_it_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Children are found through /proc.");
        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();
        int child = int.Parse(client.Run("System.Diagnostics.Process.Start(\"sleep\", \"300\").Id").Result, CultureInfo.InvariantCulture);
        client.Execute("Console.WriteLine(\"begun\"); while (true) { }");
        client.Wait(message => message.Type == "stream");

        client.Send("control", "shutdown_request", new JsonObject { ["restart"] = true });

        Assert.Equal(0, End(process));
        Assert.False(Directory.Exists($"/proc/{child}") && !File.ReadAllText($"/proc/{child}/stat").Contains(") Z ", StringComparison.Ordinal));
    }

    [Fact]
    public void Ctrl_C_interrupts_the_cell_and_not_the_kernel()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT on Windows.");
        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();
        string id = client.Execute("Console.WriteLine(\"begun\"); while (true) { Thread.Sleep(10); }");
        client.Wait(message => message.Type == "stream");

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Assert.Equal("error", client.Await(id).Status);
        Assert.Equal("2", client.Run("1+1").Result);
        client.Ask("control", "shutdown_request");
        Assert.Equal(0, End(process));
    }

    [Fact]
    public void It_ends_when_the_process_that_started_it_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The parent comes as a handle on Windows.");
        using Process parent = Process.Start("sleep", "600");
        using Process process = _disk.Start(parent.Id);
        using JupyterClient client = _disk.Connect();
        client.Execute("Console.WriteLine(\"begun\"); while (true) { }");
        client.Wait(message => message.Type == "stream");

        parent.Kill();
        parent.WaitForExit();

        End(process);
    }

    [Fact]
    public void It_ends_when_the_shell_above_it_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        using Process shell = _disk.StartInShell();
        using JupyterClient client = _disk.Connect();
        int kernel = int.Parse(client.Run("Environment.ProcessId").Result, CultureInfo.InvariantCulture);

        shell.Kill();
        shell.WaitForExit();

        using var process = Process.GetProcessById(kernel);
        Assert.True(process.WaitForExit(ZmtpClient.Patience));
    }

    [Fact]
    public void It_lives_when_its_parent_is_of_a_container_that_cannot_be_seen()
    {
        using Process process = _disk.Start(int.MaxValue);
        using JupyterClient client = _disk.Connect();

        Assert.Equal("2", client.Run("Thread.Sleep(1000); 1 + 1").Result);
        client.Ask("control", "shutdown_request");
        Assert.Equal(0, End(process));
    }

    [Fact]
    public void A_thread_that_throws_and_a_recursion_without_end_are_errors_and_the_kernel_lives()
    {
        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();

        string thrower = client.Execute("new Thread(() => throw new Exception(\"from a thread\")).Start();");
        client.Await(thrower);
        client.Wait(message => message.ParentId == thrower && message.Type == "stream" && message.Content["text"]!.ToString().Contains("from a thread", StringComparison.Ordinal));

        Assert.Equal("error", client.Run("int Deep(int n) => Deep(n + 1) + 1; Deep(0)").Status);
        Assert.Equal("2", client.Run("1+1").Result);
        client.Ask("control", "shutdown_request");
        Assert.Equal(0, End(process));
    }

    [Fact]
    public void An_interrupt_while_it_warms_up_ends_the_cell_and_the_next_one_runs()
    {
        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();
        string id = client.Execute("while (true) { }");
        client.Wait(message => message.ParentId == id && message.Type == "execute_input");

        Assert.Equal("ok", client.Ask("control", "interrupt_request").Status);

        Assert.Equal("error", client.Await(id).Status);
        Assert.Equal("2", client.Run("1 + 1").Result);
        client.Ask("control", "shutdown_request");
        Assert.Equal(0, End(process));
    }

    [Fact(Explicit = true)]
    public void Five_hundred_cells_grow_its_memory_by_less_than_150_MiB()
    {
        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();
        for (int k = 0; k < 10; k++)
        {
            RunLongCell(client, k);
        }

        long before = WorkingSet(client);
        for (int k = 10; k < 510; k++)
        {
            RunLongCell(client, k);
        }

        double growth = (WorkingSet(client) - before) / 1048576.0;
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"grown by {growth:0.0} MiB"));
        Assert.InRange(growth, -1000, 150);
        process.Kill();
    }

    [Fact(Explicit = true)]
    public void A_result_of_20_MB_and_100_MB_of_text_arrive_and_their_memory_comes_back()
    {
        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();
        client.Run("Console.Write(new string('a', 1000)); new string('b', 1000)");
        long before = WorkingSet(client);

        Assert.Equal(20_000_000, client.Run("new string('x', 20_000_000)").Result.Length);
        Assert.Equal(100_000_000, client.Run("for (int k = 0; k < 100; k++) { Console.Write(new string('y', 1_000_000)); }").Text().Length);

        double kept = (WorkingSet(client) - before) / 1048576.0;
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"kept {kept:0.0} MiB"));
        Assert.InRange(kept, -1000, 100);
        client.Ask("control", "shutdown_request");
        Assert.Equal(0, End(process));
    }

    [Fact]
    public void A_taken_port_ends_it_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, (int)_disk.Content["iopub_port"]!);
        taken.Start();

        Refused($"iopub_port {_disk.Content["iopub_port"]}: cannot listen");
    }

    [Fact]
    public void A_connection_file_that_is_not_there_ends_it_with_one_line()
    {
        File.Delete(_disk.File);

        Refused("cannot be read");
    }

    [Theory]
    [InlineData("signature_scheme", "hmac-md5")]
    [InlineData("ip", "0.0.0.0")]
    [InlineData("transport", "ipc")]
    public void A_connection_file_that_asks_too_much_ends_it_with_one_line(string key, string value)
    {
        JsonObject content = _disk.Content;
        content[key] = value;
        _disk.Write(content);

        Refused($"'{value}'");
    }

    [Fact]
    public void A_connection_file_that_others_can_read_is_warned_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders guard files on Windows.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_disk.File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        using Process process = _disk.Start();
        using JupyterClient client = _disk.Connect();

        client.Ask("control", "shutdown_request");

        Assert.Equal(0, End(process));
        Assert.Contains("rights 600", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    private static void RunLongCell(JupyterClient client, int k)
    {
        JupyterClient.Answer answer = client.Run($"var v{k} = Enumerable.Range(0, {k + 1}).Select(i => i * 2.0).ToArray(); for (int i = 0; i < 3; i++) {{ }} v{k}.Sum()");
        Assert.Equal((k * (k + 1)).ToString(CultureInfo.InvariantCulture), answer.Result);
    }

    /// <summary>Bytes that the kernel's process holds when it has given back what it can.</summary>
    private static long WorkingSet(JupyterClient client) => long.Parse(
        client.Run("GC.Collect(2, GCCollectionMode.Aggressive, true, true); GC.WaitForPendingFinalizers(); GC.Collect(2, GCCollectionMode.Aggressive, true, true); Environment.WorkingSet").Result,
        CultureInfo.InvariantCulture);

    private static int End(Process process)
    {
        Assert.True(process.WaitForExit(ZmtpClient.Patience), "the kernel does not end");
        return process.ExitCode;
    }

    private void Refused(string reason)
    {
        using Process process = _disk.Start();

        string told = process.StandardError.ReadToEnd();

        Assert.Equal(1, End(process));
        Assert.Contains(reason, told, StringComparison.Ordinal);
        Assert.Single(told.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
