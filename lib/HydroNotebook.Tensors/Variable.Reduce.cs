namespace HydroNotebook.Tensors;

/// <content>Sums, means and largest values.</content>
internal sealed partial class Variable<T>
{
    /// <summary>Sum of all values, without axes; added in double, first to last.</summary>
    internal Variable<T> Sum() => Summed(1, Count, 1, [], 1);

    /// <summary>Mean of all values, without axes.</summary>
    internal Variable<T> Mean() => Summed(1, NonZero(Count), 1, [], 1.0 / Count);

    internal Variable<T> Sum(int axis, bool keepAxis)
    {
        (int outer, int length, int inner, int[] shape) = Along(axis, keepAxis);
        return Summed(outer, length, inner, shape, 1);
    }

    internal Variable<T> Mean(int axis, bool keepAxis)
    {
        (int outer, int length, int inner, int[] shape) = Along(axis, keepAxis);
        return Summed(outer, NonZero(length), inner, shape, 1.0 / length);
    }

    internal Variable<T> Max() => Largest(1, NonZero(Count), 1, []);

    internal Variable<T> Max(int axis, bool keepAxis)
    {
        (int outer, int length, int inner, int[] shape) = Along(axis, keepAxis);
        return Largest(outer, NonZero(length), inner, shape);
    }

    private static int NonZero(int length) =>
        length > 0 ? length : throw new InvalidOperationException("An empty axis has no mean and no largest value.");

    private (int Outer, int Length, int Inner, int[] Shape) Along(int axis, bool keepAxis)
    {
        int at = Tensors.Shape.Axis(_shape, axis);
        int[] shape = keepAxis ? [.. _shape[..at], 1, .. _shape[(at + 1)..]] : [.. _shape[..at], .. _shape[(at + 1)..]];
        return (Tensors.Shape.Product(_shape, 0, at), _shape[at], Tensors.Shape.Product(_shape, at + 1, _shape.Length), shape);
    }

    private Variable<T> Summed(int outer, int length, int inner, int[] shape, double factor)
    {
        Variable<T> result = Uninitialised(shape);
        ReadOnlySpan<T> from = Values;
        Span<T> to = result.Values;
        using Scratch<double> sums = new(inner);
        for (int o = 0; o < outer; o++)
        {
            sums.Span.Clear();
            for (int k = 0; k < length; k++)
            {
                ReadOnlySpan<T> row = from.Slice(((o * length) + k) * inner, inner);
                for (int i = 0; i < row.Length; i++)
                {
                    sums.Span[i] += double.CreateChecked(row[i]);
                }
            }

            for (int i = 0; i < inner; i++)
            {
                to[(o * inner) + i] = T.CreateChecked(sums.Span[i] * factor);
            }
        }

        T share = T.CreateChecked(factor);
        return Recorded(result, [this], (gradient, into) =>
        {
            Span<T> target = into.Of(0);
            for (int o = 0; o < outer; o++)
            {
                for (int k = 0; k < length; k++)
                {
                    Span<T> row = target.Slice(((o * length) + k) * inner, inner);
                    for (int i = 0; i < row.Length; i++)
                    {
                        row[i] += share * gradient[(o * inner) + i];
                    }
                }
            }
        });
    }

    // The gradient goes to the first of equal largest values; NaN wins, as in NumPy.
    private Variable<T> Largest(int outer, int length, int inner, int[] shape)
    {
        Variable<T> result = Uninitialised(shape);
        int[] places = new int[result.Count];
        ReadOnlySpan<T> from = Values;
        Span<T> to = result.Values;
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int best = (o * length * inner) + i;
                for (int k = 1; k < length; k++)
                {
                    int at = (((o * length) + k) * inner) + i;
                    if (from[at] > from[best] || (T.IsNaN(from[at]) && !T.IsNaN(from[best])))
                    {
                        best = at;
                    }
                }

                places[(o * inner) + i] = best;
                to[(o * inner) + i] = from[best];
            }
        }

        return Recorded(result, [this], (gradient, into) =>
        {
            Span<T> target = into.Of(0);
            for (int k = 0; k < places.Length; k++)
            {
                target[places[k]] += gradient[k];
            }
        });
    }
}
