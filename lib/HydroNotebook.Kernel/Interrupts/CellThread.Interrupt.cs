namespace HydroNotebook.Kernel.Interrupts;

/// <content>The ways to stop the cell.</content>
internal sealed partial class CellThread
{
    // Safe points and tokens come first: they stop the cell in better places than the interrupt of a wait.
    private static readonly TimeSpan FirstStrike = TimeSpan.FromMilliseconds(5);

    // One strike is lost where a catch of the cell takes it.
    private static readonly TimeSpan BetweenStrikes = TimeSpan.FromMilliseconds(40);

    private readonly SessionFlag _flag;
    private readonly Lock _strikes = new();
    private readonly ManualResetEventSlim _over = new();
    private readonly CancellationTokenSource _force = new();
    private volatile bool _interrupted;
    private volatile bool _wantsForce;
    private int _sheltered;
    private int _striking;

    /// <summary>Whether the cell shall stop. Stays so until it has.</summary>
    internal bool IsInterrupted => _interrupted;

    /// <summary>Asks the cell to stop and returns at once. Does nothing when it has ended already, or was asked before.</summary>
    internal void Interrupt()
    {
        lock (_strikes)
        {
            if (_interrupted || _over.IsSet)
            {
                return;
            }

            _interrupted = true;
            _flag.Raise();
        }

        // Threads of their own: the pool may be full of the cell's work, and who waits on the token may do long things when it is told.
        new Thread(_scope.CancelToken) { IsBackground = true, Name = "cancel a cell" }.UnsafeStart();
        new Thread(Strike) { IsBackground = true, Name = "interrupt a cell" }.UnsafeStart();
    }

    /// <summary>Aborts the cell wherever it is, as soon as that is no work of the host. Only when asked for: it can bring the whole process down.</summary>
    /// <remarks>
    /// Seen with .NET 10.0.12 on Linux: an abort that hits a loop of calls, such as a nested LINQ query, ended the process in more than half of the tries
    /// (PAL_SEHException, with and without interrupts before it); loops without calls and long library functions were stopped each time.
    /// </remarks>
    internal void Force()
    {
        Interrupt();
        _wantsForce = true;
    }

    /// <summary>Keeps interrupts away from what must not end half-way: the host's own work on the cell's thread. An interrupt that waits is used up.</summary>
    internal Sheltered Shelter()
    {
        if (Thread.CurrentThread != _thread)
        {
            return default;
        }

        while (true)
        {
            _sheltered++;
            Interlocked.MemoryBarrier();
            if (!_interrupted || Volatile.Read(ref _striking) == 0)
            {
                break;
            }

            // Out again and wait here: an abort hits the wait.
            _sheltered--;
            while (Volatile.Read(ref _striking) != 0)
            {
                Thread.SpinWait(20);
            }
        }

        if (_interrupted && _sheltered == 1)
        {
            try
            {
                // The only way to use up an interrupt is to pause.
                Thread.CurrentThread.Join(1);
            }
            catch (ThreadInterruptedException)
            {
                // It comes again.
            }
        }

        return new Sheltered(this);
    }

    private void Strike()
    {
        Wake();
        TimeSpan pause = FirstStrike;
        while (!_over.Wait(pause, CancellationToken.None))
        {
            pause = BetweenStrikes;
            Volatile.Write(ref _striking, 1);
            Interlocked.MemoryBarrier();
            bool open = Volatile.Read(ref _sheltered) == 0;
            bool force = open && _wantsForce;
            if (force)
            {
                // Comes back when it has happened. No interrupts after it: both at once do not go together.
                _force.Cancel();
            }
            else if (open)
            {
                _thread.Interrupt();
            }

            Volatile.Write(ref _striking, 0);
            if (force)
            {
                return;
            }
        }
    }

    private void StopStriking()
    {
        lock (_strikes)
        {
            _over.Set();
        }
    }

    /// <summary>The time in which no interrupt comes.</summary>
    internal readonly ref struct Sheltered(CellThread? owner)
    {
        public void Dispose()
        {
            if (owner is not null)
            {
                owner._sheltered--;
            }
        }
    }
}
