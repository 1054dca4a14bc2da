namespace HydroNotebook.Tensors.Nn;

/// <summary>Random matrices with orthonormal rows or columns.</summary>
public static class OrthogonalMatrix
{
    /// <summary>Fills a matrix: orthonormal columns if it is tall, rows if it is wide; uniform over all such matrices.</summary>
    /// <remarks>
    /// Q of the QR decomposition of standard normal numbers, columns multiplied with the signs of diag(R) (Mezzadri 2007), as
    /// PyTorch's <c>orthogonal_</c>; a wide matrix is the transpose of a tall one. Householder reflections in double.
    /// </remarks>
    /// <param name="matrix">[rows, columns], overwritten.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="numbers">Where the normal numbers come from.</param>
    public static void Fill(Span<float> matrix, int rows, int columns, RandomNumbers numbers)
    {
        Shape.RequireSameLength(rows * columns, matrix.Length, nameof(matrix));
        int m = Math.Max(rows, columns);
        int n = Math.Min(rows, columns);
        double[][] q = Draw(m, n, numbers);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                matrix[(r * columns) + c] = (float)(rows >= columns ? q[c][r] : q[r][c]);
            }
        }
    }

    /// <summary>n orthonormal vectors of length m ≥ n.</summary>
    private static double[][] Draw(int m, int n, RandomNumbers numbers)
    {
        double[][] a = new double[n][];
        for (int j = 0; j < n; j++)
        {
            a[j] = new double[m];
            for (int i = 0; i < m; i++)
            {
                a[j][i] = numbers.Normal(((long)i * n) + j);
            }
        }

        // After step k, a[k][k..] holds the unit normal of reflection k; diag(R)[k] = −sign·norm.
        double[] signs = new double[n];
        for (int k = 0; k < n; k++)
        {
            Span<double> v = a[k].AsSpan(k);
            double norm = Math.Sqrt(Dot(v, v));
            signs[k] = v[0] >= 0 ? -1 : 1;
            v[0] -= signs[k] * norm;
            double length = Math.Sqrt(Dot(v, v));
            for (int i = 0; i < v.Length && length > 0; i++)
            {
                v[i] /= length;
            }

            for (int j = k + 1; j < n; j++)
            {
                Reflect(v, a[j].AsSpan(k));
            }
        }

        double[][] q = new double[n][];
        for (int j = 0; j < n; j++)
        {
            q[j] = new double[m];
            q[j][j] = signs[j];
            for (int k = j; k >= 0; k--)
            {
                Reflect(a[k].AsSpan(k), q[j].AsSpan(k));
            }
        }

        return q;
    }

    private static void Reflect(ReadOnlySpan<double> normal, Span<double> vector)
    {
        double twice = 2 * Dot(normal, vector);
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] -= twice * normal[i];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
