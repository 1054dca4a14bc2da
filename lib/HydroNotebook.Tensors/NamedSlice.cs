namespace HydroNotebook.Tensors;

/// <summary>A weight array inside the one flat array of a model.</summary>
/// <param name="Name">Name as stored in files, such as <c>weight_ih_l0</c>.</param>
/// <param name="Shape">Sizes, slowest axis first.</param>
/// <param name="Offset">Position of its first number in the flat array.</param>
public sealed record NamedSlice(string Name, IReadOnlyList<int> Shape, int Offset)
{
    /// <summary>Number of weights.</summary>
    public int Count { get; } = Shape.Aggregate(1, (product, size) => product * size);
}
