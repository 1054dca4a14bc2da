using System.Globalization;
using System.Runtime;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>The thread of one cell. What follows its awaits comes back to it, so that an interrupt finds it; it ends with the cell.</summary>
/// <remarks>A thread for each cell: an interrupt that comes too late waits in the thread for its next pause, and goes with it.</remarks>
#pragma warning disable CA1001 // The timer goes when the cell ends; the rest holds nothing of the system, and late looks at it must not fail.
internal sealed partial class CellThread : SynchronizationContext
#pragma warning restore CA1001
{
    // The default of 1.5 to 8 MiB (by platform) is soon used up by recursion over a river network.
    private const int StackBytes = 16 * 1024 * 1024;

    // How long a cell that waits for something deaf may still be brought on by what follows its other awaits.
    private const int DeafWaitMilliseconds = 150;

    // The thread works on while something waits to follow: then another thread does it, as without this context.
    private const int BusyMilliseconds = 25;

    private readonly object _gate = new();
    private readonly Queue<Following> _followings = new();
    private readonly CellScope _scope;
    private readonly Func<Task<CellResult>> _evaluate;
    private readonly Thread _thread;
    private readonly Timer _watch;
    private readonly TaskCompletionSource<CellEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<CellResult>? _work;
    private bool _idle;
    private int _blocked;
    private bool _open = true;
    private bool _drops;

    internal CellThread(CellScope scope, string name, SessionFlag flag, Func<Task<CellResult>> evaluate)
    {
        _scope = scope;
        _flag = flag;
        _evaluate = evaluate;
        _thread = new Thread(Main, StackBytes) { IsBackground = true, Name = name };
        _watch = new Timer(static thread => ((CellThread)thread!).Relieve(), this, Timeout.Infinite, Timeout.Infinite);
        scope.Thread = this;
    }

    /// <summary>How the cell ended.</summary>
    internal Task<CellEnd> Ended => _ended.Task;

    internal void Start() => _thread.Start();

    /// <summary>Takes what follows an await of the cell.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        var following = new Following(d, state, ExecutionContext.Capture(), Environment.TickCount64);
        using (Shelter())
        {
            lock (_gate)
            {
                if (_drops)
                {
                    return;
                }

                if (_open)
                {
                    _followings.Enqueue(following);
                    if (_idle)
                    {
                        Monitor.PulseAll(_gate);
                    }
                    else
                    {
                        WatchLocked();
                    }

                    return;
                }
            }
        }

        Elsewhere([following]);
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private void Main()
    {
        CellScope.Current = _scope;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        SetSynchronizationContext(this);
        CellEnd end;
        try
        {
#pragma warning disable SYSLIB0046 // The last resort against code that neither looks at the flag nor waits.
            ControlledExecution.Run(RunToEnd, _force.Token);
#pragma warning restore SYSLIB0046
            end = _work!.IsCompleted ? new CellEnd(_work, CellEnd.Way.Itself) : new CellEnd(null, CellEnd.Way.LeftBehind);
        }
        catch (OperationCanceledException) when (_force.IsCancellationRequested)
        {
            end = new CellEnd(null, CellEnd.Way.Force);
        }

        _sheltered = 0;
        using (Shelter())
        {
            StopStriking();
            Close(end.How);
        }

        _ended.SetResult(end);
    }

    private void RunToEnd()
    {
        _work = _evaluate();
        using (Shelter())
        {
            _ = _work.ContinueWith(static (_, thread) => ((CellThread)thread!).Wake(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        while (Next() is Following following)
        {
            Run(following);
        }
    }

    /// <summary>Waits for what is next; null when the cell has ended, or was interrupted while it waits for something deaf.</summary>
    private Following? Next()
    {
        using Sheltered shelter = Shelter();
        lock (_gate)
        {
            _idle = true;
            long deaf = 0;
            while (_followings.Count == 0 && !_work!.IsCompleted)
            {
                if (IsInterrupted)
                {
                    deaf = deaf == 0 ? Environment.TickCount64 : deaf;
                    if (Environment.TickCount64 - deaf > DeafWaitMilliseconds)
                    {
                        break;
                    }
                }

                Monitor.Wait(_gate, IsInterrupted ? DeafWaitMilliseconds / 5 : Timeout.Infinite);
            }

            _idle = false;
            if (_work!.IsCompleted || !_followings.TryDequeue(out Following? next))
            {
                return null;
            }

            if (_followings.Count > 0)
            {
                WatchLocked();
            }

            return next;
        }
    }

    private void Run(Following following)
    {
        try
        {
            following.Callback(following.State);
        }
#pragma warning disable CA1031 // Of an async void method: there is nobody else to tell.
        catch (Exception error) when (error is not ThreadAbortException)
#pragma warning restore CA1031
        {
            UnhandledException.Tell(_scope, error);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void Close(CellEnd.Way how)
    {
        Following[] rest;
        lock (_gate)
        {
            _open = false;
            _drops = how != CellEnd.Way.Itself;
            rest = [.. _followings];
            _followings.Clear();
            _watch.Dispose();
        }

        if (how == CellEnd.Way.Itself)
        {
            Elsewhere(rest);
        }
    }

    /// <summary>Looks after a while whether the thread came to what waits: a cell may block in <c>task.Wait()</c> for the very thing that follows.</summary>
    private void WatchLocked()
    {
        _blocked = 0;
        _watch.Change(1, Timeout.Infinite);
    }

    private void Relieve()
    {
        Following[] taken;
        lock (_gate)
        {
            if (!_open || _idle || !_followings.TryPeek(out Following? first))
            {
                return;
            }

            // Seen twice: a moment's wait for a lock is no reason.
            _blocked = _thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) ? _blocked + 1 : 0;
            if (_blocked < 2 && Environment.TickCount64 - first.Since < BusyMilliseconds)
            {
                _watch.Change(1, Timeout.Infinite);
                return;
            }

            taken = [.. _followings];
            _followings.Clear();
        }

        Elsewhere(taken);
    }

    /// <summary>Runs on another thread, in order.</summary>
    private void Elsewhere(Following[] followings)
    {
        if (followings.Length > 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work =>
                {
                    foreach (Following following in work.followings)
                    {
                        if (following.Context is ExecutionContext context)
                        {
                            ExecutionContext.Run(context, _ => work.thread.Run(following), null);
                        }
                        else
                        {
                            work.thread.Run(following);
                        }
                    }
                },
                (thread: this, followings),
                preferLocal: false);
        }
    }

    private sealed record Following(SendOrPostCallback Callback, object? State, ExecutionContext? Context, long Since);
}
