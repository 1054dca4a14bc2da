using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HydroNotebook.Tensors;

/// <summary>Arithmetic of shapes: lengths of the axes, slowest axis first (row-major).</summary>
internal static class Shape
{
    /// <summary>Number of values of a shape; 1 for the empty shape of a scalar.</summary>
    internal static int Count(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int length in shape)
        {
            if (length < 0)
            {
                throw new ArgumentException($"shape {Text(shape)} has a negative length.", nameof(shape));
            }

            count *= length;
            if (count > Array.MaxLength)
            {
                throw new ArgumentException($"shape {Text(shape)} has more values than one tensor holds (2³¹ − 57).", nameof(shape));
            }
        }

        return (int)count;
    }

    /// <summary>Product of the lengths of axes [from, to).</summary>
    internal static int Product(ReadOnlySpan<int> shape, int from, int to)
    {
        int product = 1;
        for (int axis = from; axis < to; axis++)
        {
            product *= shape[axis];
        }

        return product;
    }

    /// <summary>The shape as people write it: <c>[3, 4]</c>, <c>[]</c> for a scalar.</summary>
    internal static string Text(ReadOnlySpan<int> shape)
    {
        string[] lengths = new string[shape.Length];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            lengths[axis] = shape[axis].ToString(CultureInfo.InvariantCulture);
        }

        return "[" + string.Join(", ", lengths) + "]";
    }

    /// <summary>The common shape of two operands by NumPy's rule: align at the last axis; lengths agree or one of them is 1.</summary>
    internal static int[] Broadcast(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int axes = Math.Max(left.Length, right.Length);
        int[] shape = new int[axes];
        for (int back = 1; back <= axes; back++)
        {
            int a = back <= left.Length ? left[^back] : 1;
            int b = back <= right.Length ? right[^back] : 1;
            if (a != b && a != 1 && b != 1)
            {
                ThrowNoBroadcast(left, right, a, b, back);
            }

            shape[axes - back] = a == 1 ? b : a;
        }

        return shape;
    }

    /// <summary>An axis counted from the front; −1 is the last.</summary>
    internal static int Axis(ReadOnlySpan<int> shape, int axis)
    {
        int counted = axis < 0 ? axis + shape.Length : axis;
        return counted >= 0 && counted < shape.Length
            ? counted
            : throw new ArgumentOutOfRangeException(
                nameof(axis), $"axis {Number(axis)} does not exist in shape {Text(shape)}; use {Number(-shape.Length)} to {Number(shape.Length - 1)}.");
    }

    /// <summary>Refuses arguments of different lengths.</summary>
    internal static void RequireSameLength(int expected, int actual, string name)
    {
        if (expected != actual)
        {
            ThrowLength(expected, actual, name);
        }
    }

    /// <summary>A whole number as text, in no one's culture.</summary>
    internal static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    [DoesNotReturn]
    private static void ThrowNoBroadcast(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int a, int b, int back) =>
        throw new ArgumentException(
            $"shapes {Text(left)} and {Text(right)} do not broadcast: axis −{Number(back)} has {Number(a)} and {Number(b)}; "
            + "lengths must agree or one of them be 1. Reshape or transpose one operand.",
            nameof(right));

    [DoesNotReturn]
    private static void ThrowLength(int expected, int actual, string name) =>
        throw new ArgumentException($"{name} has {Number(actual)} values, {Number(expected)} are needed.", name);
}
