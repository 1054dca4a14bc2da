using System.ComponentModel;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Lets an interrupt end the waits of a cell. For the code that the session makes of cells: <c>await X</c> becomes <c>await SafeAwait.On(X)</c>.</summary>
/// <remarks>What was waited for is not stopped by it: a task that heeds no token runs on unseen.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SafeAwait
{
    private static CancellationToken Token => CellScope.Current?.Cancel ?? CancellationToken.None;

    /// <summary>The task, or the interrupt where that comes first.</summary>
    public static Task On(Task task) => task is null || task.IsCompleted ? task! : task.WaitAsync(Token);

    /// <inheritdoc cref="On(Task)"/>
    public static Task<T> On<T>(Task<T> task) => task is null || task.IsCompleted ? task! : task.WaitAsync(Token);

    /// <inheritdoc cref="On(Task)"/>
    public static ValueTask On(ValueTask task) => task.IsCompleted ? task : new ValueTask(task.AsTask().WaitAsync(Token));

    /// <inheritdoc cref="On(Task)"/>
    public static ValueTask<T> On<T>(ValueTask<T> task) => task.IsCompleted ? task : new ValueTask<T>(task.AsTask().WaitAsync(Token));

    /// <summary>Anything else that can be awaited, as it is.</summary>
    public static T On<T>(T awaitable)
        where T : allows ref struct => awaitable;

    /// <summary>The sequence, whose waits the interrupt ends; it also gets the cell's token.</summary>
    public static IAsyncEnumerable<T> Over<T>(IAsyncEnumerable<T> sequence) => sequence is null ? sequence! : new Interruptible<T>(sequence);

    /// <summary>Any other sequence, as it is.</summary>
    public static T Over<T>(T sequence)
        where T : allows ref struct => sequence;

    private sealed class Interruptible<T>(IAsyncEnumerable<T> sequence) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new Enumerator<T>(sequence.GetAsyncEnumerator(cancellationToken.CanBeCanceled ? cancellationToken : Token));
    }

    private sealed class Enumerator<T>(IAsyncEnumerator<T> inner) : IAsyncEnumerator<T>
    {
        private bool _waiting;

        public T Current => inner.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            Task<bool> next = inner.MoveNextAsync().AsTask();
            try
            {
                return await On(next);
            }
            finally
            {
                _waiting = !next.IsCompleted;
            }
        }

        /// <summary>One that is still looking for its next item cannot be disposed: it would refuse, and hide the interrupt.</summary>
        public ValueTask DisposeAsync() => _waiting ? ValueTask.CompletedTask : inner.DisposeAsync();
    }
}
