using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>A PyTorch process that waits for requests; while it waits it takes no processor time.</summary>
internal sealed class Peer : IDisposable
{
    private const string Variable = "HYDRO_PEER_PYTHON";
    private const int NoTorch = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private Peer(Process process, int threads, string version)
    {
        _process = process;
        Threads = threads;
        Version = version;
    }

    /// <summary>Threads that it runs on.</summary>
    internal int Threads { get; }

    /// <summary>Version of PyTorch and Python.</summary>
    internal string Version { get; }

    /// <summary>One peer for each number of threads; none where there is no Python with torch.</summary>
    /// <param name="threads">Numbers of threads.</param>
    /// <param name="remarks">Told why there is none.</param>
    internal static IReadOnlyList<Peer> Start(IEnumerable<int> threads, TextWriter remarks)
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        string[] pythons = string.IsNullOrEmpty(named) ? ["python3", "/usr/bin/python3"] : [named];
        foreach (string python in pythons)
        {
            var peers = new List<Peer>();
            foreach (int count in threads)
            {
#pragma warning disable CA2000 // the caller owns the peers
                if (Start(python, count, remarks) is { } peer)
                {
                    peers.Add(peer);
                }
                else
                {
                    break;
                }
#pragma warning restore CA2000
            }

            if (peers.Count > 0)
            {
                return peers;
            }
        }

        remarks.WriteLine($"No PyTorch to compare with (tried {string.Join(", ", pythons)}; name another Python with {Variable}).");
        return [];
    }

    /// <summary>Seconds of each step.</summary>
    /// <param name="configuration">Sizes.</param>
    /// <param name="phase">train, infer, states-once or states-windowed.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="warm">Whether steps go before that do not count.</param>
    /// <returns>Seconds of each step, and cores that others kept busy meanwhile; null when the process has died.</returns>
    internal (IReadOnlyList<double> Seconds, double? Others)? Measure(Configuration configuration, string phase, double seconds, bool warm)
    {
        string request = JsonSerializer.Serialize(new
        {
            @case = configuration.Name,
            phase,
            cell = configuration.Cell.ToString(),
            dynamic = configuration.Dynamic,
            statics = configuration.Statics,
            hidden = configuration.Hidden,
            length = configuration.Length,
            seconds,
            warm,
        });
        try
        {
            _process.StandardInput.WriteLine(request);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return null;
        }

        if (_process.StandardOutput.ReadLine() is not { } line)
        {
            return null;
        }

        using JsonDocument answer = JsonDocument.Parse(line);
        JsonElement others = answer.RootElement.GetProperty("others");
        return ([.. answer.RootElement.GetProperty("seconds").EnumerateArray().Select(s => s.GetDouble())],
            others.ValueKind == JsonValueKind.Null ? null : others.GetDouble());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has died before and was told of then.
        }

        if (!_process.WaitForExit(Patience))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static Peer? Start(string python, int threads, TextWriter remarks)
    {
        var start = new ProcessStartInfo(python)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "-B", Path.Combine(AppContext.BaseDirectory, "peer", "torch_peer.py"), threads.ToString(CultureInfo.InvariantCulture) },
        };
#pragma warning disable CA2000 // the peer owns the process; a failed start is disposed of below
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no such program
        }
#pragma warning restore CA2000
        string? hello = process?.StandardOutput.ReadLine();
        if (process is null || hello is null)
        {
            process?.WaitForExit();
            if (process?.ExitCode is { } code and not NoTorch)
            {
                remarks.WriteLine($"{python} ended with code {code} when it should have started PyTorch.");
            }

            process?.Dispose();
            return null;
        }

        using JsonDocument answer = JsonDocument.Parse(hello);
        JsonElement facts = answer.RootElement;
        var peer = new Peer(process, threads, $"torch {facts.GetProperty("torch").GetString()}, Python {facts.GetProperty("python").GetString()}");
        if (facts.GetProperty("fault").GetString() is { } fault)
        {
            remarks.WriteLine($"{python}: {fault}. PyTorch is left out: a comparison with it as it is would flatter us.");
            peer.Dispose();
            return null;
        }

        return peer;
    }
}
