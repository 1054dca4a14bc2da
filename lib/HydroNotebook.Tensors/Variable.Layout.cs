using System.Numerics.Tensors;

namespace HydroNotebook.Tensors;

/// <content>Slices, other shapes, other orders of axes.</content>
internal sealed partial class Variable<T>
{
    /// <summary>Joins along an axis that exists in all parts.</summary>
    internal static Variable<T> Concat(int axis, ReadOnlySpan<Variable<T>> parts)
    {
        if (parts.Length == 0)
        {
            throw new ArgumentException("Concat needs at least one tensor.", nameof(parts));
        }

        Variable<T>[] inputs = parts.ToArray();
        int at = Tensors.Shape.Axis(inputs[0]._shape, axis);
        int[] shape = [.. inputs[0]._shape];
        for (int p = 1; p < inputs.Length; p++)
        {
            int[] other = inputs[p]._shape;
            for (int k = 0; k < Math.Max(shape.Length, other.Length); k++)
            {
                if (shape.Length != other.Length || (k != at && shape[k] != other[k]))
                {
                    throw new ArgumentException(
                        $"shapes {Tensors.Shape.Text(inputs[0]._shape)} and {Tensors.Shape.Text(other)} (part {Tensors.Shape.Number(p)}) cannot be joined along axis "
                        + $"{Tensors.Shape.Number(at)}: all other axes must agree.",
                        nameof(parts));
                }
            }

            shape[at] += other[at];
        }

        int outer = Tensors.Shape.Product(shape, 0, at);
        int inner = Tensors.Shape.Product(shape, at + 1, shape.Length);
        int whole = shape[at] * inner;
        Variable<T> result = Uninitialised(shape);
        int start = 0;
        foreach (Variable<T> part in inputs)
        {
            int width = part._shape[at] * inner;
            for (int o = 0; o < outer; o++)
            {
                part.Values.Slice(o * width, width).CopyTo(result.Values.Slice((o * whole) + start, width));
            }

            start += width;
        }

        return Recorded(result, inputs, (gradient, into) =>
        {
            int from = 0;
            for (int p = 0; p < inputs.Length; p++)
            {
                int width = inputs[p]._shape[at] * inner;
                if (into.Needs(p))
                {
                    Span<T> target = into.Of(p);
                    for (int o = 0; o < outer; o++)
                    {
                        Span<T> row = target.Slice(o * width, width);
                        TensorPrimitives.Add(row, gradient.Slice((o * whole) + from, width), row);
                    }
                }

                from += width;
            }
        });
    }

    /// <summary>Joins along a new first axis.</summary>
    internal static Variable<T> Stack(ReadOnlySpan<Variable<T>> parts)
    {
        var raised = new Variable<T>[parts.Length];
        for (int p = 0; p < parts.Length; p++)
        {
            raised[p] = parts[p].Reshape([1, .. parts[p]._shape]);
        }

        return Concat(0, raised);
    }

    /// <summary>A stretch of an axis; the axis stays.</summary>
    internal Variable<T> Slice(int axis, Range range)
    {
        int at = Tensors.Shape.Axis(_shape, axis);
        int length = _shape[at];
        int first = range.Start.GetOffset(length);
        int count = range.End.GetOffset(length) - first;
        if (first < 0 || count < 0 || first + count > length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(range), $"{range} does not lie within axis {Tensors.Shape.Number(at)} of shape {Tensors.Shape.Text(_shape)}.");
        }

        int outer = Tensors.Shape.Product(_shape, 0, at);
        int inner = Tensors.Shape.Product(_shape, at + 1, _shape.Length);
        int[] shape = [.. _shape];
        shape[at] = count;
        Variable<T> result = Uninitialised(shape);
        int width = count * inner;
        for (int o = 0; o < outer; o++)
        {
            Values.Slice(((o * length) + first) * inner, width).CopyTo(result.Values.Slice(o * width, width));
        }

        return Recorded(result, [this], (gradient, into) =>
        {
            Span<T> target = into.Of(0);
            for (int o = 0; o < outer; o++)
            {
                Span<T> row = target.Slice(((o * length) + first) * inner, width);
                TensorPrimitives.Add(row, gradient.Slice(o * width, width), row);
            }
        });
    }

    /// <summary>One place of the first axis; the axis goes.</summary>
    internal Variable<T> At(Index index)
    {
        if (_shape.Length == 0)
        {
            throw new InvalidOperationException("A tensor without axes has no rows; read it with Item().");
        }

        int at = index.GetOffset(_shape[0]);
        if (at < 0 || at >= _shape[0])
        {
            throw new ArgumentOutOfRangeException(nameof(index), $"row {index} does not exist in shape {Tensors.Shape.Text(_shape)}.");
        }

        return Slice(0, at..(at + 1)).Reshape(_shape.AsSpan(1));
    }

    /// <summary>The same values in another shape; one length may be −1 and follows from the others.</summary>
    internal Variable<T> Reshape(ReadOnlySpan<int> shape)
    {
        int[] full = shape.ToArray();
        int open = shape.IndexOf(-1);
        if (open >= 0)
        {
            full[open] = 1;
            int rest = Tensors.Shape.Count(full);
            full[open] = rest == 0 ? 0 : Count / rest;
        }

        if (Tensors.Shape.Count(full) != Count)
        {
            throw new ArgumentException(
                $"shape {Tensors.Shape.Text(_shape)} with {Tensors.Shape.Number(Count)} values cannot become {Tensors.Shape.Text(shape)}.", nameof(shape));
        }

        Variable<T> result = Uninitialised(full);
        Values.CopyTo(result.Values);
        return Recorded(result, [this], (gradient, into) => AddTo(into, 0, gradient));
    }

    /// <summary>Exchanges two axes.</summary>
    internal Variable<T> Transpose(int first, int second)
    {
        int a = Tensors.Shape.Axis(_shape, first);
        int b = Tensors.Shape.Axis(_shape, second);
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        int[] shape = [.. _shape];
        (shape[a], shape[b]) = (shape[b], shape[a]);
        int[] old = _shape;
        Variable<T> result = Uninitialised(shape);
        Exchange(Values, old, a, b, result.Values);
        return Recorded(result, [this], (gradient, into) =>
        {
            using Scratch<T> back = new(gradient.Length);
            Exchange(gradient, shape, a, b, back.Span);
            AddTo(into, 0, back.Span);
        });
    }

    /// <summary>Copies with axes a ≤ b exchanged; the shape is that of the source.</summary>
    private static void Exchange(ReadOnlySpan<T> from, ReadOnlySpan<int> shape, int a, int b, Span<T> to)
    {
        if (a == b)
        {
            from.CopyTo(to);
            return;
        }

        int outer = Tensors.Shape.Product(shape, 0, a);
        int n = shape[a];
        int between = Tensors.Shape.Product(shape, a + 1, b);
        int m = shape[b];
        int inner = Tensors.Shape.Product(shape, b + 1, shape.Length);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < between; k++)
                {
                    for (int j = 0; j < m; j++)
                    {
                        int source = ((((((o * n) + i) * between) + k) * m) + j) * inner;
                        int target = ((((((o * m) + j) * between) + k) * n) + i) * inner;
                        from.Slice(source, inner).CopyTo(to.Slice(target, inner));
                    }
                }
            }
        }
    }
}
