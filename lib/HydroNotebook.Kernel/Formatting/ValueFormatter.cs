using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Formatting;

/// <summary>Turns any value into the forms in which a cell shows it; <c>docs/formatters.md</c> tells the order of choice.</summary>
internal sealed class ValueFormatter
{
    private readonly Dictionary<Type, Func<object, MimeBundle?>?> _byName = [];
    private readonly Lock _gate = new();

    /// <summary>All forms of a value; a formatter of its type that throws is told in the text and the default shown instead.</summary>
    internal MimeBundle Format(object? value)
    {
        if (value is null)
        {
            return MimeBundle.FromText("null");
        }

        if (value is MimeBundle ready)
        {
            return ready;
        }

        if (FormatterOf(value.GetType()) is Func<object, MimeBundle?> byName)
        {
            MimeBundle? bundle;
            try
            {
                bundle = byName(value);
            }
            catch (TargetInvocationException error) when (error.InnerException is not null)
            {
                return MimeBundle.FromText(
                    $"{value.GetType().Name} cannot show itself: {error.InnerException.GetType().Name}: {error.InnerException.Message}");
            }

            if (bundle is not null)
            {
                return bundle;
            }
        }

        return value switch
        {
            Exception error => MimeBundle.FromText(string.Join("\n", CellTraceback.Describe(error).Traceback)),
            IEnumerable sequence and not string => SequenceTable.Format(sequence),
            _ => FormatOne(value),
        };
    }

    /// <summary>A value on one line: numbers and dates as everywhere in the world.</summary>
    internal static string Inline(object? value) => value switch
    {
        null => "null",
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Text safe inside HTML.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static MimeBundle FormatOne(object value)
    {
        string text = Inline(value);
        IReadOnlyList<PropertyInfo> columns = RecordColumns.Of(value.GetType());
        if (columns.Count == 0 || !RecordColumns.IsRecordLike(value.GetType()))
        {
            return MimeBundle.FromText(text);
        }

        var html = new StringBuilder("<table><tbody>");
        foreach (PropertyInfo column in columns)
        {
            html.Append("<tr><th style=\"text-align:left\">").Append(Escape(column.Name)).Append("</th><td style=\"text-align:left\">")
                .Append(Escape(RecordColumns.Read(column, value))).Append("</td></tr>");
        }

        return MimeBundle.FromHtml(html.Append("</tbody></table>").ToString(), text);
    }

    private Func<object, MimeBundle?>? FormatterOf(Type type)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(type, out Func<object, MimeBundle?>? formatter))
            {
                formatter = ByNameFormatter.Find(type);
                _byName.Add(type, formatter);
            }

            return formatter;
        }
    }
}
