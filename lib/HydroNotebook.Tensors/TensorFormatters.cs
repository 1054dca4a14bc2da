using System.Globalization;
using System.Text;

namespace HydroNotebook.Tensors;

/// <summary>Shows tensors in notebooks: the shape, and the first rows and columns of the last two axes.</summary>
internal sealed class TensorFormatters
{
    private const int Rows = 8;
    private const int Columns = 8;

#pragma warning disable CA1822, CA1859 // Found by name on the instance, with this type.
    public IEnumerable<object> CreateTypeFormatters() => [new Formatter("text/html", Html), new Formatter("text/plain", Plain)];
#pragma warning restore CA1822, CA1859

    private static string Plain(Tensor tensor)
    {
        if (tensor.Axes < 2 || tensor.Count == 0)
        {
            return tensor.ToString();
        }

        string[][] fields = Fields(tensor);
        var text = new StringBuilder(Heading(tensor));
        int[] widths = [.. Enumerable.Range(0, fields[0].Length).Select(column => fields.Max(row => row[column].Length))];
        foreach (string[] row in fields)
        {
            text.Append('\n').AppendJoin("  ", row.Select((field, column) => field.PadLeft(widths[column])));
        }

        return text.ToString();
    }

    private static string Html(Tensor tensor)
    {
        if (tensor.Axes < 2 || tensor.Count == 0)
        {
            return $"<pre>{tensor}</pre>";
        }

        var html = new StringBuilder("<p>").Append(Heading(tensor)).Append("</p><table><tbody>");
        foreach (string[] row in Fields(tensor))
        {
            html.Append("<tr>");
            foreach (string field in row)
            {
                html.Append("<td style=\"text-align:right\">").Append(field).Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The shape, and of which matrix the numbers are where there are several.</summary>
    private static string Heading(Tensor tensor)
    {
        string first = string.Concat(Enumerable.Repeat("0, ", tensor.Axes - 2));
        return $"Tensor {Shape.Text(tensor.Shape)}{(tensor.Axes > 2 ? $", at [{first}:, :]" : "")}:";
    }

    private static string[][] Fields(Tensor tensor)
    {
        int height = tensor.Shape[^2];
        int width = tensor.Shape[^1];
        var rows = new List<string[]>();
        for (int row = 0; row < Math.Min(height, Rows); row++)
        {
            ReadOnlySpan<float> values = tensor.Values.Slice(row * width, Math.Min(width, Columns));
            var fields = new List<string>();
            foreach (float value in values)
            {
                fields.Add(value.ToString("G6", CultureInfo.InvariantCulture));
            }

            if (width > Columns)
            {
                fields.Add("…");
            }

            rows.Add([.. fields]);
        }

        if (height > Rows)
        {
            rows.Add([.. rows[0].Select(_ => "…")]);
        }

        return [.. rows];
    }

    private sealed class Formatter(string mimeType, Func<Tensor, string> write)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not Tensor tensor)
            {
                return false;
            }

            writer.Write(write(tensor));
            return true;
        }
    }
}
