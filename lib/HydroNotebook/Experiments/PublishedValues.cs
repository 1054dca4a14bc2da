using System.Text.Json;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Experiments;

/// <summary>The index of figures, tables and statements of the four papers with their published numbers: <c>experiments/published.json</c>.</summary>
public sealed class PublishedValues
{
    private const string Schema = "hydronotebook/published-values/1";

    private readonly Dictionary<string, PublishedItem> _byId;

    private PublishedValues(JsonElement json)
    {
        Papers = [.. json.GetProperty("papers").EnumerateObject().Select(paper => new PublishedPaper(
            paper.Name, paper.Value.GetProperty("title").GetString()!, paper.Value.GetProperty("doi").GetString()!))];
        Items = [.. json.GetProperty("items").EnumerateArray().Select(item => new PublishedItem(item))];
        _byId = new Dictionary<string, PublishedItem>(StringComparer.Ordinal);
        foreach (PublishedItem item in Items)
        {
            if (!_byId.TryAdd(item.Id, item))
            {
                throw new HydroException($"published.json: the id '{item.Id}' is there twice. Give one of the two another id.");
            }
        }
    }

    /// <summary>The papers in the order of the file.</summary>
    public IReadOnlyList<PublishedPaper> Papers { get; }

    /// <summary>All figures, tables and statements in the order of the file.</summary>
    public IReadOnlyList<PublishedItem> Items { get; }

    /// <summary>One item by its id: <c>Published["k19-fig3"]</c>.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="HydroException">There is no such item; the nearest id is told.</exception>
    public PublishedItem this[string id]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(id);
            if (_byId.TryGetValue(id, out PublishedItem? item))
            {
                return item;
            }

            string question = NearestName.Find(id, _byId.Keys) is string nearest ? $"did you mean {nearest}? " : "";
            throw new HydroException($"{id} is not in published.json: {question}'hydronb reproduce --list' shows all.");
        }
    }

    /// <summary>Reads the file of the project's own catalogue.</summary>
    /// <exception cref="HydroException">The file is missing or damaged.</exception>
    public static PublishedValues Load() => Load(Path.Combine(ExperimentCatalogue.Open().Folder, "published.json"));

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="HydroException">The file is missing or damaged.</exception>
    public static PublishedValues Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            throw new HydroException($"{path}: there is no such file. Take it from a fresh copy of the repository.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement.Clone();
            string? schema = root.GetProperty("schema").GetString();
            return schema == Schema
                ? new PublishedValues(root)
                : throw new HydroException($"{path}: the schema is '{schema}', this version reads '{Schema}'. Take the file that came with it.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HydroException($"{path}: is damaged ({fault.Message}). Take it from a fresh copy of the repository.", fault);
        }
    }
}
