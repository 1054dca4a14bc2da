using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Exceptions that nobody catches: of a cell's own threads, of its <c>async void</c> functions.</summary>
internal static class UnhandledException
{
    private static readonly ConditionalWeakTable<Assembly, WeakReference<CellScope>> Cells = [];
    private static readonly Lock Gate = new();
    private static bool _survives;

    /// <summary>Keeps the process alive when work of a cell throws on a thread of its own. For good: the runtime takes such a wish once.</summary>
    /// <exception cref="InvalidOperationException">The host has set a handler of its own before.</exception>
    internal static void Survive()
    {
        lock (Gate)
        {
            if (!_survives)
            {
                ExceptionHandling.SetUnhandledExceptionHandler(static error => Handle(error));
                _survives = true;
            }
        }
    }

    /// <summary>Lets the code of a cell find its output, as long as that is held elsewhere.</summary>
    internal static void Know(Assembly code, CellScope scope) => Cells.AddOrUpdate(code, new WeakReference<CellScope>(scope));

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

    /// <summary>Tells what a cell is to blame for; anything else ends the process as always.</summary>
    private static bool Handle(Exception error)
    {
        CellScope? scope = CellScope.Current ?? Culprit(error);
        if (scope is null)
        {
            return false;
        }

        Tell(scope, error);
        return true;
    }

    /// <summary>A raw thread has lost its ambient values when the exception comes here, so the trace must tell: its lowest frame of a cell started the thread.</summary>
    private static CellScope? Culprit(Exception error)
    {
        foreach (StackFrame frame in new StackTrace(error, fNeedFileInfo: false).GetFrames().Reverse())
        {
            if (frame.GetMethod()?.Module.Assembly is Assembly code
                && Cells.TryGetValue(code, out WeakReference<CellScope>? known)
                && known.TryGetTarget(out CellScope? scope))
            {
                return scope;
            }
        }

        return null;
    }

    /// <summary>Whether an exception is what an interrupt leads to.</summary>
    internal static bool IsInterrupt(Exception error) => error switch
    {
        OperationCanceledException or ThreadInterruptedException or ThreadAbortException => true,
        AggregateException several => several.InnerExceptions.All(IsInterrupt),
        _ => error.InnerException is Exception inner && IsInterrupt(inner),
    };
}
