using System.Globalization;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Formatting;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Runs C# cells one after the other; variables, functions and types of a cell stay for the next, also when it fails half-way.</summary>
/// <remarks>
/// Each cell runs on a thread of its own with the invariant culture. What it prints to the console goes to its own sink, also from tasks
/// that it started. A session takes over the process's <see cref="Console.Out"/> and <see cref="Console.Error"/> and passes on what does not come from cells.
/// </remarks>
public sealed class CSharpSession : IDisposable
{
    // The default of 1.5 to 8 MiB (by platform) is soon used up by recursion over a river network.
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly SessionOptions _options;
    private readonly CellCompiler _compiler;
    private readonly ValueFormatter _formatter = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private object?[] _submissions = new object?[64];
    private bool _abandoned;
    private bool _disposed;

    /// <summary>Makes a session without variables.</summary>
    public CSharpSession(SessionOptions? options = null)
    {
        _options = options ?? new SessionOptions();
        _compiler = new CellCompiler(_options, new SubmissionContext());
        ConsoleRouting.Install();
    }

    /// <summary>Number of cells counted so far: the failed ones too, not those without code and not those that ask to be left out.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Whether a cancelled cell did not end in time: its thread may still run, and the session takes no further cell.</summary>
    public bool IsAbandoned => _abandoned;

    /// <summary>Runs one cell. Faults of the cell come back as the result and as an <see cref="CellOutput.Failed"/>, not as exceptions.</summary>
    /// <param name="code">C# as in a script: the value of a last expression without semicolon is the cell's result; <c>await</c> works.</param>
    /// <param name="sink">Takes what the cell shows.</param>
    /// <param name="cancel">Asks the cell to stop: through <see cref="NotebookCancellation.Token"/>. After <see cref="SessionOptions.CancelGrace"/> the call returns all the same.</param>
    /// <exception cref="InvalidOperationException">The session was abandoned.</exception>
    public Task<CellResult> ExecuteAsync(string code, ICellSink sink, CancellationToken cancel = default) =>
        ExecuteAsync(new CellRequest(code), sink, cancel);

    /// <inheritdoc cref="ExecuteAsync(string, ICellSink, CancellationToken)"/>
    /// <param name="request">The cell and how it runs.</param>
    /// <param name="sink">Takes what the cell shows.</param>
    /// <param name="cancel">Interrupts the cell.</param>
    public async Task<CellResult> ExecuteAsync(CellRequest request, ICellSink sink, CancellationToken cancel = default)
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
            if (_abandoned)
            {
                throw new InvalidOperationException("A cancelled cell of this session did not stop. Start a new session.");
            }

            return await RunCellAsync(request, sink, cancel);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Lets the session's variables go; its code stays loaded until the process ends.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _submissions = [];
        _oneAtATime.Dispose();
    }

    private async Task<CellResult> RunCellAsync(CellRequest request, ICellSink sink, CancellationToken cancel)
    {
        long start = _options.Clock.GetTimestamp();
        bool counts = request.Counted && !string.IsNullOrWhiteSpace(request.Code);
        ExecutionCount += counts ? 1 : 0;
        int count = counts ? ExecutionCount : CellTraceback.Uncounted;
        using var scope = new CellScope(sink, request.Input, _formatter, cancel);
        CellResult result = await OnOwnThread(scope, () => EvaluateAsync(scope, request.Code, count, cancel), count, cancel);
        if (result.Error is not null)
        {
            scope.Emit(new CellOutput.Failed(result.Error));
        }

        return result with { ExecutionCount = ExecutionCount, Duration = _options.Clock.GetElapsedTime(start) };
    }

    private async Task<CellResult> EvaluateAsync(CellScope scope, string code, int count, CancellationToken cancel)
    {
        CompiledCell cell;
        try
        {
            cell = _compiler.Compile(code, count, cancel);
        }
        catch (NotebookException error)
        {
            string text = $"{CellTraceback.NameOfCell(count)}: {error.Message}";
            return Ended(CellOutcome.NotCompiled, count) with { Error = new CellError("CompilationError", error.Message, 0, 0, [text]) };
        }

        CellResult result = Ended(CellOutcome.Done, count) with { Diagnostics = cell.Diagnostics };
        if (cell.Diagnostics.Any(diagnostic => diagnostic.IsError))
        {
            return result with { Outcome = CellOutcome.NotCompiled, Error = CellTraceback.Describe(cell.Diagnostics, code, count) };
        }

        if (cell.Start is null)
        {
            return result;
        }

        // Slot 0 would hold a globals object; each cell's own object takes the next.
        if (_compiler.Submissions >= _submissions.Length)
        {
            Array.Resize(ref _submissions, _submissions.Length * 2);
        }

        try
        {
            object? value = await cell.Start(_submissions);
            if (value is null && !cell.EndsInValue())
            {
                return result;
            }

            // Shown here, not by the caller: a lazy sequence runs, prints and is cancelled as part of the cell.
            scope.Emit(new CellOutput.Result(scope.Formatter.Format(value), ExecutionCount));
            return result with { HasValue = true, Value = value };
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Cancelled(count, "The cell was cancelled.");
        }
#pragma warning disable CA1031 // Whatever a cell throws is the result of the cell.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return result with { Outcome = CellOutcome.Failed, Error = CellTraceback.Describe(error, count) };
        }
    }

    private async Task<CellResult> OnOwnThread(CellScope scope, Func<Task<CellResult>> evaluate, int count, CancellationToken cancel)
    {
        var ended = new TaskCompletionSource<Task<CellResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                CellScope.Current = scope;
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                ended.SetResult(evaluate());
            },
            StackBytes)
        {
            IsBackground = true,
            Name = CellTraceback.NameOfCell(count),
        };
        thread.Start();
        Task<CellResult> cell = ended.Task.Unwrap();
        try
        {
            return await cell.WaitAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            try
            {
                return await cell.WaitAsync(_options.CancelGrace, _options.Clock, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return Cancelled(count, "The cell was cancelled while it compiled.");
            }
            catch (TimeoutException)
            {
                _abandoned = true;
                return Cancelled(count, "The cell was cancelled and did not stop: its work may go on in the background until the process ends.");
            }
        }
    }

    private static CellResult Ended(CellOutcome outcome, int count) => new() { Outcome = outcome, ExecutionCount = count };

    private static CellResult Cancelled(int count, string message) => Ended(CellOutcome.Cancelled, count) with
    {
        Error = new CellError("Cancelled", message, 0, 0, [$"{CellTraceback.NameOfCell(count)}: {message}"]),
    };
}
