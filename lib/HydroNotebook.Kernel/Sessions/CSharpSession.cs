using HydroNotebook.Kernel.Directives;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Kernel.Interrupts;
using HydroNotebook.Kernel.Language;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Runs C# cells one after the other; variables, functions and types of a cell stay for the next, also when it fails half-way.</summary>
/// <remarks>
/// Each cell runs on a thread of its own with the invariant culture. What it prints to the console goes to its own sink, also from tasks
/// that it started. A session takes over the process's <see cref="Console.Out"/> and <see cref="Console.Error"/> and passes on what does not come from cells.
/// </remarks>
public sealed class CSharpSession : IDisposable
{
    private readonly SessionOptions _options;
    private readonly SubmissionContext _context;
    private readonly CellCompiler _compiler;
    private readonly CellLanguage _language;
    private readonly CellSteps _steps;
    private readonly ValueFormatter _formatter = new();
    private readonly SessionFlag _flag = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly List<CellScope> _scopes = [];
    private object?[] _submissions = new object?[64];
    private volatile CellThread? _running;
    private bool _stuck;
    private bool _disposed;

    /// <summary>Makes a session without variables.</summary>
    public CSharpSession(SessionOptions? options = null)
    {
        _options = options ?? new SessionOptions();
        _context = new SubmissionContext(_options.Unloads);
        _compiler = new CellCompiler(_options, _context, _flag);
        _steps = new CellSteps(_options, _context, () => _submissions);
        _language = new CellLanguage(_options, () => _compiler.Previous, () => _submissions);
        ConsoleRouting.Install();
        if (_options.SurvivesThreads)
        {
            UnhandledException.Survive();
        }
    }

    /// <summary>Number of cells counted so far: the failed ones too, not those without code and not those that ask to be left out.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Whether an interrupted cell could not be stopped and still runs: the session takes no further cell until it ends.</summary>
    public bool IsAbandoned => _stuck && _running is { Ended.IsCompleted: false };

    /// <summary>Runs one cell. Faults of the cell come back as the result and as an <see cref="CellOutput.Failed"/>, not as exceptions.</summary>
    /// <param name="code">C# as in a script: the value of a last expression without semicolon is the cell's result; <c>await</c> works.</param>
    /// <param name="sink">Takes what the cell shows.</param>
    /// <param name="cancel">
    /// Interrupts the cell: its loops, its waits, and whatever looks at <see cref="NotebookCancellation.Token"/>. After <see cref="SessionOptions.CancelGrace"/> the call returns all the same. Comes it after the end of the cell, it does nothing.
    /// </param>
    /// <exception cref="InvalidOperationException">An interrupted cell could not be stopped: <see cref="IsAbandoned"/>.</exception>
    public Task<CellResult> ExecuteAsync(string code, ICellSink sink, CancellationToken cancel = default) =>
        ExecuteAsync(new CellRequest(code), sink, cancel);

    /// <inheritdoc cref="ExecuteAsync(string, ICellSink, CancellationToken)"/>
    /// <param name="request">The cell and how it runs.</param>
    /// <param name="sink">Takes what the cell shows.</param>
    /// <param name="cancel">Interrupts the cell.</param>
    public async Task<CellResult> ExecuteAsync(CellRequest request, ICellSink sink, CancellationToken cancel = default)
    {
        // Both at once take longer than one after the other. Interrupted meanwhile, the cell is told so below.
        await SessionWarmUp.Ended.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await ExecuteUnwaitedAsync(request, sink, cancel);
    }

    /// <summary>Compiles and runs once what cells usually need, on another thread and unseen, so that the first cell is quick. Cells wait for its end.</summary>
    /// <remarks>It leaves no variable, no count and no output, and happens once in a process.</remarks>
    public Task WarmUpAsync() => SessionWarmUp.StartAsync(_options);

