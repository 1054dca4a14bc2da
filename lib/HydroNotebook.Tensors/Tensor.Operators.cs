namespace HydroNotebook.Tensors;

/// <content>Operators, reductions, elementwise functions and layout.</content>
public sealed partial class Tensor
{
    /// <summary>Sum, value by value, broadcasting.</summary>
    public static Tensor operator +(Tensor left, Tensor right) => new(left.Variable + right.Variable);

    /// <summary>Difference, value by value, broadcasting.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => new(left.Variable - right.Variable);

    /// <summary>Product, value by value, broadcasting; matrices multiply with <see cref="MatMul"/>.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => new(left.Variable * right.Variable);

    /// <summary>Quotient, value by value, broadcasting.</summary>
    public static Tensor operator /(Tensor left, Tensor right) => new(left.Variable / right.Variable);

    /// <summary>Every value with its sign changed.</summary>
    public static Tensor operator -(Tensor tensor) => new(-tensor.Variable);

    /// <summary>Joins tensors along an axis that all have; their other axes agree.</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <param name="parts">One tensor or more.</param>
    public static Tensor Concat(int axis, params ReadOnlySpan<Tensor> parts) => new(Variable<float>.Concat(axis, Variables(parts)));

    /// <summary>Joins tensors of one shape along a new first axis.</summary>
    /// <param name="parts">One tensor or more.</param>
    public static Tensor Stack(params ReadOnlySpan<Tensor> parts) => new(Variable<float>.Stack(Variables(parts)));

    /// <summary>Matrix product [..., n, k] · [k, m] → [..., n, m].</summary>
    /// <param name="right">The right factor, [k, m].</param>
    public Tensor MatMul(Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return new(Variable.MatMul(right.Variable));
    }

    /// <summary>Sum of all values, without axes; added in double.</summary>
    public Tensor Sum() => new(Variable.Sum());

    /// <summary>Sum along an axis; added in double.</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <param name="keepAxis">Whether the axis stays with length 1.</param>
    public Tensor Sum(int axis, bool keepAxis = false) => new(Variable.Sum(axis, keepAxis));

    /// <summary>Mean of all values, without axes.</summary>
    public Tensor Mean() => new(Variable.Mean());

    /// <summary>Mean along an axis.</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <param name="keepAxis">Whether the axis stays with length 1.</param>
    public Tensor Mean(int axis, bool keepAxis = false) => new(Variable.Mean(axis, keepAxis));

    /// <summary>Largest value; NaN if any value is NaN. The gradient goes to the first of equal ones.</summary>
    public Tensor Max() => new(Variable.Max());

    /// <summary>Largest values along an axis; NaN where any value is NaN.</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <param name="keepAxis">Whether the axis stays with length 1.</param>
    public Tensor Max(int axis, bool keepAxis = false) => new(Variable.Max(axis, keepAxis));

    /// <summary>A stretch of an axis: <c>x.Slice(1, 0..3)</c>; the axis stays.</summary>
    /// <param name="axis">The axis; −1 is the last.</param>
    /// <param name="range">Places along it; the end does not count.</param>
    public Tensor Slice(int axis, Range range) => new(Variable.Slice(axis, range));

    /// <summary>One place of the first axis; the axis goes: <c>x.At(^1)</c> is the last day of [days, basins].</summary>
    /// <param name="index">The place.</param>
    public Tensor At(Index index) => new(Variable.At(index));

    /// <summary>The same values in another shape.</summary>
    /// <param name="shape">Lengths of the axes; one may be −1 and follows from the others.</param>
    public Tensor Reshape(params ReadOnlySpan<int> shape) => new(Variable.Reshape(shape));

    /// <summary>The values repeated up to a shape by NumPy's rule.</summary>
    /// <param name="shape">The wider shape.</param>
    public Tensor BroadcastTo(params ReadOnlySpan<int> shape) => new(Variable.BroadcastTo(shape));

    /// <summary>The last two axes exchanged.</summary>
    public Tensor Transpose() => new(Variable.Transpose(-2, -1));

    /// <summary>Two axes exchanged.</summary>
    /// <param name="first">One axis.</param>
    /// <param name="second">The other.</param>
    public Tensor Transpose(int first, int second) => new(Variable.Transpose(first, second));

    /// <summary>1 / (1 + exp(−x)).</summary>
    public Tensor Sigmoid() => new(Variable.Sigmoid());

    /// <summary>Hyperbolic tangent.</summary>
    public Tensor Tanh() => new(Variable.Tanh());

    /// <summary>e to the power of x.</summary>
    public Tensor Exp() => new(Variable.Exp());

    /// <summary>Natural logarithm; NaN below zero.</summary>
    public Tensor Log() => new(Variable.Log());

    /// <summary>Square root; NaN below zero.</summary>
    public Tensor Sqrt() => new(Variable.Sqrt());

    /// <summary>Square.</summary>
    public Tensor Square() => new(Variable.Square());

    /// <summary>Magnitude; its gradient at zero is zero.</summary>
    public Tensor Abs() => new(Variable.Abs());

    /// <summary>max(x, 0); its gradient at zero is zero.</summary>
    public Tensor Relu() => new(Variable.Relu());

    /// <summary>x to a power; NaN below zero for powers that are not whole.</summary>
    /// <param name="exponent">The power.</param>
    public Tensor Pow(float exponent) => new(Variable.Pow(exponent));

    /// <summary>x cut to [least, most]; no gradient passes where it was cut. NaN stays NaN.</summary>
    /// <param name="least">Lower bound, which counts.</param>
    /// <param name="most">Upper bound, which counts.</param>
    public Tensor Clamp(float least, float most) => new(Variable.Clamp(least, most));

    private static Variable<float>[] Variables(ReadOnlySpan<Tensor> tensors)
    {
        var variables = new Variable<float>[tensors.Length];
        for (int k = 0; k < tensors.Length; k++)
        {
            variables[k] = tensors[k].Variable;
        }

        return variables;
    }
}
