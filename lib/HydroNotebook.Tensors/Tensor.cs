using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace HydroNotebook.Tensors;

/// <summary>An array of float32 with any number of axes, row-major (last axis fastest), and its gradient.</summary>
/// <remarks>
/// <code>
/// Tensor w = Tensor.From(new float[,] { { 1, 2 }, { 3, 4 } });
/// w.RequiresGradient = true;
/// Tensor loss = (w.MatMul(x) - y).Square().Mean();
/// loss.Backward();
/// w.Gradient                                       // ∂loss/∂w, the shape of w
/// </code>
/// Operators broadcast by NumPy's rule and give new tensors; there are no views. Operations on tensors that require a
/// gradient are recorded unless <see cref="Gradients.Off"/> is in force on the thread; <see cref="Arena"/> recycles the
/// memory of a step.
/// </remarks>
[TypeFormatterSource(typeof(TensorFormatters))]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Formulas are written with operators.")]
public sealed partial class Tensor
{
    private const int PreviewValues = 6;

    private Tensor(Variable<float> variable) => Variable = variable;

    /// <summary>Lengths of the axes, slowest first; empty for a single number.</summary>
    public ReadOnlySpan<int> Shape => Variable.Shape;

    /// <summary>Number of axes.</summary>
    public int Axes => Variable.Shape.Length;

    /// <summary>Number of values.</summary>
    public int Count => Variable.Count;

    /// <summary>The values, row-major.</summary>
    /// <exception cref="ObjectDisposedException">The arena in which the tensor was computed has ended.</exception>
    public ReadOnlySpan<float> Values => Variable.Values;

    /// <summary>Whether <see cref="Backward"/> shall leave a gradient here; to be set on inputs and weights, not on results.</summary>
    /// <exception cref="InvalidOperationException">The tensor is the result of recorded operations.</exception>
    public bool RequiresGradient
    {
        get => Variable.RequiresGradient;
        set => Variable.RequiresGradient = value;
    }

    /// <summary>∂loss/∂this summed over all <see cref="Backward"/> since the last <see cref="ClearGradient"/>; a copy; null before the first.</summary>
    public Tensor? Gradient => Variable.Gradient is { IsEmpty: false } values ? new(Variable<float>.From(values, Shape)) : null;

    internal Variable<float> Variable { get; }

    /// <summary>The values for writing: weights between steps, results of kernels before they are recorded.</summary>
    internal Span<float> MutableValues => Variable.Values;

    /// <summary>The gradient buffer itself; empty before the first <see cref="Backward"/>.</summary>
    internal Span<float> MutableGradient => Variable.MutableGradient;

    /// <summary>A tensor of given values (copied).</summary>
    /// <param name="values">Values, row-major.</param>
    /// <param name="shape">Lengths of the axes, slowest first; without any, the tensor has one axis.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static Tensor From(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        new(Variable<float>.From(values, shape.IsEmpty ? [values.Length] : shape));

    /// <summary>A tensor of one axis.</summary>
    /// <param name="values">Values (copied).</param>
    public static Tensor From(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Variable<float>.From(values, [values.Length]));
    }

    /// <summary>A tensor of two axes.</summary>
    /// <param name="values">Values [rows, columns] (copied).</param>
    public static Tensor From(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        float[] flat = new float[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, flat.Length * sizeof(float));
        return From(flat, values.GetLength(0), values.GetLength(1));
    }

    /// <summary>A tensor of three axes.</summary>
    /// <param name="values">Values, slowest axis first (copied).</param>
    public static Tensor From(float[,,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        float[] flat = new float[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, flat.Length * sizeof(float));
        return From(flat, values.GetLength(0), values.GetLength(1), values.GetLength(2));
    }

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">Lengths of the axes.</param>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Full(0, shape);

    /// <summary>A tensor of ones.</summary>
    /// <param name="shape">Lengths of the axes.</param>
    public static Tensor Ones(params ReadOnlySpan<int> shape) => Full(1, shape);

    /// <summary>A tensor of one value repeated.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shape">Lengths of the axes.</param>
    public static Tensor Full(float value, params ReadOnlySpan<int> shape)
    {
        float[] values = new float[Tensors.Shape.Count(shape)];
        values.AsSpan().Fill(value);
        return new(Variable<float>.From(values, shape));
    }

    /// <summary>A single number, without axes.</summary>
    /// <param name="value">The number.</param>
    public static Tensor Scalar(float value) => new(Variable<float>.From([value], []));

    /// <summary>A number where a tensor is expected: <c>x * 2</c>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Tensor(float value) => Scalar(value);

    /// <summary>The value of a tensor that holds one.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another number of values.</exception>
    public float Item() => Count == 1
        ? Values[0]
        : throw new InvalidOperationException($"Item() reads a tensor of one value, this one has shape {Tensors.Shape.Text(Shape)}.");

    /// <summary>The values in an array of their own, row-major.</summary>
    public float[] ToArray() => Values.ToArray();

    /// <summary>Passes gradients back from this number to every tensor that requires one, adding to what is there.</summary>
    /// <exception cref="InvalidOperationException">More than one value; nothing was recorded; or Backward ran here before.</exception>
    public void Backward() => Variable.Backward();

    /// <summary>Sets the gradient to zero, if there is one.</summary>
    public void ClearGradient() => MutableGradient.Clear();

    /// <summary>Keeps the tensor beyond the end of its <see cref="Arena"/>; returns it.</summary>
    public Tensor Keep()
    {
        Variable.Keep();
        return this;
    }

    /// <summary>A copy that no gradient flows through.</summary>
    public Tensor Detached() => new(Variable.Detached());

    /// <summary>Shape and first values: <c>Tensor [2, 3]: 1, 2, 3, 4, 5, 6</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Tensor ").Append(Tensors.Shape.Text(Shape)).Append(": ");
        ReadOnlySpan<float> values = Values;
        for (int k = 0; k < values.Length && k < PreviewValues; k++)
        {
            text.Append(k == 0 ? string.Empty : ", ").Append(values[k].ToString("G6", CultureInfo.InvariantCulture));
        }

        return text.Append(values.Length > PreviewValues ? ", …" : string.Empty).ToString();
    }

    /// <summary>A tensor with arbitrary values, to be overwritten at once; pooled when an arena is open on this thread.</summary>
    internal static Tensor Uninitialised(params ReadOnlySpan<int> shape) => new(Variable<float>.Uninitialised(shape));

    internal static Tensor Of(Variable<float> variable) => new(variable);
}
