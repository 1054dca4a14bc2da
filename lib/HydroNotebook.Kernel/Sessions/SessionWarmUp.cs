namespace HydroNotebook.Kernel.Sessions;

/// <summary>Runs what cells usually need once, before the first cell comes: compiler, formatter and console are compiled then.</summary>
internal static class SessionWarmUp
{
    private static readonly string[] Cells =
    [
        """
        record Day(int Number, double Depth);
        int Twice(int n) => 2 * n;
        var days = Enumerable.Range(0, 3).Select(k => new Day(Twice(k), k * 0.5)).Where(day => day.Depth >= 0).ToList();
        for (int k = 0; k < days.Count; k++)
        {
            Console.Write($"{days[k].Depth:0.00} ");
        }

        await Task.Yield();
        1.5
        """,
        "days.ToArray()",
        "var total = days.Sum(day => day.Depth); Console.WriteLine(total);",
    ];

    private static readonly Lock Gate = new();
    private static Task? _running;

    /// <summary>Ends when no warm-up is under way; never fails.</summary>
    internal static Task Ended => Volatile.Read(ref _running) is { IsCompleted: false } running ? EndAsync(running) : Task.CompletedTask;

    /// <summary>Starts it, once in a process: what it does lasts for all sessions.</summary>
    internal static Task StartAsync(SessionOptions options)
    {
        lock (Gate)
        {
            if (_running is null)
            {
                _running = Task.Run(() => RunAsync(options));
                // Behind the cells, and no cell waits for it: the first completion would take more than a second.
                _ = _running.ContinueWith(_ => AskOnce(options), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            }

            return _running;
        }
    }

    private static void AskOnce(SessionOptions options)
    {
        using var session = new CSharpSession(options);
        foreach (string code in new[] { "new[] { 1 }.Where(k => k.", "Console.WriteLine(", "var total = " })
        {
            session.Complete(code, code.Length);
            session.Inspect(code, Math.Min(code.Length, 12), detailed: true);
        }
    }

    private static async Task RunAsync(SessionOptions options)
    {
        using var session = new CSharpSession(options with { Unloads = true });
        foreach (string cell in Cells)
        {
            CellResult result = await session.ExecuteUnwaitedAsync(new CellRequest(cell), new Nobody());
            if (result.Error is not null)
            {
                throw new InvalidOperationException($"The session cannot be warmed up: {string.Join(" / ", result.Error.Traceback)}. Please report it; cells run all the same.");
            }
        }
    }

    private static async Task EndAsync(Task running) => await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed class Nobody : ICellSink
    {
        public void Receive(CellOutput output)
        {
        }
    }
}
