using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HydroNotebook.Kernel.Tests.Wire;

/// <summary>Jupyter's own clients against the built kernel; scripts in <c>clients</c>, run by Debian's Python.</summary>
[Trait("Speed", "slow")]
public sealed class PythonClientTests : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("kernel_test.py", "jupyter_kernel_test", "OK (skipped=2)")]
    [InlineData("notebook_run.py", "nbclient", "ok")]
    [InlineData("notebook_errors.py", "nbclient", "ok")]
    [InlineData("two_clients.py", "jupyter_client", "ok")]
    [InlineData("restarts.py", "jupyter_client", "ok")]
    [InlineData("heartbeats.py", "zmq", "ok")]
    public void Jupyters_client_is_served(string script, string module, string ending) => Serve(script, module, ending);

    [Theory(Explicit = true)]
    [InlineData("restarts.py", "jupyter_client", "50")]
    public void Jupyters_client_is_served_for_long(string script, string module, string times) => Serve(script, module, "ok", times);

    private void Serve(string script, string module, string ending, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Python) && Run("-c", $"import {module}, jupyter_client, nbformat").Code == 0, $"{Python} has no module {module}.");
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray(KernelOnDisk.Dotnet, KernelOnDisk.Program, "kernel", "start", "{connection_file}"),
            ["display_name"] = "C# (HydroNotebook)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
        };
        Directory.CreateDirectory(_folder["kernels/hydronotebook-test"]);
        File.WriteAllText(_folder["kernels/hydronotebook-test/kernel.json"], spec.ToJsonString());

        (int code, string told) = Run([Path.Combine(AppContext.BaseDirectory, "clients", script), .. arguments]);

        TestContext.Current.SendDiagnosticMessage(told);
        Assert.True(code == 0 && told.Split('\n').Contains(ending, StringComparer.Ordinal), told);
    }

    private (int Code, string Told) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = _folder.Path,
        };
        start.Environment["JUPYTER_PATH"] = _folder.Path;
        start.Environment["JUPYTER_RUNTIME_DIR"] = _folder["runtime"];
        start.Environment["IPYTHONDIR"] = _folder["ipython"];
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{arguments[0]} does not end");
        }

#pragma warning disable xUnit1031 // The process has ended, so both are complete.
        return (process.ExitCode, output.Result + errors.Result);
#pragma warning restore xUnit1031
    }
}
