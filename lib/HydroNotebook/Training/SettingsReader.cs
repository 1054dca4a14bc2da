using System.Globalization;
using System.Reflection;
using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>Reads settings records from JSON and accepts nothing that it does not know; collects every fault.</summary>
internal sealed class SettingsReader
{
    private readonly List<ConfigProblem> _problems = [];
    private readonly IReadOnlyList<string> _allKeys;

    /// <summary>Prepares to read a record.</summary>
    /// <param name="root">Type of the outermost record; its keys are those that a mistyped key is compared with.</param>
    public SettingsReader(Type root)
    {
        _allKeys = [.. SettingsShape.Keys(root, Activator.CreateInstance(root)!, "").Select(key => key.Path)];
    }

    /// <summary>What was wrong, in the order of the file.</summary>
    public IReadOnlyList<ConfigProblem> Problems => _problems;

    /// <summary>Reads a record; keys that are not there keep their defaults.</summary>
    /// <param name="json">The object.</param>
    /// <param name="type">Type of the record.</param>
    /// <param name="prefix">Dotted path of the object, with a dot at its end; empty for the outermost.</param>
    public object Group(JsonElement json, Type type, string prefix)
    {
        object record = Activator.CreateInstance(type)!;
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong(prefix.Length > 0 ? prefix[..^1] : "the file", json, "an object");
            return record;
        }

        IReadOnlyList<PropertyInfo> properties = SettingsShape.Properties(type);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in json.EnumerateObject())
        {
            string path = prefix + entry.Name;
            PropertyInfo? property = properties.FirstOrDefault(candidate => SettingsShape.KeyOf(candidate) == entry.Name);
            if (!seen.Add(entry.Name))
            {
                _problems.Add(new(path, "is given twice", "keep one of them"));
            }
            else if (property is null)
            {
                Unknown(path, prefix, properties);
            }
            else if (Value(entry.Value, property, path) is (true, var value))
            {
                property.SetValue(record, value);
            }
        }

        return record;
    }

    /// <summary>Says of a key that it is none, with the key that was probably meant.</summary>
    private void Unknown(string path, string prefix, IReadOnlyList<PropertyInfo> properties)
    {
        // First among the neighbours, then anywhere: 'batchSize' at the top is 'training.batchSize' in the wrong place.
        string last = path[(path.LastIndexOf('.') + 1)..];
        string? nearest = NearestName.Find(path[prefix.Length..], properties.Select(SettingsShape.KeyOf)) is string neighbour
            ? prefix + neighbour
            : _allKeys.FirstOrDefault(key => key.EndsWith("." + last, StringComparison.OrdinalIgnoreCase)) ?? NearestName.Find(path, _allKeys);
        string question = nearest is null ? "" : $"did you mean {nearest}? ";
        _problems.Add(new(path, "is not a setting", $"{question}docs/configuration.md lists all."));
    }

    private (bool Read, object? Value) Value(JsonElement json, PropertyInfo property, string path)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            if (SettingsShape.MayBeNull(property))
            {
                return (true, null);
            }

            Wrong(path, json, SettingsShape.Describe(property.PropertyType));
            return (false, null);
        }

        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (SettingsShape.IsGroup(type))
        {
            return (true, Group(json, type, path + "."));
        }

        int before = _problems.Count;
        object? value = type == typeof(IReadOnlyDictionary<int, float>) ? Rates(json, path)
            : type == typeof(SettingOverrides) ? Overrides(json, path)
            : Scalar(json, type);
        if (value is null && _problems.Count == before)
        {
            Wrong(path, json, SettingsShape.Describe(type));
        }

        return (value is not null, value);
    }

    private static object? Scalar(JsonElement json, Type type)
    {
        if (type == typeof(IReadOnlyList<string>))
        {
            return json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? ValueList.Of([.. json.EnumerateArray().Select(item => item.GetString()!)])
                : null;
        }

        switch (json.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False when type == typeof(bool):
                return json.GetBoolean();
            case JsonValueKind.Number when type == typeof(int):
                return json.TryGetInt32(out int whole) ? whole : null;
            case JsonValueKind.Number when type == typeof(double):
                return json.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;
            case JsonValueKind.String when type == typeof(string):
                return json.GetString();
            case JsonValueKind.String when type.IsEnum:
                string text = json.GetString()!;
                return SettingsShape.EnumNames(type).Contains(text, StringComparer.Ordinal) ? Enum.Parse(type, text, ignoreCase: true) : null;
            case JsonValueKind.String when type == typeof(Period):
                return TryPeriod(json.GetString()!);
            default:
                return null;
        }
    }

    private static Period? TryPeriod(string text)
    {
        try
        {
            return Period.Parse(text);
        }
        catch (FormatException)
        {
            // Told by the caller as a problem with the key and the text as read.
            return null;
        }
    }

    private ValueMap<int, float>? Rates(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var entries = new Dictionary<int, float>();
        foreach (JsonProperty entry in json.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int key))
            {
                _problems.Add(new($"{path}.{entry.Name}", "is not a whole number", "write the epoch as a key: \"11\""));
            }
            else if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetSingle(out float value))
            {
                Wrong($"{path}.{entry.Name}", entry.Value, "a number");
            }
            else if (!entries.TryAdd(key, value))
            {
                _problems.Add(new($"{path}.{entry.Name}", "is given twice", "keep one of them"));
            }
        }

        return new ValueMap<int, float>(entries);
    }

    private SettingOverrides? Overrides(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty entry in json.EnumerateObject())
        {
            if (!entries.TryAdd(entry.Name, entry.Value.GetRawText()))
            {
                _problems.Add(new($"{path}.{entry.Name}", "is given twice", "keep one of them"));
            }
        }

        return new SettingOverrides(entries);
    }

    private void Wrong(string path, JsonElement json, string expected)
    {
        string asRead = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
        _problems.Add(new(path, $"is '{(asRead.Length > 60 ? asRead[..60] + "…" : asRead)}'", $"write {expected}"));
    }
}
