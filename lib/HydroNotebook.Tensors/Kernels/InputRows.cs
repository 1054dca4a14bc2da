namespace HydroNotebook.Tensors.Kernels;

/// <summary>Where the daily inputs of a shard lie: one pointer a row, so that windows are views and never copies.</summary>
/// <param name="First">[rows]: the inputs of the first day of each row's window; padded rows repeat a real one.</param>
/// <param name="DayStride">Floats from one day of a row to the next.</param>
internal readonly unsafe record struct InputRows(nint First, int DayStride)
{
    /// <summary>The pointers, [rows].</summary>
    internal float** Pointers => (float**)First;
}
