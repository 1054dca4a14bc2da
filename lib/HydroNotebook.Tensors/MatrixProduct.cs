using System.Numerics;
using System.Runtime.CompilerServices;

namespace HydroNotebook.Tensors;

/// <summary>C ← C + A·B for row-major matrices, in blocks that stay in the nearest cache.</summary>
internal static class MatrixProduct
{
    // 256 rows of B, two vectors wide, are 16 to 32 KB: a first-level cache.
    private const int Depth = 256;
    private const int Rows = 4;

    /// <summary>Adds A·B to C. Each value of C sums over k from first to last; fused or not as the processor has it.</summary>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[k, m].</param>
    /// <param name="c">[n, m], added to.</param>
    /// <param name="n">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="m">Columns of B and C.</param>
    internal static void Add<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape.RequireSameLength(n * k, a.Length, nameof(a));
        Shape.RequireSameLength(k * m, b.Length, nameof(b));
        Shape.RequireSameLength(n * m, c.Length, nameof(c));
        int width = Vector<T>.Count;
        int wide = m - (m % (2 * width));
        for (int first = 0; first < k; first += Depth)
        {
            int depth = Math.Min(Depth, k - first);
            for (int j = 0; j < wide; j += 2 * width)
            {
                int i = 0;
                for (; i + Rows <= n; i += Rows)
                {
                    Block(a[((i * k) + first)..], b[((first * m) + j)..], c[((i * m) + j)..], depth, k, m);
                }

                for (; i < n; i++)
                {
                    Row(a[((i * k) + first)..], b[((first * m) + j)..], c[((i * m) + j)..], depth, m);
                }
            }

            for (int i = 0; i < n && wide < m; i++)
            {
                Remainder(a.Slice((i * k) + first, depth), b[(first * m)..], c.Slice(i * m, m), wide);
            }
        }
    }

    /// <summary>The definition, value by value: every fast path is tested against this one.</summary>
    internal static void Reference<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int n, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < m; j++)
            {
                for (int x = 0; x < k; x++)
                {
                    c[(i * m) + j] += a[(i * k) + x] * b[(x * m) + j];
                }
            }
        }
    }

    // Four rows of A against two vectors of B: eight sums stay in registers.
    private static void Block<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int depth, int k, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        ReadOnlySpan<T> a0 = a[..depth];
        ReadOnlySpan<T> a1 = a.Slice(k, depth);
        ReadOnlySpan<T> a2 = a.Slice(2 * k, depth);
        ReadOnlySpan<T> a3 = a.Slice(3 * k, depth);
        Span<T> c0 = c[..(2 * width)];
        Span<T> c1 = c.Slice(m, 2 * width);
        Span<T> c2 = c.Slice(2 * m, 2 * width);
        Span<T> c3 = c.Slice(3 * m, 2 * width);
        Vector<T> s00 = new(c0), s01 = new(c0[width..]), s10 = new(c1), s11 = new(c1[width..]);
        Vector<T> s20 = new(c2), s21 = new(c2[width..]), s30 = new(c3), s31 = new(c3[width..]);
        for (int x = 0; x < depth; x++)
        {
            ReadOnlySpan<T> row = b.Slice(x * m, 2 * width);
            Vector<T> b0 = new(row), b1 = new(row[width..]);
            Vector<T> f = new(a0[x]);
            s00 = MultiplyAdd(f, b0, s00);
            s01 = MultiplyAdd(f, b1, s01);
            f = new(a1[x]);
            s10 = MultiplyAdd(f, b0, s10);
            s11 = MultiplyAdd(f, b1, s11);
            f = new(a2[x]);
            s20 = MultiplyAdd(f, b0, s20);
            s21 = MultiplyAdd(f, b1, s21);
            f = new(a3[x]);
            s30 = MultiplyAdd(f, b0, s30);
            s31 = MultiplyAdd(f, b1, s31);
        }

        s00.CopyTo(c0);
        s01.CopyTo(c0[width..]);
        s10.CopyTo(c1);
        s11.CopyTo(c1[width..]);
        s20.CopyTo(c2);
        s21.CopyTo(c2[width..]);
        s30.CopyTo(c3);
        s31.CopyTo(c3[width..]);
    }

    private static void Row<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int depth, int m)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        Vector<T> s0 = new(c), s1 = new(c[width..]);
        for (int x = 0; x < depth; x++)
        {
            ReadOnlySpan<T> row = b.Slice(x * m, 2 * width);
            Vector<T> f = new(a[x]);
            s0 = MultiplyAdd(f, new Vector<T>(row), s0);
            s1 = MultiplyAdd(f, new Vector<T>(row[width..]), s1);
        }

        s0.CopyTo(c);
        s1.CopyTo(c[width..]);
    }

    private static void Remainder<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = c.Length;
        for (int x = 0; x < a.Length; x++)
        {
            ReadOnlySpan<T> row = b.Slice(x * m, m);
            for (int j = from; j < m; j++)
            {
                c[j] += a[x] * row[j];
            }
        }
    }

    // "Estimate": fused where the processor can, two roundings where fusing would be emulated.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> left, Vector<T> right, Vector<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector.MultiplyAddEstimate(left.As<T, float>(), right.As<T, float>(), sum.As<T, float>()).As<float, T>();
        }

        return typeof(T) == typeof(double)
            ? Vector.MultiplyAddEstimate(left.As<T, double>(), right.As<T, double>(), sum.As<T, double>()).As<double, T>()
            : (left * right) + sum;
    }
}
