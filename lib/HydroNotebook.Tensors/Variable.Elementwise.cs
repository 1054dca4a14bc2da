using System.Numerics.Tensors;

namespace HydroNotebook.Tensors;

/// <content>Operators value by value.</content>
internal sealed partial class Variable<T>
{
    private delegate void Forward(ReadOnlySpan<T> x, Span<T> y);

    /// <summary>slope[k] ← ∂y/∂x at k.</summary>
    private delegate void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope);

    public static Variable<T> operator +(Variable<T> left, Variable<T> right)
    {
        (Variable<T> a, Variable<T> b) = SameShape(left, right);
        Variable<T> result = Uninitialised(a._shape);
        TensorPrimitives.Add(a.Values, b.Values, result.Values);
        return Recorded(result, [a, b], (gradient, into) =>
        {
            AddTo(into, 0, gradient);
            AddTo(into, 1, gradient);
        });
    }

    public static Variable<T> operator -(Variable<T> left, Variable<T> right)
    {
        (Variable<T> a, Variable<T> b) = SameShape(left, right);
        Variable<T> result = Uninitialised(a._shape);
        TensorPrimitives.Subtract(a.Values, b.Values, result.Values);
        return Recorded(result, [a, b], (gradient, into) =>
        {
            AddTo(into, 0, gradient);
            if (into.Needs(1))
            {
                Span<T> target = into.Of(1);
                TensorPrimitives.Subtract(target, gradient, target);
            }
        });
    }

    public static Variable<T> operator *(Variable<T> left, Variable<T> right)
    {
        (Variable<T> a, Variable<T> b) = SameShape(left, right);
        Variable<T> result = Uninitialised(a._shape);
        TensorPrimitives.Multiply(a.Values, b.Values, result.Values);
        return Recorded(result, [a, b], (gradient, into) =>
        {
            AddProductTo(into, 0, gradient, b.Values);
            AddProductTo(into, 1, gradient, a.Values);
        });
    }

    public static Variable<T> operator /(Variable<T> left, Variable<T> right)
    {
        (Variable<T> a, Variable<T> b) = SameShape(left, right);
        Variable<T> result = Uninitialised(a._shape);
        TensorPrimitives.Divide(a.Values, b.Values, result.Values);
        return Recorded(result, [a, b], (gradient, into) =>
        {
            ReadOnlySpan<T> divisor = b.Values;
            if (into.Needs(0))
            {
                Span<T> target = into.Of(0);
                for (int k = 0; k < target.Length; k++)
                {
                    target[k] += gradient[k] / divisor[k];
                }
            }

            if (into.Needs(1))
            {
                Span<T> target = into.Of(1);
                ReadOnlySpan<T> quotient = result.Values;
                for (int k = 0; k < target.Length; k++)
                {
                    target[k] -= gradient[k] * quotient[k] / divisor[k];
                }
            }
        });
    }

    public static Variable<T> operator -(Variable<T> x) =>
        x.Map((a, y) => TensorPrimitives.Negate(a, y), (_, _, slope) => slope.Fill(-T.One));

    internal Variable<T> Sigmoid() => Map(
        (x, y) => TensorPrimitives.Sigmoid(x, y),
        (_, y, slope) =>
        {
            for (int k = 0; k < slope.Length; k++)
            {
                slope[k] = y[k] * (T.One - y[k]);
            }
        });

    internal Variable<T> Tanh() => Map(
        (x, y) => TensorPrimitives.Tanh(x, y),
        (_, y, slope) =>
        {
            for (int k = 0; k < slope.Length; k++)
            {
                slope[k] = T.One - (y[k] * y[k]);
            }
        });

    internal Variable<T> Exp() => Map((x, y) => TensorPrimitives.Exp(x, y), (_, y, slope) => y.CopyTo(slope));

    internal Variable<T> Log() => Map((x, y) => TensorPrimitives.Log(x, y), (x, _, slope) => TensorPrimitives.Divide(T.One, x, slope));

    internal Variable<T> Sqrt() => Map(
        (x, y) => TensorPrimitives.Sqrt(x, y),
        (_, y, slope) => TensorPrimitives.Divide(T.CreateChecked(0.5), y, slope));

    internal Variable<T> Abs() => Map(
        (x, y) => TensorPrimitives.Abs(x, y),
        (x, _, slope) =>
        {
            for (int k = 0; k < slope.Length; k++)
            {
                slope[k] = x[k] > T.Zero ? T.One : x[k] < T.Zero ? -T.One : T.Zero;
            }
        });

    internal Variable<T> Relu() => Map(
        (x, y) => TensorPrimitives.Max(x, T.Zero, y),
        (x, _, slope) =>
        {
            for (int k = 0; k < slope.Length; k++)
            {
                slope[k] = x[k] > T.Zero ? T.One : T.Zero;
            }
        });

    internal Variable<T> Square() => Map((x, y) => TensorPrimitives.Multiply(x, x, y), (x, _, slope) => TensorPrimitives.Add(x, x, slope));

    internal Variable<T> Pow(double exponent)
    {
        T power = T.CreateChecked(exponent);
        return Map(
            (x, y) => TensorPrimitives.Pow(x, power, y),
            (x, _, slope) =>
            {
                for (int k = 0; k < slope.Length; k++)
                {
                    slope[k] = power * T.Pow(x[k], power - T.One);
                }
            });
    }

    internal Variable<T> Clamp(double least, double most)
    {
        T low = T.CreateChecked(least);
        T high = T.CreateChecked(most);
        if (!(low <= high))
        {
            throw new ArgumentException($"the least value {least} of Clamp lies above the most {most}; exchange them.", nameof(least));
        }

        return Map(
            (x, y) =>
            {
                for (int k = 0; k < y.Length; k++)
                {
                    y[k] = x[k] < low ? low : x[k] > high ? high : x[k];
                }
            },
            (x, _, slope) =>
            {
                for (int k = 0; k < slope.Length; k++)
                {
                    slope[k] = x[k] >= low && x[k] <= high ? T.One : T.Zero;
                }
            });
    }

    /// <summary>Records and returns the result.</summary>
    private static Variable<T> Recorded(Variable<T> result, Variable<T>[] inputs, GradientRule<T> rule)
    {
        if (Gradients.Recorded)
        {
            result.Record(inputs, rule);
        }

        return result;
    }

    private static void AddTo(GradientTargets<T> into, int input, ReadOnlySpan<T> gradient)
    {
        if (into.Needs(input))
        {
            Span<T> target = into.Of(input);
            TensorPrimitives.Add(target, gradient, target);
        }
    }

    private static void AddProductTo(GradientTargets<T> into, int input, ReadOnlySpan<T> gradient, ReadOnlySpan<T> factor)
    {
        if (into.Needs(input))
        {
            Span<T> target = into.Of(input);
            TensorPrimitives.MultiplyAdd(gradient, factor, target, target);
        }
    }

    private Variable<T> Map(Forward forward, Slope slope)
    {
        Variable<T> result = Uninitialised(_shape);
        forward(Values, result.Values);
        return Recorded(result, [this], (gradient, into) =>
        {
            using Scratch<T> slopes = new(Count);
            slope(Values, result.Values, slopes.Span);
            AddProductTo(into, 0, gradient, slopes.Span);
        });
    }
}
