namespace HydroNotebook.Evaluation;

/// <summary>Types of NetCDF classic that predictions need; the numbers are those of the format.</summary>
internal enum NetCdfType
{
    /// <summary>UTF-8 bytes; data is <c>byte[]</c>.</summary>
    Text = 2,

    /// <summary>32-bit integers; data is <c>int[]</c>.</summary>
    Int32 = 4,

    /// <summary>32-bit floating point; data is <c>float[]</c>.</summary>
    Float = 5,

    /// <summary>64-bit floating point; data is <c>double[]</c>.</summary>
    Double = 6,
}
