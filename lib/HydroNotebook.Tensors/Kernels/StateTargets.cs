namespace HydroNotebook.Tensors.Kernels;

/// <summary>Where the states of a shard's output days go; null: nowhere. Rows are samples, [rows, output days, …].</summary>
internal unsafe struct StateTargets
{
    /// <summary>[rows, output days, hidden].</summary>
    internal float* Cells;

    /// <summary>[rows, output days, hidden].</summary>
    internal float* Hidden;

    /// <summary>[rows, output days, gates, hidden].</summary>
    internal float* Gates;

    /// <summary>Number of real rows; padded ones are not written.</summary>
    internal int Rows;

    internal readonly bool Any => Cells != null || Hidden != null || Gates != null;
}
