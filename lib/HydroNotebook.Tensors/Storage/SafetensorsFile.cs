using System.Collections.ObjectModel;

namespace HydroNotebook.Tensors.Storage;

/// <summary>What a safetensors file holds: arrays by name and a few texts.</summary>
public sealed class SafetensorsFile
{
    private readonly SortedDictionary<string, NamedArray> _arrays;

    internal SafetensorsFile(string path, IEnumerable<NamedArray> arrays, IDictionary<string, string> metadata)
    {
        Path = path;
        _arrays = new(arrays.ToDictionary(a => a.Name, StringComparer.Ordinal), StringComparer.Ordinal);
        Metadata = new ReadOnlyDictionary<string, string>(metadata);
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The arrays, by name in ordinal order.</summary>
    public IReadOnlyCollection<NamedArray> Arrays => _arrays.Values;

    /// <summary>Free texts written with the arrays; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The array of a name.</summary>
    /// <param name="name">Name, case counts.</param>
    /// <exception cref="KeyNotFoundException">There is none; the message lists the names.</exception>
    public NamedArray this[string name] => _arrays.TryGetValue(name, out NamedArray? array)
        ? array
        : throw new KeyNotFoundException($"{Path} holds no array '{name}'; it holds: {string.Join(", ", _arrays.Keys)}.");

    /// <summary>Whether there is an array of that name.</summary>
    /// <param name="name">Name, case counts.</param>
    public bool Contains(string name) => _arrays.ContainsKey(name);
}
