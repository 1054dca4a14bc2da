using System.Globalization;

namespace HydroNotebook.Data;

/// <summary>The order of days in a file: each row later than the one before, no repetition.</summary>
internal static class DayOrder
{
    /// <summary>Number of a day that exists, of a year in 1800 … 2200; −1 otherwise.</summary>
    internal static int DayNumber(int year, int month, int day) =>
        year is >= 1800 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day).DayNumber
            : -1;

    /// <summary>Whether a row's day may follow the last one; tells what is wrong otherwise. Holes up to the longest one may.</summary>
    /// <param name="written">The date as read.</param>
    /// <param name="day">Its number, −1 where it is no day.</param>
    /// <param name="last">Number of the last day; −1 on the first row.</param>
    /// <param name="longestHole">Days that may be missing.</param>
    /// <param name="line">Line of the row.</param>
    /// <param name="problems">Gets the defect.</param>
    internal static bool Check(string written, int day, int last, int longestHole, int line, FileProblems problems)
    {
        if (day < 0)
        {
            problems.Add(line, "", $"'{written}' is no day.", "Write year, month and day as numbers, as in '1980 01 31'.");
            return false;
        }

        if (last < 0 || (day > last && day - last - 1 <= longestHole))
        {
            return true;
        }

        string before = DateOnly.FromDayNumber(last).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (day == last)
        {
            problems.Add(line, "", $"The day {before} is there twice.", "Remove one of the two lines.");
        }
        else if (day < last)
        {
            problems.Add(line, "", $"'{written}' comes after {before}: the days run backward.", "Put the lines in the order of days.");
        }
        else
        {
            problems.Add(line, "", $"'{written}' comes {day - last} days after {before}.", "Correct the date; a hole may be ten years long at most.");
        }

        return false;
    }
}
