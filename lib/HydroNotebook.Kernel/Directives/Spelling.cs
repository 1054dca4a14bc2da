namespace HydroNotebook.Kernel.Directives;

/// <summary>How far two words are apart.</summary>
internal static class Spelling
{
    /// <summary>The word of a list that is nearest to what was written; the first where the list gives several.</summary>
    internal static string Nearest(string written, IEnumerable<string> words) => words.MinBy(word => Distance(word, written)) ?? "";

    /// <summary>Levenshtein distance: how many letters to change, add or drop, capitals not counted.</summary>
    internal static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                int changed = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), changed);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
