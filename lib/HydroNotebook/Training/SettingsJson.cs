using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>Settings as JSON: written complete with defaults, read strictly, changed by dotted keys.</summary>
internal static class SettingsJson
{
    /// <summary>A record as a complete, indented JSON file.</summary>
    public static string Write<T>(T settings)
        where T : class, ISettings => SettingsWriter.File(settings);

    /// <summary>Reads a record; keys that are not there keep their defaults.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="culprit">What the text is, to begin the message with: a path as the user knows it.</param>
    /// <exception cref="HydroException">The text is no JSON, or has unknown keys, wrong types or values that cannot be used; all are told.</exception>
    public static T Read<T>(string json, string culprit)
        where T : class, ISettings, new()
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            throw new HydroException(
                $"{culprit}:{fault.LineNumber + 1}: is not JSON at byte {fault.BytePositionInLine + 1} of the line. Correct the line: texts and keys in double quotes, no comma after the last entry.",
                fault);
        }

        using (document)
        {
            var reader = new SettingsReader(typeof(T));
            T settings = (T)reader.Group(document.RootElement, typeof(T), "");
            Refuse(culprit, [.. reader.Problems, .. reader.Problems.Count == 0 ? settings.Problems() : []]);
            return settings;
        }
    }

    /// <summary>A copy of the settings in which the values at dotted keys are others.</summary>
    /// <param name="settings">The settings to start from.</param>
    /// <param name="changes">Dotted key and new value.</param>
    /// <param name="culprit">Where the changes come from, to begin the message with.</param>
    /// <exception cref="HydroException">A key is unknown or a value cannot be used; all are told.</exception>
    public static T Change<T>(T settings, IEnumerable<(string Key, JsonNode? Value)> changes, string culprit)
        where T : class, ISettings, new()
    {
        var root = (JsonObject)SettingsWriter.Node(settings)!;
        foreach ((string key, JsonNode? value) in changes)
        {
            Put(root, key.Split('.'), value);
        }

        return Read<T>(root.ToJsonString(), culprit);
    }

    /// <summary>Throws one exception with all problems (at most 50, then the count of the rest); does nothing where there is none.</summary>
    public static void Refuse(string culprit, IReadOnlyList<ConfigProblem> problems)
    {
        const int Most = 50;
        if (problems.Count == 0)
        {
            return;
        }

        IEnumerable<string> lines = problems.Take(Most).Select(problem => $"{culprit}: {problem}");
        string rest = problems.Count > Most ? $"\n… and {problems.Count - Most} more." : "";
        throw new HydroException(string.Join('\n', lines) + rest);
    }

    private static void Put(JsonObject root, ReadOnlySpan<string> path, JsonNode? value)
    {
        JsonObject at = root;
        for (int k = 0; k < path.Length - 1; k++)
        {
            if (at[path[k]] is not JsonObject next)
            {
                // A group that was null is made; a value that is no group becomes one, and the strict reader refuses it by name.
                next = [];
                at[path[k]] = next;
            }

            at = next;
        }

        at[path[^1]] = value?.DeepClone();
    }
}
