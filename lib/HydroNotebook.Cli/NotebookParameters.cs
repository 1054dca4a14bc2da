using System.Globalization;
using HydroNotebook.Basins;

namespace HydroNotebook.Cli;

/// <summary>Values for a notebook's parameters from <c>name=value</c>: whole numbers, numbers, true or false, otherwise text.</summary>
internal static class NotebookParameters
{
    internal static IReadOnlyDictionary<string, object?> Parse(IEnumerable<string> assignments)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new HydroException($"--set {assignment}: is not name=value. Write it as --set seed=2.");
            }

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
