using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>Writes settings records as JSON, complete with defaults.</summary>
internal static class SettingsWriter
{
    // Relaxed: 'σ' and '→' in descriptions stay readable; the files are not put into web pages.
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A record as an indented file with a line end at its end.</summary>
    public static string File(object record) => Node(record)!.ToJsonString(Indented) + "\n";

    /// <summary>One value as compact JSON text.</summary>
    public static string Text(object? value) => Node(value)?.ToJsonString(Compact) ?? "null";

    /// <summary>A record or value as JSON.</summary>
    public static JsonNode? Node(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case string text:
                return JsonValue.Create(text);
            case int number:
                return JsonValue.Create(number);
            case float number:
                return JsonValue.Create(number);
            case double number:
                return JsonValue.Create(number);
            case bool flag:
                return JsonValue.Create(flag);
            case Enum name:
                return JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(name.ToString()));
            case Period period:
                return JsonValue.Create(period.ToString());
            case IReadOnlyList<string> list:
                return new JsonArray([.. list.Select(item => (JsonNode?)JsonValue.Create(item))]);
            case IReadOnlyDictionary<int, float> map:
                return new JsonObject(map.Select(entry => new KeyValuePair<string, JsonNode?>(
                    entry.Key.ToString(CultureInfo.InvariantCulture), JsonValue.Create(entry.Value))));
            case SettingOverrides overrides:
                return overrides.ToJson();
            case ISettings group:
                return Group(group);
            default:
                throw new NotSupportedException($"A setting of type {value.GetType().Name} cannot be written.");
        }
    }

    private static JsonObject Group(ISettings group)
    {
        var json = new JsonObject();
        foreach (PropertyInfo property in SettingsShape.Properties(group.GetType()))
        {
            json[SettingsShape.KeyOf(property)] = Node(property.GetValue(group));
        }

        return json;
    }
}
