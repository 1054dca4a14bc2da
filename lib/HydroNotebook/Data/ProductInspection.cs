using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>What was found of one forcing product and the flow of its basins.</summary>
public sealed record ProductInspection
{
    /// <summary>Name of the product: <c>maurer_extended</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Basins with a sound forcing file and a sound flow file.</summary>
    public required int Basins { get; init; }

    /// <summary>First day of any and last day of any of these basins; null when there is none.</summary>
    public required Period? Days { get; init; }

    /// <summary>Basin-days of forcing, holes included.</summary>
    public required long ForcingDays { get; init; }

    /// <summary>Basin-days on which a forcing column is missing.</summary>
    public required long ForcingDaysMissing { get; init; }

    /// <summary>Basin-days on the forcing calendar without flow.</summary>
    public required long FlowDaysMissing { get; init; }

    /// <summary>Forcing columns with units, in the order of the file.</summary>
    public required IReadOnlyList<Variable> Columns { get; init; }
}
