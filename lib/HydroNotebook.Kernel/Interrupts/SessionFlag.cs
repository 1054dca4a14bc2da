namespace HydroNotebook.Kernel.Interrupts;

/// <summary>The flag that stops the loops of one session's cells; other sessions of the process have others.</summary>
internal sealed class SessionFlag : IDisposable
{
    // What is in the middle of a longer step when its cell ends must still find the flag up.
    private static readonly TimeSpan StragglersTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestTime = TimeSpan.FromMilliseconds(50);

    private static readonly Lock Numbers = new();
    private static readonly SortedSet<int> Returned = [];
    private static int _next;

    private readonly Lock _gate = new();
    private readonly int _number;
    private readonly Action<int> _set;
    private readonly Timer _lower;
    private long _raisedAt;
    private bool _disposed;

    internal SessionFlag()
    {
        lock (Numbers)
        {
            _number = Returned.Count > 0 ? Returned.Min : _next++;
            Returned.Remove(_number);
        }

        Type type = typeof(SafePoint<>).MakeGenericType(TypeOf(_number));
        _set = type.GetMethod(nameof(SafePoint<>.Set), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.CreateDelegate<Action<int>>();
        _set(0);
        _lower = new Timer(static flag => ((SessionFlag)flag!).Lower(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>The type that cells look at, as they write it.</summary>
    internal string TypeName => $"global::{typeof(SafePoint<>).Namespace}.{nameof(SafePoint<>)}<{NameOf(_number)}>";

    internal void Raise()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _raisedAt = Environment.TickCount64;
            _lower.Change(Timeout.Infinite, Timeout.Infinite);
            _set(1);
        }
    }

    /// <summary>The interrupted cell has ended: the flag comes down when what it left behind has had time to see it.</summary>
    internal void LowerLater()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _lower.Change(StragglersTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Comes down for the next cell, not too soon after it went up.</summary>
    internal async Task LowerAsync()
    {
        TimeSpan left;
        lock (_gate)
        {
            left = _raisedAt == 0 ? TimeSpan.Zero : ShortestTime - TimeSpan.FromMilliseconds(Environment.TickCount64 - _raisedAt);
        }

        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }

        Lower();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _lower.Dispose();
        }

        Lower();
        lock (Numbers)
        {
            Returned.Add(_number);
        }
    }

    private void Lower()
    {
        lock (_gate)
        {
            _raisedAt = 0;
            _set(0);
        }
    }

    private static Type TypeOf(int number) => number == 0
        ? typeof(SessionNumber.End)
        : (number % 2 == 0 ? typeof(SessionNumber.Zero<>) : typeof(SessionNumber.One<>)).MakeGenericType(TypeOf(number / 2));

    private static string NameOf(int number)
    {
        string owner = $"global::{typeof(SessionNumber).FullName}.";
        return number == 0
            ? owner + nameof(SessionNumber.End)
            : $"{owner}{(number % 2 == 0 ? nameof(SessionNumber.Zero<>) : nameof(SessionNumber.One<>))}<{NameOf(number / 2)}>";
    }
}
