using System.Runtime.CompilerServices;

namespace HydroNotebook.Tensors.Kernels;

/// <summary>The one matrix product of all kernels: a tile of few rows by two registers, its sums kept in registers.</summary>
/// <remarks>
/// C[r, n] = start[r, n] + Σ over outer blocks o and inner steps k of A[r, (o, k)] · B[(o, k), n], summed in that order.
/// B is packed: two registers (one row of B) after another. A is read one number at a time, anywhere:
/// rows may lie side by side (packed A of the weight gradient) or apart (states, gate gradients).
/// Bounds: the caller owns rows · rowStride of A, (2 · lanes) · inner of B per outer block, and TileRows rows of C and start.
/// </remarks>
internal static unsafe class Tile
{
    /// <summary>Computes one tile of <c>TLanes.TileRows</c> rows and 2 · <c>TLanes.Count</c> columns.</summary>
    /// <param name="a">First number of A.</param>
    /// <param name="rowStride">Floats from one row of A to the next.</param>
    /// <param name="stepStride">Floats from one inner step of A to the next.</param>
    /// <param name="outerStrideA">Floats from one outer block of A to the next.</param>
    /// <param name="b">First row of B.</param>
    /// <param name="outerStrideB">Floats from one outer block of B to the next.</param>
    /// <param name="inner">Inner steps of each outer block.</param>
    /// <param name="outer">Outer blocks.</param>
    /// <param name="start">What the sums start with.</param>
    /// <param name="startStride">Floats from one row of start to the next; 0 gives every row the same.</param>
    /// <param name="c">Where the tile goes.</param>
    /// <param name="cStride">Floats from one row of C to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Run<TLanes, TVector>(
        float* a, nint rowStride, nint stepStride, nint outerStrideA, float* b, nint outerStrideB,
        int inner, int outer, float* start, nint startStride, float* c, nint cStride)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        if (TLanes.TileRows == 12)
        {
            Run12<TLanes, TVector>(a, rowStride, stepStride, outerStrideA, b, outerStrideB, inner, outer, start, startStride, c, cStride);
        }
        else
        {
            Run6<TLanes, TVector>(a, rowStride, stepStride, outerStrideA, b, outerStrideB, inner, outer, start, startStride, c, cStride);
        }
    }

    /// <summary>One row against up to four tiles at once: with a single row only many sums keep the arithmetic units busy. Same bits as <see cref="Run"/>.</summary>
    /// <param name="a">The row, [inner].</param>
    /// <param name="b">First tile of B.</param>
    /// <param name="tileStride">Floats from one tile of B to the next.</param>
    /// <param name="inner">Length of the sums.</param>
    /// <param name="tiles">Number of tiles, 1, 3 or 4.</param>
    /// <param name="start">What the sums start with, [tiles][columns].</param>
    /// <param name="c">Where they go, [tiles][columns].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RunRow<TLanes, TVector>(float* a, float* b, nint tileStride, int inner, int tiles, float* start, float* c)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        nint lanes = TLanes.Count;
        float* b1 = b + (tiles > 1 ? tileStride : 0);
        float* b2 = b + (tiles > 2 ? 2 * tileStride : 0);
        float* b3 = b + (tiles > 3 ? 3 * tileStride : 0);
        TVector zero = TLanes.Broadcast(0);
        TVector s00 = TLanes.Load(start), s01 = TLanes.Load(start + lanes);
        TVector s10 = zero, s11 = zero, s20 = zero, s21 = zero, s30 = zero, s31 = zero;
        if (tiles > 1)
        {
            s10 = TLanes.Load(start + (2 * lanes));
            s11 = TLanes.Load(start + (3 * lanes));
            s20 = TLanes.Load(start + (4 * lanes));
            s21 = TLanes.Load(start + (5 * lanes));
        }

        if (tiles > 3)
        {
            s30 = TLanes.Load(start + (6 * lanes));
            s31 = TLanes.Load(start + (7 * lanes));
        }

        for (nint k = 0; k < inner; k++)
        {
            TVector x = TLanes.Broadcast(a[k]);
            nint at = 2 * lanes * k;
            s00 = TLanes.MultiplyAdd(x, TLanes.Load(b + at), s00);
            s01 = TLanes.MultiplyAdd(x, TLanes.Load(b + at + lanes), s01);
            s10 = TLanes.MultiplyAdd(x, TLanes.Load(b1 + at), s10);
            s11 = TLanes.MultiplyAdd(x, TLanes.Load(b1 + at + lanes), s11);
            s20 = TLanes.MultiplyAdd(x, TLanes.Load(b2 + at), s20);
            s21 = TLanes.MultiplyAdd(x, TLanes.Load(b2 + at + lanes), s21);
            s30 = TLanes.MultiplyAdd(x, TLanes.Load(b3 + at), s30);
            s31 = TLanes.MultiplyAdd(x, TLanes.Load(b3 + at + lanes), s31);
        }

        TLanes.Store(c, s00);
        TLanes.Store(c + lanes, s01);
        if (tiles > 1)
        {
            TLanes.Store(c + (2 * lanes), s10);
            TLanes.Store(c + (3 * lanes), s11);
            TLanes.Store(c + (4 * lanes), s20);
            TLanes.Store(c + (5 * lanes), s21);
        }

        if (tiles > 3)
        {
            TLanes.Store(c + (6 * lanes), s30);
            TLanes.Store(c + (7 * lanes), s31);
        }
    }

    /// <summary>The definition of <see cref="Run"/> for any number of rows and columns.</summary>
    internal static void Reference(
        int rows, int columns, float* a, nint rowStride, nint stepStride, nint outerStrideA, float* b, nint outerStrideB,
        int inner, int outer, float* start, nint startStride, float* c, nint cStride)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int n = 0; n < columns; n++)
            {
                double sum = start[(r * startStride) + n];
                for (int o = 0; o < outer; o++)
                {
                    for (int k = 0; k < inner; k++)
                    {
                        sum += (double)a[(r * rowStride) + (k * stepStride) + (o * outerStrideA)] * b[(o * outerStrideB) + (k * columns) + n];
                    }
                }

                c[(r * cStride) + n] = (float)sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run6<TLanes, TVector>(
        float* a, nint rowStride, nint stepStride, nint outerStrideA, float* b, nint outerStrideB,
        int inner, int outer, float* start, nint startStride, float* c, nint cStride)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        nint lanes = TLanes.Count;
        TVector s00 = TLanes.Load(start), s01 = TLanes.Load(start + lanes);
        TVector s10 = TLanes.Load(start + startStride), s11 = TLanes.Load(start + startStride + lanes);
        TVector s20 = TLanes.Load(start + (2 * startStride)), s21 = TLanes.Load(start + (2 * startStride) + lanes);
        TVector s30 = TLanes.Load(start + (3 * startStride)), s31 = TLanes.Load(start + (3 * startStride) + lanes);
        TVector s40 = TLanes.Load(start + (4 * startStride)), s41 = TLanes.Load(start + (4 * startStride) + lanes);
        TVector s50 = TLanes.Load(start + (5 * startStride)), s51 = TLanes.Load(start + (5 * startStride) + lanes);

        for (int o = 0; o < outer; o++)
        {
            float* b0 = b;
            float* a0 = a;
            float* a3 = a + (3 * rowStride);
            for (int k = 0; k < inner; k++)
            {
                TVector left = TLanes.Load(b0);
                TVector right = TLanes.Load(b0 + lanes);
                b0 += 2 * lanes;
                TVector x0 = TLanes.Broadcast(*(a0));
                s00 = TLanes.MultiplyAdd(x0, left, s00);
                s01 = TLanes.MultiplyAdd(x0, right, s01);
                TVector x1 = TLanes.Broadcast(*(a0 + rowStride));
                s10 = TLanes.MultiplyAdd(x1, left, s10);
                s11 = TLanes.MultiplyAdd(x1, right, s11);
                TVector x2 = TLanes.Broadcast(*(a0 + (2 * rowStride)));
                s20 = TLanes.MultiplyAdd(x2, left, s20);
                s21 = TLanes.MultiplyAdd(x2, right, s21);
                a0 += stepStride;
                TVector x3 = TLanes.Broadcast(*(a3));
                s30 = TLanes.MultiplyAdd(x3, left, s30);
                s31 = TLanes.MultiplyAdd(x3, right, s31);
                TVector x4 = TLanes.Broadcast(*(a3 + rowStride));
                s40 = TLanes.MultiplyAdd(x4, left, s40);
                s41 = TLanes.MultiplyAdd(x4, right, s41);
                TVector x5 = TLanes.Broadcast(*(a3 + (2 * rowStride)));
                s50 = TLanes.MultiplyAdd(x5, left, s50);
                s51 = TLanes.MultiplyAdd(x5, right, s51);
                a3 += stepStride;
            }

            a += outerStrideA;
            b += outerStrideB;
        }

        TLanes.Store(c, s00);
        TLanes.Store(c + lanes, s01);
        TLanes.Store(c + cStride, s10);
        TLanes.Store(c + cStride + lanes, s11);
        TLanes.Store(c + (2 * cStride), s20);
        TLanes.Store(c + (2 * cStride) + lanes, s21);
        TLanes.Store(c + (3 * cStride), s30);
        TLanes.Store(c + (3 * cStride) + lanes, s31);
        TLanes.Store(c + (4 * cStride), s40);
        TLanes.Store(c + (4 * cStride) + lanes, s41);
        TLanes.Store(c + (5 * cStride), s50);
        TLanes.Store(c + (5 * cStride) + lanes, s51);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run12<TLanes, TVector>(
        float* a, nint rowStride, nint stepStride, nint outerStrideA, float* b, nint outerStrideB,
        int inner, int outer, float* start, nint startStride, float* c, nint cStride)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        nint lanes = TLanes.Count;
        TVector s00 = TLanes.Load(start), s01 = TLanes.Load(start + lanes);
        TVector s10 = TLanes.Load(start + startStride), s11 = TLanes.Load(start + startStride + lanes);
        TVector s20 = TLanes.Load(start + (2 * startStride)), s21 = TLanes.Load(start + (2 * startStride) + lanes);
        TVector s30 = TLanes.Load(start + (3 * startStride)), s31 = TLanes.Load(start + (3 * startStride) + lanes);
        TVector s40 = TLanes.Load(start + (4 * startStride)), s41 = TLanes.Load(start + (4 * startStride) + lanes);
        TVector s50 = TLanes.Load(start + (5 * startStride)), s51 = TLanes.Load(start + (5 * startStride) + lanes);
        TVector s60 = TLanes.Load(start + (6 * startStride)), s61 = TLanes.Load(start + (6 * startStride) + lanes);
        TVector s70 = TLanes.Load(start + (7 * startStride)), s71 = TLanes.Load(start + (7 * startStride) + lanes);
        TVector s80 = TLanes.Load(start + (8 * startStride)), s81 = TLanes.Load(start + (8 * startStride) + lanes);
        TVector s90 = TLanes.Load(start + (9 * startStride)), s91 = TLanes.Load(start + (9 * startStride) + lanes);
        TVector s100 = TLanes.Load(start + (10 * startStride)), s101 = TLanes.Load(start + (10 * startStride) + lanes);
        TVector s110 = TLanes.Load(start + (11 * startStride)), s111 = TLanes.Load(start + (11 * startStride) + lanes);

        for (int o = 0; o < outer; o++)
        {
            float* b0 = b;
            float* a0 = a;
            float* a3 = a + (3 * rowStride);
            float* a6 = a + (6 * rowStride);
            float* a9 = a + (9 * rowStride);
            for (int k = 0; k < inner; k++)
            {
                TVector left = TLanes.Load(b0);
                TVector right = TLanes.Load(b0 + lanes);
                b0 += 2 * lanes;
                TVector x0 = TLanes.Broadcast(*(a0));
                s00 = TLanes.MultiplyAdd(x0, left, s00);
                s01 = TLanes.MultiplyAdd(x0, right, s01);
                TVector x1 = TLanes.Broadcast(*(a0 + rowStride));
                s10 = TLanes.MultiplyAdd(x1, left, s10);
                s11 = TLanes.MultiplyAdd(x1, right, s11);
                TVector x2 = TLanes.Broadcast(*(a0 + (2 * rowStride)));
                s20 = TLanes.MultiplyAdd(x2, left, s20);
                s21 = TLanes.MultiplyAdd(x2, right, s21);
                a0 += stepStride;
                TVector x3 = TLanes.Broadcast(*(a3));
                s30 = TLanes.MultiplyAdd(x3, left, s30);
                s31 = TLanes.MultiplyAdd(x3, right, s31);
                TVector x4 = TLanes.Broadcast(*(a3 + rowStride));
                s40 = TLanes.MultiplyAdd(x4, left, s40);
                s41 = TLanes.MultiplyAdd(x4, right, s41);
                TVector x5 = TLanes.Broadcast(*(a3 + (2 * rowStride)));
                s50 = TLanes.MultiplyAdd(x5, left, s50);
                s51 = TLanes.MultiplyAdd(x5, right, s51);
                a3 += stepStride;
                TVector x6 = TLanes.Broadcast(*(a6));
                s60 = TLanes.MultiplyAdd(x6, left, s60);
                s61 = TLanes.MultiplyAdd(x6, right, s61);
                TVector x7 = TLanes.Broadcast(*(a6 + rowStride));
                s70 = TLanes.MultiplyAdd(x7, left, s70);
                s71 = TLanes.MultiplyAdd(x7, right, s71);
                TVector x8 = TLanes.Broadcast(*(a6 + (2 * rowStride)));
                s80 = TLanes.MultiplyAdd(x8, left, s80);
                s81 = TLanes.MultiplyAdd(x8, right, s81);
                a6 += stepStride;
                TVector x9 = TLanes.Broadcast(*(a9));
                s90 = TLanes.MultiplyAdd(x9, left, s90);
                s91 = TLanes.MultiplyAdd(x9, right, s91);
                TVector x10 = TLanes.Broadcast(*(a9 + rowStride));
                s100 = TLanes.MultiplyAdd(x10, left, s100);
                s101 = TLanes.MultiplyAdd(x10, right, s101);
                TVector x11 = TLanes.Broadcast(*(a9 + (2 * rowStride)));
                s110 = TLanes.MultiplyAdd(x11, left, s110);
                s111 = TLanes.MultiplyAdd(x11, right, s111);
                a9 += stepStride;
            }

            a += outerStrideA;
            b += outerStrideB;
        }

        TLanes.Store(c, s00);
        TLanes.Store(c + lanes, s01);
        TLanes.Store(c + cStride, s10);
        TLanes.Store(c + cStride + lanes, s11);
        TLanes.Store(c + (2 * cStride), s20);
        TLanes.Store(c + (2 * cStride) + lanes, s21);
        TLanes.Store(c + (3 * cStride), s30);
        TLanes.Store(c + (3 * cStride) + lanes, s31);
        TLanes.Store(c + (4 * cStride), s40);
        TLanes.Store(c + (4 * cStride) + lanes, s41);
        TLanes.Store(c + (5 * cStride), s50);
        TLanes.Store(c + (5 * cStride) + lanes, s51);
        TLanes.Store(c + (6 * cStride), s60);
        TLanes.Store(c + (6 * cStride) + lanes, s61);
        TLanes.Store(c + (7 * cStride), s70);
        TLanes.Store(c + (7 * cStride) + lanes, s71);
        TLanes.Store(c + (8 * cStride), s80);
        TLanes.Store(c + (8 * cStride) + lanes, s81);
        TLanes.Store(c + (9 * cStride), s90);
        TLanes.Store(c + (9 * cStride) + lanes, s91);
        TLanes.Store(c + (10 * cStride), s100);
        TLanes.Store(c + (10 * cStride) + lanes, s101);
        TLanes.Store(c + (11 * cStride), s110);
        TLanes.Store(c + (11 * cStride) + lanes, s111);
    }
}
