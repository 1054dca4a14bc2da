using System.Globalization;
using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Experiments;

/// <summary>A figure, a table or a statement of a paper, with the numbers published for it.</summary>
public sealed class PublishedItem
{
    private readonly JsonElement _values;

    internal PublishedItem(JsonElement json)
    {
        Id = json.GetProperty("id").GetString()!;
        Paper = json.GetProperty("paper").GetString()!;
        Kind = json.GetProperty("kind").GetString()!;
        Title = json.GetProperty("title").GetString()!;
        Shows = json.GetProperty("shows").GetString()!;
        Needs = [.. json.GetProperty("needs").EnumerateArray().Select(need => need.GetString()!)];
        Source = json.GetProperty("source").GetString()!;
        Notes = json.TryGetProperty("notes", out JsonElement notes) ? notes.GetString()! : "";
        HasValues = json.TryGetProperty("values", out _values);
    }

    /// <summary>Id: <c>k19-fig3</c>.</summary>
    public string Id { get; }

    /// <summary>Key of the paper: <c>k19</c>.</summary>
    public string Paper { get; }

    /// <summary>What it is: figure, table or text.</summary>
    public string Kind { get; }

    /// <summary>Title in a few words; ours, not the paper's caption.</summary>
    public string Title { get; }

    /// <summary>What it shows.</summary>
    public string Shows { get; }

    /// <summary>What it takes to make it again; empty for a diagram.</summary>
    public IReadOnlyList<string> Needs { get; }

    /// <summary>Where the numbers are from.</summary>
    public string Source { get; }

    /// <summary>What to know before comparing with the numbers; empty where there is nothing.</summary>
    public string Notes { get; }

    /// <summary>Whether numbers are published for it.</summary>
    public bool HasValues { get; }

    /// <summary>One published number.</summary>
    /// <param name="path">Keys joined by dots, positions in lists counted from 0: <c>medians.ealstm/nse.ensemble</c>, <c>0.single.nse_mean</c>.</param>
    /// <exception cref="HydroException">There is no number there; what is there is told.</exception>
    public double Value(string path)
    {
        JsonElement value = Find(path);
        return value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : throw new HydroException($"{Id}: '{path}' is no number: it {Describe(value)}.");
    }

    /// <summary>A list of published numbers; a place without a number is NaN.</summary>
    /// <param name="path">Keys joined by dots.</param>
    /// <exception cref="HydroException">There is no list of numbers there; what is there is told.</exception>
    public IReadOnlyList<double> Values(string path)
    {
        JsonElement value = Find(path);
        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null)
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? double.NaN : item.GetDouble())]
            : throw new HydroException($"{Id}: '{path}' is no list of numbers: it {Describe(value)}.");
    }

    /// <summary>A published text, such as the name of a model in a row of a table.</summary>
    /// <param name="path">Keys joined by dots.</param>
    /// <exception cref="HydroException">There is no text there; what is there is told.</exception>
    public string Text(string path)
    {
        JsonElement value = Find(path);
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new HydroException($"{Id}: '{path}' is no text: it {Describe(value)}.");
    }

    /// <summary>Keys at a path, or the positions of a list; the outermost for an empty path.</summary>
    /// <param name="path">Keys joined by dots.</param>
    /// <exception cref="HydroException">There is nothing at the path.</exception>
    public IReadOnlyList<string> Keys(string path = "") => KeysOf(Find(path));

    /// <summary>Every published number of the item with its path, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers() => HasValues ? Numbers(_values, "") : [];

    /// <summary>Id and title.</summary>
    public override string ToString() => $"{Id}: {Title}";

    private static IEnumerable<KeyValuePair<string, double>> Numbers(JsonElement at, string path)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Number:
                return [new(path, at.GetDouble())];
            case JsonValueKind.Object:
                return at.EnumerateObject().SelectMany(entry => Numbers(entry.Value, Join(path, entry.Name)));
            case JsonValueKind.Array:
                return at.EnumerateArray().SelectMany((item, k) => Numbers(item, Join(path, k.ToString(CultureInfo.InvariantCulture))));
            default:
                return [];
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string[] KeysOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => [.. value.EnumerateObject().Select(entry => entry.Name)],
        JsonValueKind.Array => [.. Enumerable.Range(0, value.GetArrayLength()).Select(k => k.ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => $"holds {string.Join(", ", KeysOf(value))}; go on with one of them",
        JsonValueKind.String => $"is the text '{value.GetString()}'; read it with Text",
        _ => $"is '{value.GetRawText()}'",
    };

    private JsonElement Find(string path)
    {
        if (!HasValues)
        {
            throw new HydroException($"{Id}: no numbers are published for it. {Notes}".TrimEnd());
        }

        JsonElement at = _values;
        if (path.Length == 0)
        {
            return at;
        }

        for (string rest = path; rest.Length > 0;)
        {
            // Some keys hold a dot themselves ("0.5"), so a key is the longest that the rest begins with.
            string[] keys = KeysOf(at);
            string? key = keys.Where(candidate => rest == candidate || rest.StartsWith(candidate + ".", StringComparison.Ordinal))
                .MaxBy(candidate => candidate.Length);
            if (key is null)
            {
                string typed = rest.Split('.')[0];
                string question = NearestName.Find(typed, keys) is string nearest ? $" Did you mean {nearest}?" : "";
                throw new HydroException(
                    $"{Id}: there is no '{typed}' at '{path}'; there {(keys.Length == 0 ? "is nothing below" : "are " + string.Join(", ", keys))}.{question}");
            }

            at = at.ValueKind == JsonValueKind.Object ? at.GetProperty(key) : at[Array.IndexOf(keys, key)];
            rest = rest.Length == key.Length ? "" : rest[(key.Length + 1)..];
        }

        return at;
    }
}
