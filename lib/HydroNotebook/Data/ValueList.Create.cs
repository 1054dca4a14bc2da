namespace HydroNotebook.Data;

/// <summary>Makes value lists.</summary>
internal static class ValueList
{
    /// <summary>Copies the elements; used by collection expressions.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items);

    /// <summary>Copies any list, unless it is a value list already.</summary>
    public static ValueList<T> Of<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items as ValueList<T> ?? new ValueList<T>([.. items]);
    }
}
