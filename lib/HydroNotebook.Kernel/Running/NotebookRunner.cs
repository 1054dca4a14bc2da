using System.Globalization;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Documents;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Running;

/// <summary>Runs notebooks without a front end: cells in order, outputs into an executed copy, an end at the first error.</summary>
public static class NotebookRunner
{
    // The current folder and the console belong to the process: two notebooks at once would mix them up.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    // The last one is what the Polyglot Notebooks extension writes; its cells say themselves what they are written in.
    private static readonly string[] CSharpNames = ["C#", "csharp", "polyglot-notebook"];

    /// <summary>Runs a notebook from its first cell to its last, or to the first that fails.</summary>
    /// <remarks>
    /// The current folder is the notebook's while it runs. The executed copy is written after every cell, beside its place and renamed.
    /// Tags are honoured as by papermill and nbclient: <c>parameters</c>, <c>injected-parameters</c>, <c>raises-exception</c>, <c>skip-execution</c>.
    /// </remarks>
    /// <param name="request">What to run and how.</param>
    /// <param name="progress">Takes news of cells, from any thread; null = nobody.</param>
    /// <param name="cancel">Ends the run; the cell that runs is asked to stop, and the call returns soon in any case.</param>
    /// <returns>How it went; a failing, timed-out or cancelled cell is told here, not thrown.</returns>
    /// <exception cref="NotebookException">The notebook cannot be read, a parameter does not fit, or the last cell is not there.</exception>
    public static async Task<NotebookRunResult> RunAsync(
        NotebookRunRequest request, IProgress<NotebookProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = Path.GetFullPath(request.Path);
        NotebookDocument notebook = NotebookDocument.Load(request.Path);
        ParametersCell.Inject(notebook, request.Parameters, request.Path);
        RequireCSharp(notebook, request.Path);
        notebook.StampKernel();
        CutAfter(notebook, request.LastCell, request.Path);
        string output = request.OutputPath ?? Path.Combine(
            Path.GetDirectoryName(request.Path) ?? "", Path.GetFileNameWithoutExtension(request.Path) + ".executed.ipynb");
        await OneAtATime.WaitAsync(cancel);
        string before = Environment.CurrentDirectory;
        try
        {
            string fullOutput = Path.GetFullPath(output);
            string folder = Path.GetDirectoryName(path)!;
            Environment.CurrentDirectory = folder;
            using var session = new CSharpSession(request.Session with { Folder = folder });
            return await new Walk(request with { OutputPath = output }, notebook, fullOutput, session, progress).RunAsync(cancel);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            OneAtATime.Release();
        }
    }

    private static void CutAfter(NotebookDocument notebook, string? id, string name)
    {
        if (id is null)
        {
            return;
        }

        int last = notebook.Cells.ToList().FindIndex(cell => cell.Id == id);
        if (last < 0)
        {
            throw new NotebookException($"{name}: there is no cell with the id '{id}'. Name one that is there.");
        }

        while (notebook.Cells.Count > last + 1)
        {
            notebook.RemoveAt(notebook.Cells.Count - 1);
        }
    }

    private static void RequireCSharp(NotebookDocument notebook, string name)
    {
        string spoken = (string?)(notebook.Metadata["kernelspec"] as JsonObject)?["language"]
            ?? (string?)(notebook.Metadata["language_info"] as JsonObject)?["name"]
            ?? "C#";
        if (!CSharpNames.Contains(spoken, StringComparer.OrdinalIgnoreCase))
        {
            throw new NotebookException($"{name}: the notebook is written in '{spoken}', only C# runs here. Run it with its own kernel.");
        }

        for (int k = 0; k < notebook.Cells.Count; k++)
        {
            NotebookCell cell = notebook.Cells[k];
            string language = (string?)(cell.Metadata["polyglot_notebook"] as JsonObject)?["kernelName"]
                ?? (string?)(cell.Metadata["dotnet_interactive"] as JsonObject)?["language"]
                ?? "csharp";
            if (cell.Kind == CellKind.Code && language != "csharp" && !cell.HasTag("skip-execution"))
            {
                throw new NotebookException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: cell {k + 1} of the file is written in '{language}', only C# runs here. Rewrite it, or give it the tag skip-execution."));
            }
        }
    }

