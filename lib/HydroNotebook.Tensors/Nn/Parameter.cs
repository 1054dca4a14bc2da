namespace HydroNotebook.Tensors.Nn;

/// <summary>A named tensor of weights that training changes.</summary>
public sealed class Parameter
{
    internal Parameter(string name, ReadOnlySpan<int> shape)
    {
        Name = name;
        Value = Tensor.Zeros(shape);
        Value.RequiresGradient = true;
    }

    /// <summary>Name within its layer, as in weights files.</summary>
    public string Name { get; }

    /// <summary>The weights; they require a gradient.</summary>
    public Tensor Value { get; }

    /// <summary>The weights for writing, row-major: an optimiser's or a reader's place.</summary>
    public Span<float> Values => Value.MutableValues;

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape.Text(Value.Shape)}";

    internal ReadOnlySpan<float> GradientOrZero()
    {
        if (Value.MutableGradient.IsEmpty)
        {
            Value.Variable.AccumulatedGradient();
        }

        return Value.MutableGradient;
    }
}
