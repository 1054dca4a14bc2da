using System.Globalization;

namespace HydroNotebook.Basins;

/// <summary>A span of days; both ends count.</summary>
/// <param name="First">First day.</param>
/// <param name="Last">Last day, not before the first.</param>
/// <remarks>Written and read as <c>1999-10-01/2008-09-30</c> (ISO 8601). The default value is the single day 0001-01-01.</remarks>
public readonly record struct Period(DateOnly First, DateOnly Last)
{
    /// <summary>Number of days, at least 1 for a valid period.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Whether the day lies in the period, ends included.</summary>
    public bool Contains(DateOnly day) => day >= First && day <= Last;

    /// <summary>Reads <c>1999-10-01/2008-09-30</c>.</summary>
    /// <exception cref="FormatException">The text is not two ISO dates joined by a slash, or the second lies before the first.</exception>
    public static Period Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] ends = text.Split('/');
        if (ends.Length != 2
            || !DateOnly.TryParseExact(ends[0].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly first)
            || !DateOnly.TryParseExact(ends[1].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly last))
        {
            throw new FormatException($"'{text}' is not a period; write it as 1999-10-01/2008-09-30.");
        }

        return last >= first ? new Period(first, last) : throw new FormatException($"The period '{text}' ends before it starts.");
    }

    /// <summary>The period as <c>1999-10-01/2008-09-30</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First:yyyy-MM-dd}/{Last:yyyy-MM-dd}");
}