    /// <summary>One walk through the cells of one notebook.</summary>
    private sealed class Walk(
        NotebookRunRequest request, NotebookDocument notebook, string outputPath, CSharpSession session, IProgress<NotebookProgress>? progress)
    {
        private readonly NotebookOutputs _outputs = new();
        private readonly List<CellTime> _times = [];
        private readonly TimeProvider _clock = request.Session.Clock;

        internal async Task<NotebookRunResult> RunAsync(CancellationToken cancel)
        {
            long start = _clock.GetTimestamp();
            foreach (NotebookCell cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
            {
                cell.Outputs.Clear();
                cell.ExecutionCount = null;
            }

            Save();
            for (int k = 0; k < notebook.Cells.Count; k++)
            {
                NotebookCell cell = notebook.Cells[k];
                if (cell.Kind != CellKind.Code || cell.HasTag("skip-execution") || string.IsNullOrWhiteSpace(cell.Source))
                {
                    continue;
                }

                CellResult result = await RunCellAsync(cell, k + 1, cancel);
                if (result.Error is not null && (result.Outcome == CellOutcome.Cancelled || !cell.HasTag("raises-exception")))
                {
                    return Ended(start, Tell(result, k + 1)) with { FailedCell = result.ExecutionCount, FailedPosition = k + 1, Error = result.Error };
                }
            }

            return Ended(start, string.Create(CultureInfo.InvariantCulture, $"{request.Path}: {_times.Count} cells ran."));
        }

        private async Task<CellResult> RunCellAsync(NotebookCell cell, int position, CancellationToken cancel)
        {
            int count = session.ExecutionCount + 1;
            int cells = notebook.Cells.Count;
            cell.ExecutionCount = count;
            progress?.Report(new NotebookProgress.Started(count, position, cells, cell.Source));
            using var limit = new CancellationTokenSource(request.CellTimeOut ?? Timeout.InfiniteTimeSpan, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
            var sink = new TimeOutSink(
                _outputs.Into(cell, output => progress?.Report(new NotebookProgress.Shown(count, position, cells, output))),
                fault => limit.IsCancellationRequested && !cancel.IsCancellationRequested ? TimedOut(fault) : fault);

            string started = Now();
            CellResult result = await session.ExecuteAsync(cell.Source, sink, either.Token);
            if (result.Outcome == CellOutcome.Cancelled)
            {
                result = result with { Error = sink.Fault ?? result.Error };
            }

            string ended = Now();
            cell.Metadata["execution"] = new JsonObject
            {
                ["iopub.execute_input"] = started,
                ["iopub.status.busy"] = started,
                ["iopub.status.idle"] = ended,
                ["shell.execute_reply"] = ended,
            };
            _times.Add(new CellTime(count, position, result.Duration));
            Save();
            progress?.Report(new NotebookProgress.Finished(count, position, cells, result.Outcome, result.Duration));
            return result;
        }

        private CellError TimedOut(CellError fault)
        {
            if (fault.Name != CellError.Interrupted)
            {
                return fault;
            }

            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"The cell took longer than {request.CellTimeOut!.Value.TotalSeconds:0.###} s. Raise the limit, or make the cell's work smaller.");
            return fault with { Name = "TimedOut", Message = message, Traceback = [message] };
        }

        private string Tell(CellResult result, int position)
        {
            CellError error = result.Error!;
            string line = error.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $", line {error.Line}") : "";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Path}: cell [{result.ExecutionCount}] (number {position} of {notebook.Cells.Count}){line}: {error.Name}: {error.Message}");
        }

        private NotebookRunResult Ended(long start, string message) => new()
        {
            Path = request.Path,
            OutputPath = request.OutputPath!,
            Message = message,
            Duration = _clock.GetElapsedTime(start),
            Cells = _times,
        };

        private string Now() => _clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

        private void Save() => _outputs.WhileStill(() => notebook.Save(outputPath));
    }

    /// <summary>Gives a cancelled cell its true reason before it is stored.</summary>
    private sealed class TimeOutSink(ICellSink next, Func<CellError, CellError> rename) : ICellSink
    {
        internal CellError? Fault { get; private set; }

        public void Receive(CellOutput output)
        {
            if (output is CellOutput.Failed failed)
            {
                Fault = rename(failed.Fault);
                output = new CellOutput.Failed(Fault);
            }

            next.Receive(output);
        }
    }
}
