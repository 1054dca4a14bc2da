using System.Globalization;

namespace HydroNotebook.Cli;

/// <summary>Values for a notebook's parameters from <c>name=value</c>: whole numbers, numbers, true or false, otherwise text.</summary>
internal static class NotebookParameters
{
    /// <summary>Whether a text is not <c>name=value</c>.</summary>
    internal static bool IsNone(string assignment) => assignment.IndexOf('=', StringComparison.Ordinal) < 1;

    /// <summary>The values by name; every assignment must be one, see <see cref="IsNone"/>.</summary>
    internal static IReadOnlyDictionary<string, object?> Parse(IEnumerable<string> assignments)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            parameters[assignment[..equals].Trim()] = Value(assignment[(equals + 1)..].Trim());
        }

        return parameters;
    }

    private static object Value(string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole))
        {
            return whole;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        return bool.TryParse(text, out bool flag) ? flag : text.Trim('"');
    }
}
