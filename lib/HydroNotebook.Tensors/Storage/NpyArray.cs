namespace HydroNotebook.Tensors.Storage;

/// <summary>What a <c>.npy</c> file holds.</summary>
/// <typeparam name="T">float, double, int or long.</typeparam>
/// <param name="Lengths">Lengths of the axes, slowest first; empty for a single number.</param>
/// <param name="Values">Values, row-major.</param>
public sealed record NpyArray<T>(IReadOnlyList<int> Lengths, ReadOnlyMemory<T> Values)
    where T : unmanaged;
