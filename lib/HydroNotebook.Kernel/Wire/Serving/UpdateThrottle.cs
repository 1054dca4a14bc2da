using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Passes on at most ten updates a second of one display, and always the last.</summary>
/// <remarks>A bar that a fast loop moves would swamp the front end, and notebook servers cut off what comes too fast.</remarks>
internal sealed class UpdateThrottle(TimeProvider clock, Action<string, MimeBundle> send)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Display> _displays = new(StringComparer.Ordinal);

    /// <summary>Takes a new content of a display; sent now, or later unless a newer one comes.</summary>
    internal void Add(string id, MimeBundle bundle)
    {
        lock (_gate)
        {
            if (!_displays.TryGetValue(id, out Display? display))
            {
                _displays.Add(id, display = new Display());
            }

            TimeSpan left = display.Sent is long sent ? Interval - clock.GetElapsedTime(sent) : TimeSpan.Zero;
            display.Pending = bundle;
            if (left <= TimeSpan.Zero)
            {
                Send(id, display);
            }
            else
            {
                display.Timer ??= clock.CreateTimer(_ => Flush(id), null, left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Sends what was held back.</summary>
    internal void Flush()
    {
        lock (_gate)
        {
            foreach ((string id, Display display) in _displays)
            {
                Send(id, display);
            }
        }
    }

    private void Flush(string id)
    {
        lock (_gate)
        {
            Send(id, _displays[id]);
        }
    }

    private void Send(string id, Display display)
    {
        display.Timer?.Dispose();
        display.Timer = null;
        if (display.Pending is MimeBundle bundle)
        {
            display.Pending = null;
            display.Sent = clock.GetTimestamp();
            send(id, bundle);
        }
    }

    private sealed class Display
    {
        internal long? Sent { get; set; }

        internal MimeBundle? Pending { get; set; }

        internal ITimer? Timer { get; set; }
    }
}
