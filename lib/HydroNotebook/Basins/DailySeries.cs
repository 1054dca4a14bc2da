namespace HydroNotebook.Basins;

/// <summary>Daily values of several variables on one calendar without holes: missing values are NaN, missing days do not exist.</summary>
/// <remarks>Values are row-major, <c>[days, variables]</c>; they may lie in a memory-mapped file and are never written.</remarks>
public sealed class DailySeries
{
    private readonly ReadOnlyMemory<float> _values;

    /// <summary>Wraps values without copying them.</summary>
    /// <param name="firstDay">Day of row 0.</param>
    /// <param name="variables">Columns in order.</param>
    /// <param name="values">Row-major values, [days, variables]; NaN = missing.</param>
    /// <exception cref="ArgumentException">There is no column, or the length is no multiple of the number of columns.</exception>
    public DailySeries(DateOnly firstDay, IReadOnlyList<Variable> variables, ReadOnlyMemory<float> values)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (variables.Count == 0 || values.Length % variables.Count != 0)
        {
            throw new ArgumentException($"{values.Length} values do not make whole days of {variables.Count} variables.", nameof(values));
        }

        FirstDay = firstDay;
        Variables = variables;
        Days = values.Length / variables.Count;
        _values = values;
    }

    /// <summary>Day of row 0.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>Number of days (rows).</summary>
    public int Days { get; }

    /// <summary>Columns in order.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>First and last day.</summary>
    public Period Period => new(FirstDay, FirstDay.AddDays(Days - 1));

    /// <summary>All values, row-major [days, variables]; NaN = missing.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>Row of a day; may lie outside 0 … Days − 1 when the day lies outside the record.</summary>
    public int RowOf(DateOnly day) => day.DayNumber - FirstDay.DayNumber;

    /// <summary>Position of a column, or −1.</summary>
    public int ColumnOf(string name)
    {
        for (int k = 0; k < Variables.Count; k++)
        {
            if (string.Equals(Variables[k].Name, name, StringComparison.Ordinal))
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>A copy of one column, [days].</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public float[] Column(string name)
    {
        int column = ColumnOf(name);
        if (column < 0)
        {
            throw new ArgumentException($"There is no column '{name}'; there are {string.Join(", ", Variables.Select(v => v.Name))}.", nameof(name));
        }

        float[] copy = new float[Days];
        ReadOnlySpan<float> values = _values.Span;
        for (int day = 0; day < Days; day++)
        {
            copy[day] = values[(day * Variables.Count) + column];
        }

        return copy;
    }
}
