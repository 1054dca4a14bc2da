using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests.Sessions;

/// <summary>A person who answers line by line, and then waits for ever.</summary>
internal sealed class Answers(params string?[] lines) : ICellInput
{
    private readonly Queue<string?> _lines = new(lines);

    internal List<(string Prompt, bool Secret)> Questions { get; } = [];

    internal TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string? ReadLine(string prompt, bool secret, CancellationToken cancel)
    {
        Questions.Add((prompt, secret));
        if (_lines.TryDequeue(out string? line))
        {
            return line;
        }

        Waiting.TrySetResult();
        cancel.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancel);
    }
}
