using System.Text;

namespace HydroNotebook.Evaluation;

/// <summary>One line of comma-separated values (RFC 4180 without line breaks inside a cell).</summary>
internal static class CsvLine
{
    /// <summary>Quotes a cell where it must be.</summary>
    internal static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(',', '"') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>Cuts a line into cells.</summary>
    internal static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int k = 0; k < line.Length; k++)
        {
            char c = line[k];
            if (c == '"' && quoted && k + 1 < line.Length && line[k + 1] == '"')
            {
                cell.Append('"');
                k++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
