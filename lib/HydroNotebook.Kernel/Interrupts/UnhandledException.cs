using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Exceptions that nobody catches: of a cell's own threads, of its <c>async void</c> functions.</summary>
internal static class UnhandledException
{
    /// <summary>Shows it in the cell that started the work; the interrupt of that cell is nothing to tell.</summary>
    internal static void Tell(CellScope scope, Exception error)
    {
        if (scope.Thread is { IsInterrupted: true } && IsInterrupt(error))
        {
            return;
        }

        IReadOnlyList<string> trace = CellTraceback.Describe(error).Traceback;
        scope.Print(StreamName.Error, $"Work that the cell left to itself ended in an exception:\n{string.Join('\n', trace)}\n");
    }

    /// <summary>Whether an exception is what an interrupt leads to.</summary>
    internal static bool IsInterrupt(Exception error) => error switch
    {
        OperationCanceledException or ThreadInterruptedException or ThreadAbortException => true,
        AggregateException several => several.InnerExceptions.All(IsInterrupt),
        _ => error.InnerException is Exception inner && IsInterrupt(inner),
    };
}
