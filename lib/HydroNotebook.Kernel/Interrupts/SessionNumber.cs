using System.ComponentModel;

namespace HydroNotebook.Kernel.Interrupts;

/// <summary>Whole numbers as types, in binary, lowest digit outside: 2 is <c>Zero&lt;One&lt;End&gt;&gt;</c>. Tells the flags of sessions in one process apart.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SessionNumber
{
#pragma warning disable CA1034, CA1815, CA2231 // Never instances: names of numbers.
    /// <summary>No further digit.</summary>
    public readonly struct End;

    /// <summary>The digit 0.</summary>
    /// <typeparam name="TRest">The higher digits.</typeparam>
    public readonly struct Zero<TRest>
        where TRest : struct;

    /// <summary>The digit 1.</summary>
    /// <typeparam name="TRest">The higher digits.</typeparam>
    public readonly struct One<TRest>
        where TRest : struct;
#pragma warning restore CA1034, CA1815, CA2231
}
