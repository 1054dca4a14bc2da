namespace HydroNotebook.Basins;

/// <summary>A daily quantity: its name and its unit.</summary>
/// <param name="Name">Short lower-case name as used in settings, such as <c>prcp</c> or <c>discharge</c>.</param>
/// <param name="Unit">Unit as printed on an axis, such as <c>mm/day</c>.</param>
public sealed record Variable(string Name, string Unit)
{
    /// <summary>Discharge over the basin's area, mm/day: the target of every model here. Its column is named <c>discharge</c>.</summary>
    public static Variable Discharge { get; } = new("discharge", "mm/day");

    /// <summary>Name and unit, as on an axis: <c>prcp [mm/day]</c>.</summary>
    public override string ToString() => $"{Name} [{Unit}]";
}
