namespace HydroNotebook.Data;

/// <summary>Which basins and columns an experiment uses.</summary>
public sealed record DataSettings : ISettings
{
    private readonly ValueList<string> _dynamicInputs = ["prcp", "srad", "tmax", "tmin", "vp"];
    private readonly ValueList<string> _staticInputs = ["k19"];
    private readonly ValueList<string>? _basins;

    /// <summary>Forcing product: daymet, maurer, maurer_extended, nldas or nldas_extended; a source with one product ignores it.</summary>
    /// <remarks>K19, section 2.4 and its program (Maurer with daily minimum and maximum temperature).</remarks>
    public string Forcing { get; init; } = "maurer_extended";

    /// <summary>Forcing columns in the order in which the model is fed.</summary>
    /// <value>prcp mm/day, srad W/m², tmax and tmin °C, vp Pa</value>
    /// <remarks>K19, section 2.4; the order is that of its program.</remarks>
    public IReadOnlyList<string> DynamicInputs
    {
        get => _dynamicInputs;
        init => _dynamicInputs = ValueList.Of(value);
    }

    /// <summary>Static attributes in order; the name <c>k19</c> stands for the 27 of K19; empty: the model sees no attributes.</summary>
    /// <remarks>K19, table A1.</remarks>
    public IReadOnlyList<string> StaticInputs
    {
        get => _staticInputs;
        init => _staticInputs = ValueList.Of(value);
    }

    /// <summary>File with one basin id per line, relative to the experiment file; null: as <c>data.basins</c> says.</summary>
    /// <remarks>Our choice: null. Reading the experiment file turns the list into <c>data.basins</c>.</remarks>
    public string? BasinList { get; init; }

    /// <summary>Basin ids in order; null: every basin of the source.</summary>
    /// <remarks>Our choice: null (K19: the 531 basins of Newman et al. 2017).</remarks>
    public IReadOnlyList<string>? Basins
    {
        get => _basins;
        init => _basins = value is null ? null : ValueList.Of(value);
    }

    /// <summary>What to do about a static attribute that a basin lacks: refuse or basinMean (filled, and reported).</summary>
    /// <remarks>Our choice (K19's basins lack none).</remarks>
    public MissingAttributes MissingAttributes { get; init; } = MissingAttributes.Refuse;

    /// <summary>The static attributes with set names written out, in the order in which the model is fed.</summary>
    public IReadOnlyList<string> ExpandStaticInputs() => AttributeSets.Expand(StaticInputs);

    /// <inheritdoc/>
    public IEnumerable<ConfigProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(Forcing))
        {
            yield return new("data.forcing", "is empty", "name a forcing product (K19: maurer_extended)");
        }

        if (DynamicInputs.Count == 0)
        {
            yield return new("data.dynamicInputs", "is empty", "name at least one forcing column (K19: prcp, srad, tmax, tmin, vp)");
        }

        foreach (string name in Twice(DynamicInputs))
        {
            yield return new("data.dynamicInputs", $"names '{name}' twice", "name each column once");
        }

        foreach (string name in Twice(StaticInputs))
        {
            yield return new("data.staticInputs", $"names '{name}' twice", "name each attribute once");
        }

        if (DynamicInputs.Contains("discharge", StringComparer.Ordinal))
        {
            yield return new("data.dynamicInputs", "contains 'discharge', the target", "take it out");
        }

        if (BasinList is not null && Basins is not null)
        {
            yield return new("data.basinList", "and data.basins are both given", "keep one of them");
        }

        if (Basins is { Count: 0 })
        {
            yield return new("data.basins", "is empty", "name at least one basin, or write null for all");
        }

        foreach (string id in Twice(Basins ?? []))
        {
            yield return new("data.basins", $"names '{id}' twice", "name each basin once");
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key);
}
