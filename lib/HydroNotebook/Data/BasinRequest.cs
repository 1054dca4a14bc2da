using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>What to read of a data set.</summary>
public sealed record BasinRequest
{
    /// <summary>Ids in order; null: every basin that has the forcing product and flow, in ascending order.</summary>
    public IReadOnlyList<string>? Basins { get; init; }

    /// <summary>Forcing product: daymet, maurer, maurer_extended, nldas, nldas_extended. K19: maurer_extended.</summary>
    public string Forcing { get; init; } = "maurer_extended";

    /// <summary>Forcing columns in the order in which they are fed; K19's five. Names are lower case without unit.</summary>
    public IReadOnlyList<string> DynamicInputs { get; init; } = ["prcp", "srad", "tmax", "tmin", "vp"];

    /// <summary>Static attributes in order; empty: none.</summary>
    public IReadOnlyList<string> StaticInputs { get; init; } = [];

    /// <summary>What to do about an attribute that a basin lacks; refuse unless said otherwise.</summary>
    public MissingAttributes MissingAttributes { get; init; } = MissingAttributes.Refuse;

    /// <summary>Days to keep, ends included; null: the whole record of each basin. Days outside a record are not invented: the series is shorter then.</summary>
    public Period? Days { get; init; }
}
