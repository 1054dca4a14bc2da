namespace HydroNotebook.Evaluation;

/// <summary>What a list in the header of a NetCDF file holds; the numbers are those of the format.</summary>
internal enum NetCdfTag
{
    /// <summary>Nothing: the list is absent.</summary>
    Absent = 0,

    /// <summary>Dimensions.</summary>
    Dimension = 10,

    /// <summary>Variables.</summary>
    Variable = 11,

    /// <summary>Attributes.</summary>
    Attribute = 12,
}
