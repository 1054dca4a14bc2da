namespace HydroNotebook.Tensors.Storage;

/// <summary>A name, a shape and values in float32 or float64: one entry of a weights file.</summary>
public sealed class NamedArray
{
    private readonly float[]? _floats;
    private readonly double[]? _doubles;
    private readonly int[] _shape;

    /// <summary>A float32 array.</summary>
    /// <param name="name">Name, such as <c>weight_ih_l0</c>.</param>
    /// <param name="shape">Lengths of the axes, slowest first; empty for a single number.</param>
    /// <param name="values">Values, row-major; not copied.</param>
    public NamedArray(string name, ReadOnlySpan<int> shape, float[] values)
        : this(name, shape, values?.Length ?? throw new ArgumentNullException(nameof(values))) => _floats = values;

    /// <summary>A float64 array.</summary>
    /// <param name="name">Name.</param>
    /// <param name="shape">Lengths of the axes, slowest first; empty for a single number.</param>
    /// <param name="values">Values, row-major; not copied.</param>
    public NamedArray(string name, ReadOnlySpan<int> shape, double[] values)
        : this(name, shape, values?.Length ?? throw new ArgumentNullException(nameof(values))) => _doubles = values;

    private NamedArray(string name, ReadOnlySpan<int> shape, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Shape.RequireSameLength(Shape.Count(shape), count, name);
        Name = name;
        _shape = shape.ToArray();
    }

    /// <summary>Name of the array.</summary>
    public string Name { get; }

    /// <summary>Lengths of the axes, slowest first; empty for a single number.</summary>
    public IReadOnlyList<int> Lengths => _shape;

    /// <summary>Number of values.</summary>
    public int Count => _floats?.Length ?? _doubles!.Length;

    /// <summary>Whether the values are float64.</summary>
    public bool IsDouble => _doubles is not null;

    /// <summary>The values as float32.</summary>
    /// <exception cref="InvalidOperationException">The values are float64.</exception>
    public ReadOnlySpan<float> Values => _floats
        ?? throw new InvalidOperationException($"{Name} holds float64; read it with ToDoubles() or ToFloats().");

    /// <summary>The values as float64, whatever they are stored as; a copy.</summary>
    public double[] ToDoubles() => _doubles is not null ? [.. _doubles] : Array.ConvertAll(_floats!, x => (double)x);

    /// <summary>The values as float32, rounded where they are stored as float64; a copy.</summary>
    public float[] ToFloats() => _floats is not null ? [.. _floats] : Array.ConvertAll(_doubles!, x => (float)x);

    /// <summary>The array as a tensor of the same shape (float32).</summary>
    public Tensor ToTensor() => Tensor.Of(Variable<float>.From(_floats ?? ToFloats(), _shape));

    /// <summary>The same values under another name.</summary>
    /// <param name="name">The other name.</param>
    public NamedArray Renamed(string name) => _floats is not null ? new(name, _shape, _floats) : new(name, _shape, _doubles!);

    /// <summary>Name, shape and type.</summary>
    public override string ToString() => $"{Name} {Shape.Text(_shape)} {(IsDouble ? "float64" : "float32")}";

    internal ReadOnlySpan<byte> Bytes() => _floats is not null
        ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(_floats.AsSpan())
        : System.Runtime.InteropServices.MemoryMarshal.AsBytes(_doubles.AsSpan());
}
