using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Tells when the process that started the kernel is gone: without it kernels of a killed Jupyter would stay for ever.</summary>
/// <remarks>Jupyter's launcher names itself in <c>JPY_PARENT_PID</c>: by number, on Windows by an inherited handle.</remarks>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Begins to watch, where a parent is named.</summary>
    /// <param name="parent">Value of <c>JPY_PARENT_PID</c>; null or unreadable = nobody is watched.</param>
    /// <param name="gone">Called once, on a thread of its own.</param>
    internal static void Start(string? parent, Action gone)
    {
        if (!long.TryParse(parent, NumberStyles.None, CultureInfo.InvariantCulture, out long value) || value <= 1)
        {
            return;
        }

        Action wait = OperatingSystem.IsWindows() ? () => WaitForHandle((nint)value) : () => WaitForProcess((int)value);
        new Thread(() =>
        {
            wait();
            gone();
        })
        {
            IsBackground = true,
            Name = "parent watch",
        }.Start();
    }

    private static void WaitForHandle(nint handle)
    {
        using var ended = new ManualResetEvent(initialState: false);
        ended.SafeWaitHandle.Dispose();
        ended.SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: false);
        ended.WaitOne();
    }

    private static void WaitForProcess(int id)
    {
        // A kernel is given to another parent when its own ends. That is told in every container; a list of processes may be another's.
        Func<bool> lives = () => ParentOfThis() == id;
        if (!lives())
        {
            // Something stands between the two, such as a shell. A parent that cannot be seen is not watched.
            string? first = Identify(id);
            lives = () => first is null || Identify(id) == first;
        }

        using var never = new ManualResetEventSlim();
        while (lives())
        {
            never.Wait(Interval, CancellationToken.None);
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentOfThis();

    /// <summary>When the process was started, so that another with the same number is not taken for it; null where it has ended.</summary>
    private static string? Identify(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // After the name in brackets: the state, and 19 fields on the time of the start. A zombie has ended, though it is listed.
                string[] fields = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                return fields[0] is "Z" or "X" ? null : fields[19];
            }

            using var process = Process.GetProcessById(id);
            return process.StartTime.ToString("O", CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
