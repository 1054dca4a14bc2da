namespace HydroNotebook.Tensors.Nn;

/// <summary>y = x · Wᵀ + b, with W [outputs, inputs] as in PyTorch; parameters <c>weight</c> and <c>bias</c>.</summary>
public sealed class Linear : Layer
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>A layer with PyTorch's default initialisation, U(−1/√inputs, 1/√inputs) for weights and bias.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="seed">Seed of the initial weights.</param>
    public Linear(int inputs, int outputs, long seed)
    {
        _weight = Declare("weight", outputs, inputs);
        _bias = Declare("bias", outputs);
        Read(Initialisation.Linear(inputs, outputs, seed));
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[..., inputs].</param>
    /// <returns>[..., outputs].</returns>
    public Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Tensor.Of(Apply(x.Variable, _weight.Value.Variable, _bias.Value.Variable));
    }

    internal static Variable<T> Apply<T>(Variable<T> x, Variable<T> weight, Variable<T> bias)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Variable<T> rows = x.Shape.Length == 1 ? x.Reshape([1, x.Count]) : x;
        Variable<T> y = rows.MatMul(weight.Transpose(0, 1)) + bias;
        return x.Shape.Length == 1 ? y.At(0) : y;
    }
}
