using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>The built program as a kernel of its own, with what a Jupyter client prepares for it.</summary>
internal sealed class KernelOnDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal KernelOnDisk()
    {
        Folder = _folder.Path;
        File = _folder["connection.json"];
        var content = new JsonObject { ["ip"] = "127.0.0.1", ["key"] = "a key for tests", ["transport"] = "tcp", ["signature_scheme"] = "hmac-sha256" };
        foreach ((string name, int port) in new[] { "shell", "iopub", "stdin", "control", "hb" }.Zip(FreePorts(5)))
        {
            content[name + "_port"] = port;
        }

        Write(content);
    }

    internal string Folder { get; }

    internal string File { get; }

    internal JsonObject Content { get; private set; } = [];

    internal static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    internal static string Program => Path.Combine(AppContext.BaseDirectory, "hydronb.dll");

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes another connection file.</summary>
    internal void Write(JsonObject content)
    {
        Content = content;
        System.IO.File.WriteAllText(File, content.ToJsonString());
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>Starts the kernel.</summary>
    /// <param name="parent">Number of the process that it must not outlive.</param>
    /// <param name="arguments">What follows the connection file.</param>
    internal Process Start(int? parent = null, params string[] arguments)
    {
        ProcessStartInfo start = Prepare(Dotnet, [Program, "kernel", "start", File, .. arguments]);
        if (parent is int id)
        {
            start.Environment["JPY_PARENT_PID"] = id.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    /// <summary>Starts the kernel as the child of a shell, which it must not outlive.</summary>
    internal Process StartInShell() =>
        Process.Start(Prepare("sh", ["-c", "JPY_PARENT_PID=$$ \"$@\"; exit", "sh", Dotnet, Program, "kernel", "start", File]))!;

    /// <summary>Waits for the ports and connects.</summary>
    internal JupyterClient Connect()
    {
        ConnectionFile connection = ConnectionFile.Read(File);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // The shell port is taken last.
                using var probe = new TcpClient();
                probe.Connect(IPAddress.Loopback, connection.ShellPort);
                return new JupyterClient(connection);
            }
            catch (SocketException)
            {
                Assert.True(watch.Elapsed < ZmtpClient.Patience, "the kernel does not listen");
                TestContext.Current.CancellationToken.WaitHandle.WaitOne(20);
            }
        }
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Stop());
        return ports;
    }

    private ProcessStartInfo Prepare(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder,
        };
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(Folder, "runtime");
        start.Environment.Remove("JPY_PARENT_PID");
        return start;
    }
}
