using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>A column that CAMELS-US forcing files are known to have: its unit as written and the range outside of which a value is an error.</summary>
/// <remarks>Ranges are our choice: wide enough for any place on Earth, narrow enough for a missing mark (−999, −9999) or a wrong unit.</remarks>
internal sealed record ForcingColumn(string Name, string UnitAsWritten, string Unit, double Lowest, double Highest)
{
    /// <summary>The seven columns of every product. Newman et al. 2015.</summary>
    internal static readonly ForcingColumn[] Known =
    [
        new("dayl", "s", "s", 0, 86400),
        new("prcp", "mm/day", "mm/day", 0, 2000),
        new("srad", "w/m2", "W/m²", 0, 1500),
        new("swe", "mm", "mm", 0, 20000),
        new("tmax", "c", "°C", -95, 70),
        new("tmin", "c", "°C", -95, 70),
        new("vp", "pa", "Pa", 0, 20000),
    ];

    /// <summary>A column of a file's header: <c>PRCP(mm/day)</c> → prcp [mm/day]; a column that is not known keeps its unit and has no range.</summary>
    internal static ForcingColumn Of(string header)
    {
        int open = header.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? header : header[..open]).ToLowerInvariant();
        string unit = open < 0 ? "" : header[(open + 1)..].TrimEnd(')');
        ForcingColumn? known = Array.Find(Known, column => column.Name == name);
        return known is null
            ? new ForcingColumn(name, unit, unit, double.MinValue, double.MaxValue)
            : known with { UnitAsWritten = unit };
    }

    /// <summary>Whether the unit in the header is the one that the column is known to have.</summary>
    internal bool HasKnownUnit
    {
        get
        {
            ForcingColumn? known = Array.Find(Known, column => column.Name == Name);
            return known is null || known.UnitAsWritten.Equals(UnitAsWritten, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The column as downstream sees it.</summary>
    internal Variable Variable => new(Name, Unit);
}
