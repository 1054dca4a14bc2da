using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>What one forcing file holds; its last column is left free for the discharge.</summary>
internal sealed record ForcingRecord
{
    /// <summary>Latitude in the header, degrees north.</summary>
    internal required double Latitude { get; init; }

    /// <summary>Area in the header, m².</summary>
    internal required double AreaM2 { get; init; }

    /// <summary>Forcing columns in the order asked for.</summary>
    internal required IReadOnlyList<Variable> Columns { get; init; }

    /// <summary>Day of row 0.</summary>
    internal required DateOnly FirstDay { get; init; }

    /// <summary>Rows of the calendar without holes.</summary>
    internal required int Days { get; init; }

    /// <summary>Row-major values, [days, columns + 1]; NaN = missing; the last column is NaN as yet. May be longer than used.</summary>
    internal required float[] Values { get; init; }

    /// <summary>Values of a row: forcing columns and discharge.</summary>
    internal int Width => Columns.Count + 1;
}
