using System.Diagnostics;
using System.Globalization;
using HydroNotebook.Tensors.Tests.Kernels;

namespace HydroNotebook.Tensors.Tests;

/// <summary>The tests of the kernels once more, on a processor that the runtime is told to be smaller.</summary>
public sealed class InstructionSetTests
{
    [Theory(Explicit = true)]
    [InlineData("DOTNET_EnableAVX512", 8)]
    [InlineData("DOTNET_EnableAVX2", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", 4)]
    public async Task Kernels_hold_what_they_promise_without(string instructionSet, int widestLanes)
    {
        string program = typeof(InstructionSetTests).Assembly.Location;
        string[] arguments = [program, "--filter-namespace", "HydroNotebook.Tensors.Tests.Kernels"];
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            Environment = { [instructionSet] = "0", [KernelSetTests.WidestLanes] = widestLanes.ToString(CultureInfo.InvariantCulture) },
        };

        using Process process = Process.Start(start)!;
        string told = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, told);
        Assert.Contains("failed: 0", told, StringComparison.Ordinal);
    }
}
