using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>The cells that wait and the one that runs, on a thread of its own.</summary>
internal sealed class CellQueue : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Replies _replies;
    private readonly Func<Message, CancellationToken, JsonObject> _run;
    private readonly Action _force;
    private readonly TimeProvider _clock;
    private readonly RequestLane _lane;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _idle = new(initialState: true);
#pragma warning disable CA2213 // The method that runs the cell owns it.
    private CancellationTokenSource? _running;
#pragma warning restore CA2213
    private long _interrupted;
    private bool _closed;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="replies">Sends replies.</param>
    /// <param name="run">Runs one cell and gives its reply.</param>
    /// <param name="force">Stops by force what an interrupt has not stopped.</param>
    /// <param name="clock">The clock between two interrupts.</param>
    internal CellQueue(Replies replies, Func<Message, CancellationToken, JsonObject> run, Action force, TimeProvider clock)
    {
        _replies = replies;
        _run = run;
        _force = force;
        _clock = clock;
        _lane = new RequestLane("cells", Serve);
    }

    /// <summary>Begins to run what waits.</summary>
    internal void Start() => _lane.Start();

    /// <summary>Puts a cell at the end.</summary>
    internal void Add(Message request) => _lane.Add(request);

    /// <summary>Interrupts the cell that runs now; without one nothing happens, and the next cell is not hit.</summary>
    /// <remarks>Asked again a second later, a cell that still runs is stopped by force: people press the button twice when once did not help.</remarks>
    internal void Interrupt()
    {
        lock (_gate)
        {
            if (_running is CancellationTokenSource running && !running.IsCancellationRequested)
            {
                _interrupted = _clock.GetTimestamp();

                // On a thread of its own: what cells registered runs inside, and may take its time.
                new Thread(() => Cancel(running)) { IsBackground = true, Name = "interrupt" }.Start();
            }
            else if (_clock.GetElapsedTime(_interrupted) >= Patience)
            {
                _force();
            }
        }
    }

    /// <summary>Runs no further cell and interrupts the one that runs; does not wait long for it.</summary>
    internal void Close(TimeSpan most)
    {
        lock (_gate)
        {
            _closed = true;
        }

        Interrupt();
        _idle.Wait(most, CancellationToken.None);
    }

    /// <inheritdoc/>
    public void Dispose() => _idle.Dispose();

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (Exception error) when (error is ObjectDisposedException or AggregateException)
        {
            // The cell has ended meanwhile, or something that it registered threw: its own affair, and nobody waits for it here.
        }
    }

    private void Serve(Message request)
    {
        using var cancel = new CancellationTokenSource();
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _running = cancel;
            _idle.Reset();
        }

        IReadOnlyList<Message> aborted = [];
        _replies.Serve(request, cell =>
        {
            JsonObject reply = _run(cell, cancel.Token);
            bool hasFailed = (string?)reply["status"] == "error";
            lock (_gate)
            {
                _running = null;
            }

            // Taken before the reply is on its way: what the front end sends when it has read the error shall run.
            if ((hasFailed && cell.Flag("stop_on_error", true)) || cancel.IsCancellationRequested)
            {
                aborted = _lane.TakeAll();
            }

            return reply;
        });
        lock (_gate)
        {
            _running = null;
        }

        foreach (Message waiting in aborted)
        {
            _replies.Serve(waiting, static _ => new JsonObject { ["status"] = "aborted" });
        }

        _idle.Set();
    }
}
