using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Tensors.Storage;
using HydroNotebook.Training;

namespace HydroNotebook.Experiments;

/// <summary>Experiments as JSON files.</summary>
public static class ExperimentFile
{
    /// <summary>Every key that an experiment file may have, in the order of the file.</summary>
    public static IReadOnlyList<SettingKey> Keys { get; } =
        [.. SettingsShape.Keys(typeof(ExperimentSettings), new ExperimentSettings(), "")];

    /// <summary>Reads an experiment file and the basin list that it names.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="HydroException">The file is missing or has faults; all are told.</exception>
    public static ExperimentSettings Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new HydroException($"{path}: there is no such file. Name an experiment file, or see 'hydronb experiments list'.");
        }

        ExperimentSettings settings = Parse(File.ReadAllText(path), path);
        return settings.Data.BasinList is string list
            ? settings with { Data = WithBasins(settings.Data, list, Path.GetDirectoryName(Path.GetFullPath(path))!, path) }
            : settings;
    }

    /// <summary>Reads an experiment from JSON text; unknown keys, wrong types and unusable values are all told in one exception.</summary>
    /// <param name="json">The text.</param>
    /// <param name="culprit">What the text is, to begin messages with.</param>
    /// <exception cref="HydroException">The text has faults.</exception>
    public static ExperimentSettings Parse(string json, string culprit = "experiment") =>
        SettingsJson.Read<ExperimentSettings>(json, culprit);

    /// <summary>The experiment as JSON, complete with defaults; <see cref="Parse"/> gives an equal one back.</summary>
    public static string Format(ExperimentSettings settings) => SettingsJson.Write(settings);

    /// <summary>Writes the experiment complete with defaults, beside its place first and then renamed.</summary>
    /// <param name="settings">The experiment.</param>
    /// <param name="path">Path of the file.</param>
    public static void Write(ExperimentSettings settings, string path) => AtomicFile.WriteText(path, writer => writer.Write(Format(settings)));

    /// <summary>The settings with values changed, as by <c>--set</c> on the command line.</summary>
    /// <param name="settings">The settings to start from.</param>
    /// <param name="assignments">Dotted keys and values: <c>training.batchSize=128</c>, <c>data.dynamicInputs=prcp,tmax</c>, <c>training.learningRate.1=0.002</c>.</param>
    /// <exception cref="HydroException">A key is unknown or a value cannot be used; all are told.</exception>
    public static ExperimentSettings Apply(ExperimentSettings settings, IEnumerable<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(assignments);
        var changes = new List<(string, JsonNode?)>();
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new HydroException($"--set {assignment}: is no assignment. Write it as --set training.batchSize=128.");
            }

            string key = assignment[..equals].Trim();
            changes.Add((key, Value(key, assignment[(equals + 1)..].Trim())));
        }

        ExperimentSettings changed = SettingsJson.Change(settings, changes, "--set");
        return changed.Data.BasinList is string list
            ? changed with { Data = WithBasins(changed.Data, list, Directory.GetCurrentDirectory(), "--set") }
            : changed;
    }

    /// <summary>A value as typed: JSON where it is JSON that fits, otherwise text; a list of texts may be typed with commas.</summary>
    private static JsonNode? Value(string key, string text)
    {
        Type? type = SettingsShape.TypeAt(typeof(ExperimentSettings), key.Split('.'));
        bool isJson = text is "null" || (text.Length > 0 && text[0] is '"' or '[' or '{');
        if (type == typeof(IReadOnlyList<string>) && !isJson)
        {
            return new JsonArray([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(item => (JsonNode?)JsonValue.Create(item))]);
        }

        bool isNumberOrFlag = text is "true" or "false" || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        if (!isJson && (type == typeof(string) || !isNumberOrFlag))
        {
            return JsonValue.Create(text);
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Half-typed JSON goes on as text, and the strict reader tells it with the key and the value as typed.
            return JsonValue.Create(text);
        }
    }

    private static DataSettings WithBasins(DataSettings data, string list, string folder, string culprit)
    {
        string path = Path.Combine(folder, list);
        if (!File.Exists(path))
        {
            throw new HydroException($"{culprit}: data.basinList is '{list}', and there is no such file in {folder}. Give the path relative to the experiment file.");
        }

        string[] ids = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
        DataSettings resolved = data with { BasinList = null, Basins = ids };
        SettingsJson.Refuse(list, [.. resolved.Problems()]);
        return resolved;
    }
}
