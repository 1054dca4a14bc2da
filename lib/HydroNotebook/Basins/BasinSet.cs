namespace HydroNotebook.Basins;

/// <summary>Basins with the same forcing columns and attributes: all that anything downstream of the readers sees.</summary>
public sealed class BasinSet
{
    private readonly Dictionary<string, int> _indexOf;

    /// <summary>Puts basins together.</summary>
    /// <param name="source">Where they come from, for people: <c>CAMELS-US (maurer_extended)</c>.</param>
    /// <param name="fingerprint">Hash of the content, in hexadecimal: two sets with the same one hold the same numbers.</param>
    /// <param name="attributeNames">Names of the static attributes, in the order of <see cref="Basin.Attributes"/>.</param>
    /// <param name="basins">The basins, in the order that the caller asked for.</param>
    /// <exception cref="ArgumentException">An id occurs twice, or a basin has other columns or another number of attributes than the rest.</exception>
    public BasinSet(string source, string fingerprint, IReadOnlyList<string> attributeNames, IReadOnlyList<Basin> basins)
    {
        ArgumentNullException.ThrowIfNull(attributeNames);
        ArgumentNullException.ThrowIfNull(basins);
        Source = source;
        Fingerprint = fingerprint;
        AttributeNames = attributeNames;
        Basins = basins;
        Variables = basins.Count > 0 ? basins[0].Series.Variables : [];
        _indexOf = new Dictionary<string, int>(basins.Count, StringComparer.Ordinal);
        for (int b = 0; b < basins.Count; b++)
        {
            Basin basin = basins[b];
            if (!_indexOf.TryAdd(basin.Id, b))
            {
                throw new ArgumentException($"Basin {basin.Id} is there twice.", nameof(basins));
            }

            if (!basin.Series.Variables.SequenceEqual(Variables))
            {
                throw new ArgumentException($"Basin {basin.Id} has other variables than basin {basins[0].Id}.", nameof(basins));
            }

            if (basin.Attributes.Length != attributeNames.Count)
            {
                throw new ArgumentException(
                    $"Basin {basin.Id} has {basin.Attributes.Length} attributes where {attributeNames.Count} are named.", nameof(basins));
            }
        }
    }

    /// <summary>Where the basins come from, for people.</summary>
    public string Source { get; }

    /// <summary>Hash of the content, in hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>Names of the static attributes.</summary>
    public IReadOnlyList<string> AttributeNames { get; }

    /// <summary>The basins in order.</summary>
    public IReadOnlyList<Basin> Basins { get; }

    /// <summary>Columns of every basin's series: the forcings, then discharge.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Number of basins.</summary>
    public int Count => Basins.Count;

    /// <summary>A basin by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is no such basin.</exception>
    public Basin this[string id] => _indexOf.TryGetValue(id, out int index)
        ? Basins[index]
        : throw new KeyNotFoundException($"There is no basin '{id}' among the {Count} of {Source}.");

    /// <summary>Position of a basin, or −1.</summary>
    public int IndexOf(string id) => _indexOf.GetValueOrDefault(id, -1);
}
