using System.Diagnostics;
using System.Globalization;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Processes that cells or the kernel started and that must not outlive it: a restore, a browser.</summary>
/// <remarks>Found through <c>/proc</c>, so on Linux only; elsewhere children stay, as .NET offers no way to list them.</remarks>
internal static class ChildProcesses
{
    /// <summary>Ends all children of this process, and theirs.</summary>
    internal static void Kill()
    {
        // In a container the list may be another's, with other numbers.
        string self = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (!OperatingSystem.IsLinux() || !File.ReadAllText("/proc/self/stat").StartsWith(self + " ", StringComparison.Ordinal))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ParentOf(folder) == self)
            {
                KillTree(id);
            }
        }
    }

    private static void KillTree(int id)
    {
        try
        {
            using var child = Process.GetProcessById(id);
            child.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private static string ParentOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat")).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