    internal async Task<CellResult> ExecuteUnwaitedAsync(CellRequest request, ICellSink sink, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sink);
        ObjectDisposedException.ThrowIf(_disposed, this);
#pragma warning disable MA0040, CA2016 // Free at once: then a cell that is cancelled before it starts ends as cancelled, by the usual way.
        if (!_oneAtATime.Wait(0))
#pragma warning restore MA0040, CA2016
        {
            await _oneAtATime.WaitAsync(cancel);
        }

        try
        {
            if (IsAbandoned)
            {
                throw new InvalidOperationException("An interrupted cell still runs in compiled code that looks at nothing. Wait until it ends, or restart.");
            }

            return await RunCellAsync(request, sink, cancel);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Stops by force the cell that an interrupt has not stopped: aborts its thread wherever it is. Returns at once.</summary>
    /// <remarks>
    /// The last resort before a restart, and sometimes the same: where the abort hits a loop of calls it can end the process.
    /// It does not reach code that waits in the system, such as a socket, until that comes back.
    /// </remarks>
    /// <returns>Whether a cell runs that can be stopped.</returns>
    public bool StopByForce()
    {
        CellThread? running = _running;
        if (running is null || running.Ended.IsCompleted)
        {
            return false;
        }

        running.Force();
        return true;
    }

    /// <inheritdoc cref="CellLanguage.Complete"/>
    internal Completions Complete(string code, int position) => _language.Complete(code, position);

    /// <inheritdoc cref="CellLanguage.Inspect"/>
    internal Inspection? Inspect(string code, int position, bool detailed) => _language.Inspect(code, position, detailed);

    /// <inheritdoc cref="CellLanguage.IsComplete"/>
#pragma warning disable CA1822 // Asked of a session like the two above.
    internal Completeness IsComplete(string code) => CellLanguage.IsComplete(code);
#pragma warning restore CA1822

    /// <summary>Lets the session's variables go, and its code where <see cref="SessionOptions.Unloads"/> says so; else that stays until the process ends.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _submissions = [];
        _scopes.Clear();
        _running = null;
        _context.Release();
        _flag.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task<CellResult> RunCellAsync(CellRequest request, ICellSink sink, CancellationToken cancel)
    {
        long start = _options.Clock.GetTimestamp();
        bool counts = request.Counted && !string.IsNullOrWhiteSpace(request.Code);
        ExecutionCount += counts ? 1 : 0;
        int count = counts ? ExecutionCount : CellTraceback.Uncounted;
        using var scope = new CellScope(sink, request.Input, _formatter);
        await _flag.LowerAsync();
        CellResult result = cancel.IsCancellationRequested
            ? Interrupted(count, "The cell was interrupted before it started.")
            : await OnOwnThread(scope, () => EvaluateAsync(scope, request.Code, count), count, cancel);
        if (result.Outcome == CellOutcome.Done)
        {
            _compiler.Shadowed.Release(_submissions);
        }

        if (result.Error is not null)
        {
            scope.Emit(new CellOutput.Failed(result.Error));
        }

        return result with { ExecutionCount = ExecutionCount, Duration = _options.Clock.GetElapsedTime(start) };
    }

    private async Task<CellResult> EvaluateAsync(CellScope scope, string code, int count)
    {
        try
        {
            return await _steps.RunAsync(code, count, scope, part => EvaluateAsync(scope, part, count));
        }
        catch (Exception error) when (scope.Thread!.IsInterrupted && UnhandledException.IsInterrupt(error))
        {
            return Interrupted(count, "The cell was interrupted.");
        }
    }

    private async Task<CellResult> EvaluateAsync(CellScope scope, CellPart part, int count)
    {
        CellResult result = Ended(CellOutcome.Done, count);
        try
        {
            (CompiledCell cell, CellError? fault) = Compile(scope, part, count);
            result = result with { Diagnostics = cell.Diagnostics };
            if (fault is not null)
            {
                return result with { Outcome = CellOutcome.NotCompiled, Error = fault };
            }

            object? value = cell.Start is null ? null : await cell.Start(_submissions);
            if (scope.Thread!.IsInterrupted)
            {
                // Its threads were stopped, or it caught what stops it: what it has made may be half of it.
                return Interrupted(count, "The cell was interrupted.");
            }

            // What display has shown is not shown again where its line has no semicolon.
            if (value is DisplayedValue || (value is null && !cell.EndsInValue()))
            {
                return result;
            }

            // Shown here, not by the caller: a lazy sequence runs, prints and is interrupted as part of the cell.
            MimeBundle bundle = scope.Formatter.Format(value);
            if (!part.IsLast)
            {
                CellDisplay.Show(scope, bundle);
                return result;
            }

            scope.Emit(new CellOutput.Result(bundle, ExecutionCount));
            return result with { HasValue = true, Value = value };
        }
#pragma warning disable CA1031 // Whatever a cell throws is the result of the cell.
        catch (Exception error) when (error is not ThreadAbortException)
#pragma warning restore CA1031
        {
            return scope.Thread!.IsInterrupted && UnhandledException.IsInterrupt(error)
                ? Interrupted(count, "The cell was interrupted.", error)
                : result with { Outcome = CellOutcome.Failed, Error = CellTraceback.Describe(error, count) };
        }
    }

    private (CompiledCell Cell, CellError? Fault) Compile(CellScope scope, CellPart part, int count)
    {
        using CellThread.Sheltered shelter = scope.Thread!.Shelter();
        CompiledCell cell = _compiler.Compile(part, count, scope.Cancel);
        if (cell.Diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            return (cell, CellTraceback.Describe(cell.Diagnostics, part.Text, count));
        }

        // Slot 0 would hold a globals object; each cell's own object takes the next.
        if (_compiler.Submissions >= _submissions.Length)
        {
            Array.Resize(ref _submissions, _submissions.Length * 2);
        }

        if (cell.Start is not null)
        {
            // Held here, weakly known there: what a cell left behind may speak up as long as the session lives.
            _scopes.Add(scope);
            UnhandledException.Know(cell.Start.Method.Module.Assembly, scope);
        }

        scope.Cancel.ThrowIfCancellationRequested();
        return (cell, null);
    }

    private async Task<CellResult> OnOwnThread(CellScope scope, Func<Task<CellResult>> evaluate, int count, CancellationToken cancel)
    {
        var thread = new CellThread(scope, CellTraceback.NameOfCell(count), _flag, evaluate);
        _running = thread;
        _stuck = false;
        thread.Start();
        CellEnd end;
        await using (cancel.UnsafeRegister(static thread => ((CellThread)thread!).Interrupt(), thread))
        {
            try
            {
                end = await thread.Ended.WaitAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                try
                {
                    end = await thread.Ended.WaitAsync(_options.CancelGrace, _options.Clock, CancellationToken.None);
                }
                catch (TimeoutException)
                {
                    _stuck = true;
                    return Interrupted(count, "The cell was interrupted and does not stop: it is in compiled code that looks at nothing. Wait until it ends, or restart.");
                }
            }
        }

        if (thread.IsInterrupted)
        {
            _flag.LowerLater();
        }

        return end.How switch
        {
            CellEnd.Way.Force => Interrupted(count, "The cell was stopped by force, in the middle of something. If results look odd, restart."),
            CellEnd.Way.LeftBehind => Interrupted(count, "The cell was interrupted; what it waited for heeds no interrupt and may go on in the background."),
            _ => await end.Result!,
        };
    }

    private static CellResult Ended(CellOutcome outcome, int count) => new() { Outcome = outcome, ExecutionCount = count };

    private static CellResult Interrupted(int count, string message, Exception? error = null)
    {
        CellError? at = error is null ? null : CellTraceback.Describe(error, count);
        IEnumerable<string> frames = at?.Traceback.Where(line => line.StartsWith("   at ", StringComparison.Ordinal)) ?? [];
        return Ended(CellOutcome.Cancelled, count) with
        {
            Error = new CellError(CellError.Interrupted, message, at?.Line ?? 0, 0, [$"{CellTraceback.NameOfCell(count)}: {message}", .. frames]),
        };
    }
}
