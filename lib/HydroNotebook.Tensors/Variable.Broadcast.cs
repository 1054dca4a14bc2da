using System.Numerics.Tensors;

namespace HydroNotebook.Tensors;

/// <content>Broadcasting by NumPy's rule.</content>
internal sealed partial class Variable<T>
{
    /// <summary>The values repeated along axes of length 1 (and new axes in front) up to the shape.</summary>
    internal Variable<T> BroadcastTo(ReadOnlySpan<int> shape)
    {
        if (Shape.SequenceEqual(shape))
        {
            return this;
        }

        if (!Tensors.Shape.Broadcast(_shape, shape).AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"shape {Tensors.Shape.Text(_shape)} does not broadcast to {Tensors.Shape.Text(shape)}; its lengths must agree or be 1.", nameof(shape));
        }

        int[] wide = shape.ToArray();
        Variable<T> result = Uninitialised(wide);
        Expand(Values, _shape, result.Values, wide);
        return Recorded(result, [this], (gradient, into) => Contract(gradient, wide, into.Of(0), _shape));
    }

    private static (Variable<T> Left, Variable<T> Right) SameShape(Variable<T> left, Variable<T> right)
    {
        if (left.Shape.SequenceEqual(right.Shape))
        {
            return (left, right);
        }

        int[] shape = Tensors.Shape.Broadcast(left._shape, right._shape);
        return (left.BroadcastTo(shape), right.BroadcastTo(shape));
    }

    private static void Expand(ReadOnlySpan<T> from, ReadOnlySpan<int> fromShape, Span<T> to, ReadOnlySpan<int> toShape)
    {
        int row = toShape[^1];
        bool repeat = row != 1 && (fromShape.Length == 0 || fromShape[^1] == 1);
        int rows = row == 0 ? 0 : to.Length / row;
        for (int r = 0; r < rows; r++)
        {
            int at = Source(r, fromShape, toShape);
            Span<T> target = to.Slice(r * row, row);
            if (repeat)
            {
                target.Fill(from[at]);
            }
            else
            {
                from.Slice(at, row).CopyTo(target);
            }
        }
    }

    /// <summary>The adjoint of <see cref="Expand"/>: adds what was repeated.</summary>
    private static void Contract(ReadOnlySpan<T> wide, ReadOnlySpan<int> wideShape, Span<T> narrow, ReadOnlySpan<int> narrowShape)
    {
        int row = wideShape[^1];
        bool repeat = row != 1 && (narrowShape.Length == 0 || narrowShape[^1] == 1);
        int rows = row == 0 ? 0 : wide.Length / row;
        for (int r = 0; r < rows; r++)
        {
            int at = Source(r, narrowShape, wideShape);
            ReadOnlySpan<T> source = wide.Slice(r * row, row);
            if (repeat)
            {
                narrow[at] += TensorPrimitives.Sum(source);
            }
            else
            {
                Span<T> target = narrow.Slice(at, row);
                TensorPrimitives.Add(target, source, target);
            }
        }
    }

    /// <summary>Where row r of the wide array (all axes but the last) begins in the narrow one.</summary>
    private static int Source(int r, ReadOnlySpan<int> narrow, ReadOnlySpan<int> wide)
    {
        int at = 0;
        int stride = narrow.Length == 0 ? 1 : narrow[^1];
        for (int back = 2; back <= wide.Length; back++)
        {
            int index = r % wide[^back];
            r /= wide[^back];
            if (back <= narrow.Length)
            {
                at += narrow[^back] == 1 ? 0 : index * stride;
                stride *= narrow[^back];
            }
        }

        return at;
    }
}
