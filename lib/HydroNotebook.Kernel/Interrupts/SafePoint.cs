using System.ComponentModel;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>What the compiled loops and functions of one session look at in every step. For the code that the session makes of cells, not for people.</summary>
/// <remarks>
/// The look must be <c>if (Volatile.Read(ref Raised) != 0) Stop();</c> with a <see cref="Stop"/> that never returns: then it costs nothing.
/// A call that may return makes the compiler keep all sums in memory, and loops over numbers take six times as long.
/// </remarks>
/// <typeparam name="TSession">Stands for the session: one of <see cref="SessionNumber"/>, a structure, so that each session has a field of its own at a fixed address.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SafePoint<TSession>
    where TSession : struct
{
#pragma warning disable CA2211, CA1000, MA0069, MA0018, CA1051 // A field, static and of a generic type: that is what makes the look free.
    /// <summary>Not 0 while cells of the session shall stop.</summary>
    public static int Raised;

    /// <summary>Throws <see cref="CellInterruptedException"/>.</summary>
    public static void Stop() => throw new CellInterruptedException();
#pragma warning restore CA2211, CA1000, MA0069, MA0018, CA1051

    internal static void Set(int value) => Volatile.Write(ref Raised, value);
}
