using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.FrontEnds;

namespace HydroNotebook.Browser.Tests;

/// <summary>Classic Notebook over a folder of its own, with the C# kernel installed for it alone.</summary>
public sealed class NotebookServer : IAsyncLifetime
{
    private const string Program = "/usr/bin/jupyter-notebook";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydronotebook-browser-");
    private Process? _process;
    private readonly StringBuilder _log = new();

    internal string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
        {
            return;
        }

        UserMachine machine = UserMachine.Current() with { Variables = new Dictionary<string, string> { ["XDG_DATA_HOME"] = Inside("data") } };
        new KernelInstaller(machine, new JupyterPaths(machine)).Install(BuiltProgram(), "0.0.0", _ => null);
        int port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        string[] arguments =
        [
            "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--port-retries=0", $"--notebook-dir={Inside("notebooks")}",
            "--NotebookApp.token=", "--NotebookApp.password=", "--NotebookApp.disable_check_xsrf=True",
        ];
        Directory.CreateDirectory(Inside("notebooks"));
        // A folder of its own: another test's run changes the current one for a while and takes it away.
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Inside("notebooks"),
        };
        foreach ((string name, string folder) in new[]
        {
            ("XDG_DATA_HOME", "data"), ("JUPYTER_RUNTIME_DIR", "runtime"), ("JUPYTER_CONFIG_DIR", "config"), ("IPYTHONDIR", "ipython"), ("HOME", "home"),
        })
        {
            Directory.CreateDirectory(Inside(folder));
            start.Environment[name] = Inside(folder);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilItAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // The server ends its kernels when it is asked to end; only when it does not it is killed.
            using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Puts a notebook into the server's folder and gives the address at which it opens.</summary>
    internal string Add(string name, NotebookDocument notebook)
    {
        Assert.SkipWhen(_process is null, $"{Program} is missing: install Debian's package jupyter-notebook.");
        string path = Inside($"notebooks/{name}.ipynb");
        notebook.Save(path);
        return $"{Address}/notebooks/{name}.ipynb";
    }

    /// <summary>What the server and its kernels have printed.</summary>
    internal string LogSoFar()
    {
        lock (_log)
        {
            return _log.ToString();
        }
    }

    // Without what tests have beside theirs.
    private static string BuiltProgram()
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        return Path.Combine(Repository.Folder, "lib", "HydroNotebook.Cli", "bin", configuration, "net10.0");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Note(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }

    private string Inside(string name) => Path.Combine(_folder.FullName, name);

    private async Task UntilItAnswersAsync()
    {
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri($"{Address}/api/kernelspecs"));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!_process!.HasExited && watch.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(100);
            }
            catch (HttpRequestException fault)
            {
                _process!.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"The notebook server did not start: {LogSoFar()}", fault);
            }
        }
    }
}
