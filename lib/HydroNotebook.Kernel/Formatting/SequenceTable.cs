using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>Shows a sequence: of records as a table, of numbers and texts as a list; long ones are cut and say so.</summary>
internal static class SequenceTable
{
    // Enough for a look at a table, little enough to scroll past; the first ones of a list fit on a screen's line or two.
    private const int RowLimit = 40;
    private const int InlineLimit = 20;
    private const int ColumnLimit = 20;
    private const int DepthLimit = 6;

    internal static MimeBundle Format(IEnumerable sequence)
    {
        if (sequence is Array { Rank: 2 } matrix)
        {
            return Matrix(matrix);
        }

        List<object?> rows = Take(sequence, RowLimit, out bool cut);
        if (rows.Find(row => row is not null) is { } first)
        {
            if (IsPair(first.GetType()))
            {
                return Table(sequence, rows, cut, ["Key", "Value"], PairFields);
            }

            if (rows.TrueForAll(row => row is null or IDictionary))
            {
                object[] keys = [.. rows.OfType<IDictionary>().SelectMany(row => row.Keys.Cast<object>()).Distinct().Take(ColumnLimit)];
                return Table(sequence, rows, cut, [.. keys.Select(ValueFormatter.Inline)], row => [.. keys.Select(key => Entry(row as IDictionary, key))]);
            }

            IReadOnlyList<PropertyInfo> columns = RecordColumns.Of(first.GetType());
            if (columns.Count > 0 && first is not IEnumerable && rows.TrueForAll(row => row is null || row.GetType() == first.GetType()))
            {
                return Table(
                    sequence, rows, cut, [.. columns.Select(column => column.Name)], row => [.. columns.Select(column => RecordColumns.Read(column, row))]);
            }
        }

        return MimeBundle.FromText(InlineSequence(sequence));
    }

    /// <summary>A sequence on one line: <c>[1, 2, 3, … (365 in all)]</c>; sequences within sequences down to a depth of 6.</summary>
    internal static string InlineSequence(IEnumerable sequence) => InlineSequence(sequence, DepthLimit);

    /// <summary>A value within a list or a table: sequences as lists.</summary>
    internal static string Inline(object? value, int depth = DepthLimit) => value is IEnumerable inner and not string
        ? depth > 0 ? InlineSequence(inner, depth - 1) : "[…]"
        : ValueFormatter.Inline(value);

    private static string InlineSequence(IEnumerable sequence, int depth)
    {
        List<object?> items = Take(sequence, InlineLimit, out bool cut);
        var text = new StringBuilder("[");
        text.AppendJoin(", ", items.Select(item => Inline(item, depth)));
        if (cut)
        {
            text.Append(", …").Append(sequence is ICollection all ? string.Create(CultureInfo.InvariantCulture, $" ({all.Count} in all)") : "");
        }

        return text.Append(']').ToString();
    }

    /// <summary>An array of two axes: its rows and columns, numbered from 0.</summary>
    private static MimeBundle Matrix(Array matrix)
    {
        int height = matrix.GetLength(0);
        int width = Math.Min(matrix.GetLength(1), ColumnLimit);
        bool isWide = matrix.GetLength(1) > width;
        List<object?> rows = [.. Enumerable.Range(0, Math.Min(height, RowLimit)).Cast<object?>()];
        string[] headings = [.. Enumerable.Range(0, width).Select(column => column.ToString(CultureInfo.InvariantCulture)), .. isWide ? ["…"] : Array.Empty<string>()];
        string rest = height > rows.Count || isWide
            ? string.Create(CultureInfo.InvariantCulture, $"… the first {rows.Count} × {width} of {height} × {matrix.GetLength(1)}") : "";
        List<string[]> texts = [.. rows.Select(row => (string[])
            [.. Enumerable.Range(0, width).Select(column => ValueFormatter.Inline(matrix.GetValue((int)row!, column))), .. isWide ? ["…"] : Array.Empty<string>()])];
        return MimeBundle.FromHtml(Html(headings, texts, rest), Plain(headings, texts, rest));
    }

    private static string Entry(IDictionary? row, object key) => row is null ? "null" : row.Contains(key) ? Inline(row[key]) : "";

    private static List<object?> Take(IEnumerable sequence, int limit, out bool cut)
    {
        var items = new List<object?>();
        cut = false;
        foreach (object? item in sequence)
        {
            if (items.Count == limit)
            {
                cut = true;
                break;
            }

            items.Add(item);
        }

        return items;
    }

    private static bool IsPair(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static string[] PairFields(object? pair)
    {
        Type type = pair!.GetType();
        return [RecordColumns.Read(type.GetProperty("Key")!, pair), RecordColumns.Read(type.GetProperty("Value")!, pair)];
    }

    private static MimeBundle Table(IEnumerable sequence, List<object?> rows, bool cut, string[] headings, Func<object?, string[]> fields)
    {
        List<string[]> texts = [.. rows.Select(fields)];
        string rest = !cut ? ""
            : sequence is ICollection all ? string.Create(CultureInfo.InvariantCulture, $"… the first {rows.Count} of {all.Count} rows")
            : string.Create(CultureInfo.InvariantCulture, $"… the first {rows.Count} rows");
        return MimeBundle.FromHtml(Html(headings, texts, rest), Plain(headings, texts, rest));
    }

    private static string Html(string[] headings, List<string[]> rows, string rest)
    {
        var html = new StringBuilder("<table><thead><tr>");
        bool[] isOfNumbers = [.. headings.Select((_, k) => rows.Exists(row => IsNumber(row[k])) && rows.TrueForAll(row => row[k] == "null" || IsNumber(row[k])))];
        for (int k = 0; k < headings.Length; k++)
        {
            html.Append(isOfNumbers[k] ? "<th style=\"text-align:right\">" : "<th style=\"text-align:left\">").Append(ValueFormatter.Escape(headings[k])).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            html.Append("<tr>");
            foreach (string field in row)
            {
                html.Append(IsNumber(field) ? "<td style=\"text-align:right\">" : "<td style=\"text-align:left\">").Append(ValueFormatter.Escape(field)).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        return rest.Length == 0 ? html.ToString() : html.Append("<p>").Append(rest).Append("</p>").ToString();
    }

    private static string Plain(string[] headings, List<string[]> rows, string rest)
    {
        int[] widths = [.. headings.Select((heading, k) => Math.Max(heading.Length, rows.Select(row => row[k].Length).DefaultIfEmpty(0).Max()))];
        var text = new StringBuilder();
        foreach (string[] row in rows.Prepend(headings))
        {
            string line = string.Join("  ", row.Select((field, k) => IsNumber(field) ? field.PadLeft(widths[k]) : field.PadRight(widths[k])));
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.Append(rest).ToString().TrimEnd('\n');
    }

    private static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
