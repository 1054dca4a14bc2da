using System.Text.Json.Nodes;
using HydroNotebook.Data;

namespace HydroNotebook.Training;

/// <summary>Changes to settings: dotted key → value, as in <c>{ "training.epochs": 5 }</c>. Compares by value.</summary>
public sealed class SettingOverrides : IEquatable<SettingOverrides>
{
    private readonly ValueMap<string, string> _entries;

    /// <summary>Changes by dotted key; the values as JSON text.</summary>
    /// <param name="entries">Dotted key → JSON text, such as <c>training.epochs</c> → <c>5</c>.</param>
    /// <exception cref="System.Text.Json.JsonException">A value is no JSON.</exception>
    public SettingOverrides(IEnumerable<KeyValuePair<string, string>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        _entries = new ValueMap<string, string>(entries.Select(entry =>
            new KeyValuePair<string, string>(entry.Key, JsonNode.Parse(entry.Value)?.ToJsonString() ?? "null")));
    }

    /// <summary>No changes.</summary>
    public static SettingOverrides None { get; } = new([]);

    /// <summary>Dotted key → JSON text, in ascending order of keys.</summary>
    public IReadOnlyDictionary<string, string> Entries => _entries;

    /// <inheritdoc/>
    public bool Equals(SettingOverrides? other) => other is not null && _entries.Equals(other._entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SettingOverrides);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.GetHashCode();

    /// <summary>The changes as a cell shows them.</summary>
    public override string ToString() => _entries.ToString();

    /// <summary>The changes as a JSON object.</summary>
    internal JsonObject ToJson() =>
        new(_entries.Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, JsonNode.Parse(entry.Value))));
}
