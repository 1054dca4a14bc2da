using System.Globalization;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>What the kernel refused and why, in a file of Jupyter's runtime folder; never what cells hold, never the key.</summary>
/// <remarks>
/// The file is made by the first line and shared by all kernels of the user. At 5 MB it becomes <c>….log.1</c>, and an older one of that name goes.
/// Of each kind at most ten lines a minute are written; the next line of the kind tells how many were left out.
/// </remarks>
internal sealed class KernelLog(string path, TimeProvider clock)
{
    private const long MaxBytes = 5_000_000;
    private const int LinesPerMinute = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Rate> _rates = new(StringComparer.Ordinal);

    /// <summary>The file in the runtime folder of the user who runs the process.</summary>
    internal static string DefaultPath() => Path.Combine(RuntimeFolder(), "hydronotebook-kernel.log");

    /// <summary>Writes a line, unless there were many of its kind. A log that cannot be written does not stop the kernel.</summary>
    /// <param name="kind">What happened; few different values.</param>
    /// <param name="text">What belongs to it; may always be another.</param>
    internal void Write(string kind, string text = "")
    {
        lock (_gate)
        {
            if (!_rates.TryGetValue(kind, out Rate? rate))
            {
                _rates.Add(kind, rate = new Rate(clock.GetTimestamp()));
            }

            if (clock.GetElapsedTime(rate.Since) >= TimeSpan.FromMinutes(1))
            {
                rate.Since = clock.GetTimestamp();
                rate.Lines = 0;
            }

            if (rate.Lines++ >= LinesPerMinute)
            {
                rate.LeftOut++;
                return;
            }

            string more = rate.LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({rate.LeftOut} lines of this kind were left out)");
            rate.LeftOut = 0;
            Append(string.Create(
                CultureInfo.InvariantCulture,
                $"{clock.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} [{Environment.ProcessId}] {kind}{(text.Length > 0 ? ": " : "")}{text.ReplaceLineEndings(" | ")}{more}\n"));
        }
    }

    /// <summary>Where Jupyter keeps files of running kernels: <c>JUPYTER_RUNTIME_DIR</c>, else <c>runtime</c> in its data folder.</summary>
    private static string RuntimeFolder()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_RUNTIME_DIR") is { Length: > 0 } runtime)
        {
            return runtime;
        }

        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } data)
        {
            return Path.Combine(data, "runtime");
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string folder = OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } share ? Path.Combine(share, "jupyter")
            : Path.Combine(home, ".local", "share", "jupyter");
        return Path.Combine(folder, "runtime");
    }

    private void Append(string line)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (File.Exists(path) && new FileInfo(path).Length > MaxBytes)
            {
                File.Move(path, path + ".1", overwrite: true);
            }

            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(path, options);
            file.Write(line);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told: the process's own streams belong to the server's log, and the kernel matters more.
        }
    }

    private sealed class Rate(long since)
    {
        internal long Since { get; set; } = since;

        internal int Lines { get; set; }

        internal int LeftOut { get; set; }
    }
}
