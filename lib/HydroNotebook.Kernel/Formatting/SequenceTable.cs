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

    internal static MimeBundle Format(IEnumerable sequence)
    {
        List<object?> rows = Take(sequence, RowLimit, out bool cut);
        if (rows.Count > 0 && rows[0] is { } first)
        {
            if (IsPair(first.GetType()))
            {
                return Table(sequence, rows, cut, ["Key", "Value"], PairFields);
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

    /// <summary>A sequence on one line: <c>[1, 2, 3, … (365 in all)]</c>.</summary>
    internal static string InlineSequence(IEnumerable sequence)
    {
        List<object?> items = Take(sequence, InlineLimit, out bool cut);
        var text = new StringBuilder("[");
        text.AppendJoin(", ", items.Select(item => item is IEnumerable inner and not string ? InlineSequence(inner) : ValueFormatter.Inline(item)));
        if (cut)
        {
            text.Append(", …").Append(sequence is ICollection all ? string.Create(CultureInfo.InvariantCulture, $" ({all.Count} in all)") : "");
        }

        return text.Append(']').ToString();
    }

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
        foreach (string heading in headings)
        {
            html.Append("<th style=\"text-align:left\">").Append(ValueFormatter.Escape(heading)).Append("</th>");
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
        int[] widths = [.. headings.Select((heading, k) => Math.Max(heading.Length, rows.Max(row => row[k].Length)))];
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
