using System.Reflection;
using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>Which keys a settings record has, in the order in which it declares them.</summary>
internal static class SettingsShape
{
    /// <summary>The properties that are settings: those that can be set when the record is made.</summary>
    public static IReadOnlyList<PropertyInfo> Properties(Type record) =>
    [
        .. record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.MetadataToken),
    ];

    /// <summary>Name of a property as a key.</summary>
    public static string KeyOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>Whether a type is a group of settings with keys of its own.</summary>
    public static bool IsGroup(Type type) => typeof(ISettings).IsAssignableFrom(type);

    /// <summary>All keys below a record: groups entered, groups that may be null included with their own keys.</summary>
    public static IEnumerable<SettingKey> Keys(Type record, object defaults, string prefix)
    {
        foreach (PropertyInfo property in Properties(record))
        {
            string path = prefix + KeyOf(property);
            object? value = property.GetValue(defaults);
            if (!IsGroup(property.PropertyType))
            {
                yield return new SettingKey(path, property, SettingsWriter.Text(value), KindOf(property));
                continue;
            }

            if (value is null)
            {
                yield return new SettingKey(path, property, "null", "group or null");
            }

            object group = value ?? Activator.CreateInstance(property.PropertyType)!;
            foreach (SettingKey key in Keys(property.PropertyType, group, path + "."))
            {
                yield return key;
            }
        }
    }

    /// <summary>Type of the setting at a dotted key; null where there is none.</summary>
    public static Type? TypeAt(Type record, IEnumerable<string> path)
    {
        Type? type = record;
        foreach (string part in path)
        {
            type = type is null ? null
                : IsGroup(type) ? Properties(type).FirstOrDefault(property => KeyOf(property) == part)?.PropertyType
                : type == typeof(IReadOnlyDictionary<int, float>) ? typeof(float)
                : null;
        }

        return type;
    }

    /// <summary>What a type is called in messages: <c>a whole number</c>.</summary>
    public static string Describe(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(int) ? "a whole number"
        : type == typeof(double) || type == typeof(float) ? "a number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(Period) ? "a period such as 1999-10-01/2008-09-30"
        : type.IsEnum ? string.Join(" or ", EnumNames(type))
        : type == typeof(IReadOnlyList<string>) ? "a list of texts"
        : type == typeof(IReadOnlyDictionary<int, float>) ? "an object of whole number to number"
        : "an object";

    /// <summary>Names of an enumeration as they are written in files; <c>Unspecified</c> is for values that nobody chose, so no file may choose it.</summary>
    public static IEnumerable<string> EnumNames(Type type) =>
        Enum.GetNames(type).Where(name => name != "Unspecified").Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary>Whether null may be written for a property.</summary>
    public static bool MayBeNull(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType
            && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);

    private static string KindOf(PropertyInfo property) =>
        Describe(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) + (MayBeNull(property) ? ", or null" : "");
}
