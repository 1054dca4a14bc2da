namespace HydroNotebook.Data;

/// <summary>Finds what somebody probably meant who mistyped a name.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest changed letters (Levenshtein, case ignored), or null where none is near.</summary>
    /// <param name="typed">The name as typed.</param>
    /// <param name="known">The names that exist; of equally near ones the first wins.</param>
    /// <returns>The nearest name; null where more than half of its letters (at least 2) would have to change.</returns>
    public static string? Find(string typed, IEnumerable<string> known)
    {
        string? nearest = null;
        int fewest = int.MaxValue;
        foreach (string name in known)
        {
            int changes = Distance(typed.ToUpperInvariant(), name.ToUpperInvariant());
            if (changes < fewest && changes <= Math.Max(2, name.Length / 2))
            {
                nearest = name;
                fewest = changes;
            }
        }

        return nearest;
    }

    /// <summary>The known name with the fewest changed letters, however many; empty where none is known.</summary>
    public static string Of(string typed, IEnumerable<string> known) =>
        known.MinBy(name => Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())) ?? "";

    /// <summary>Number of single letters to insert, delete or replace to turn one text into the other (Levenshtein 1966).</summary>
    internal static int Distance(string a, string b)
    {
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
