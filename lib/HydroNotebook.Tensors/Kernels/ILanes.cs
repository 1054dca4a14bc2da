namespace HydroNotebook.Tensors.Kernels;

/// <summary>One width of vector registers; every kernel is written once over this seam and compiled for each width.</summary>
/// <typeparam name="TVector">The register: Vector128, Vector256 or Vector512 of float.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Number of floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the matrix tile: with two registers a row the sums of a tile fill the register file (6 × 2 of 16, 12 × 2 of 32).</summary>
    static abstract int TileRows { get; }

    /// <summary>Whether the processor has registers of this width.</summary>
    static abstract bool IsSupported { get; }

    static abstract TVector Broadcast(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>The larger one; the second argument where one of them is NaN.</summary>
    static abstract TVector Larger(TVector bound, TVector value);

    /// <summary>The smaller one; the second argument where one of them is NaN.</summary>
    static abstract TVector Smaller(TVector bound, TVector value);

    static abstract TVector SquareRoot(TVector value);

    /// <summary>left · right + addend, in one rounding where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>value · 2ⁿ where n stands in the lowest bits of <paramref name="shifted"/> (a number near 1.5·2²³); adds n to the exponent.</summary>
    static abstract TVector ScaleByPower(TVector value, TVector shifted);

    /// <summary>Sum of all lanes, pairwise.</summary>
    static abstract float Sum(TVector value);
}
