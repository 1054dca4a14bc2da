using System.Diagnostics;
using HydroNotebook.Tests.Evaluation;

namespace HydroNotebook.Tests.Cli;

/// <summary>The built program as a process of its own: killed, interrupted, gone on with.</summary>
[Trait("Speed", "slow")]
public sealed class ProcessTests(VirtualFolder folder) : IClassFixture<VirtualFolder>, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _temporary = new();

    [Fact]
    public void A_training_that_was_killed_goes_on_to_the_bytes_of_one_that_was_not()
    {
        string run = _temporary.File("killed");
        using (Process process = Start(folder.Train(run, "--set", "training.epochs=1000000")))
        {
            WaitForEpochs(process, run, 3);
            process.Kill();
            process.WaitForExit();
        }

        Assert.False(File.Exists(Path.Combine(run, "weights.safetensors")));
        string epochs = $"training.epochs={File.ReadLines(Path.Combine(run, "log.jsonl")).Count() + 3}";
        Told resumed = Terminal.Run("train", "--resume", "--data", folder.Path, "--out", run, "--set", epochs);
        Told whole = Terminal.Run(folder.Train(_temporary.File("whole"), "--set", epochs));

        Assert.True(resumed.Code == 0 && whole.Code == 0, resumed.Errors + whole.Errors);
        Assert.Equal(Bytes("whole", "weights.safetensors"), Bytes("killed", "weights.safetensors"));
        Assert.Equal(Bytes("whole", "metrics-test.csv"), Bytes("killed", "metrics-test.csv"));
        Assert.Equal(Bytes("whole", "experiment.json"), Bytes("killed", "experiment.json"));
        Assert.Equal(
            Directory.GetFiles(_temporary.File("whole")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Directory.GetFiles(run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_ends_with_code_130_a_checkpoint_and_the_command_that_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill -INT on Windows.");
        string run = _temporary.File("interrupted");
        using Process process = Start(folder.Train(run, "--set", "training.epochs=1000000"));
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        WaitForEpochs(process, run, 1);

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(process.WaitForExit(s_patience));
        Assert.Equal(130, process.ExitCode);
        string told = await output;
        Assert.Contains($"go on with: hydronb train --resume --data {folder.Path} --out {run}{Environment.NewLine}", told, StringComparison.Ordinal);
        Assert.Equal("Stopped.", (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
        Assert.DoesNotContain('\e', told);
        Assert.True(File.Exists(Path.Combine(run, "checkpoint.safetensors")));
        Assert.Empty(Directory.GetFiles(run, "*.part*"));
        Assert.False(File.Exists(Path.Combine(run, "weights.safetensors")));
    }

    public void Dispose() => _temporary.Dispose();

    private static void WaitForEpochs(Process process, string run, int epochs)
    {
        string log = Path.Combine(run, "log.jsonl");
        var watch = Stopwatch.StartNew();
        while (!File.Exists(log) || File.ReadLines(log).Count() < epochs)
        {
            Assert.False(process.HasExited, "the training ended by itself");
            Assert.True(watch.Elapsed < s_patience, "the training does not get on");
            Thread.Sleep(20);
        }
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["XDG_DATA_HOME"] = _temporary.File("data home");
        foreach (string argument in (IEnumerable<string>)[Path.Combine(AppContext.BaseDirectory, "hydronb.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(_temporary.File(run), file));
}
