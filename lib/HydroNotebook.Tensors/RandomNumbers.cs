using System.Numerics;

namespace HydroNotebook.Tensors;

/// <summary>Random numbers that depend on their key and position only: no hidden state, same stream on any number of threads.</summary>
/// <remarks>
/// Philox 4×32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). The key is (seed, purpose), the
/// counter (stream, index): what is drawn for epoch 7, sample 12 is the same whoever asks, and in whatever order.
/// A value of this type is immutable; <see cref="At"/> moves to another stream of the same key.
/// </remarks>
public readonly struct RandomNumbers : IEquatable<RandomNumbers>
{
    private readonly ulong _key;
    private readonly ulong _stream;

    private RandomNumbers(ulong key, ulong stream)
    {
        _key = key;
        _stream = stream;
    }

    /// <summary>A stream of its own for a seed and a purpose, such as "dropout" or "weather".</summary>
    /// <param name="seed">What the user calls the seed.</param>
    /// <param name="purpose">What the numbers are for; two purposes never share numbers.</param>
    public RandomNumbers(long seed, string purpose)
        : this(Mix((ulong)seed) ^ Hash(purpose), 0)
    {
    }

    /// <summary>The stream of the same key for a part of the work, such as an epoch or a basin.</summary>
    public RandomNumbers At(long part) => new(_key, Mix(_stream + 0x9E3779B97F4A7C15UL + (ulong)part));

    /// <summary>Uniform 64 bits at a position of this stream.</summary>
    public ulong Bits(long index)
    {
        Block((ulong)index >> 1, out ulong low, out ulong high);
        return (index & 1) == 0 ? low : high;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Uniform(long index) => (Bits(index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(long index, double low, double high) => low + ((high - low) * Uniform(index));

    /// <summary>Uniform integer in [0, count); the bias is below 2⁻³² for counts under 2³².</summary>
    public int Below(long index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(Bits(index), (ulong)count, out _);
    }

    /// <summary>Standard normal number (Box and Muller 1958, cosine branch; one pair of uniforms per index).</summary>
    public double Normal(long index)
    {
        Block((ulong)index | 0x8000_0000_0000_0000UL, out ulong low, out ulong high);
        double u = ((low >> 11) + 1) * (1.0 / (1UL << 53));
        double v = (high >> 11) * (1.0 / (1UL << 53));
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    /// <summary>Gamma number with unit scale (Marsaglia and Tsang 2000); uses positions of a stream of its own at the index.</summary>
    /// <param name="index">Position in this stream.</param>
    /// <param name="shape">Shape parameter, &gt; 0.</param>
    public double Gamma(long index, double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        RandomNumbers own = At(index);
        double boost = 1;
        if (shape < 1)
        {
            boost = Math.Pow(1 - own.Uniform(-1), 1 / shape);
            shape += 1;
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        for (long k = 0; ; k += 2)
        {
            double x = own.Normal(k);
            double v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            double u = 1 - own.Uniform(k + 1);
            if (Math.Log(u) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return boost * d * v;
            }
        }
    }

    /// <summary>A random order of 0 … count − 1 (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = new int[count];
        for (int k = 0; k < count; k++)
        {
            order[k] = k;
        }

        for (int k = count - 1; k > 0; k--)
        {
            int other = Below(k, k + 1);
            (order[k], order[other]) = (order[other], order[k]);
        }

        return order;
    }

    /// <inheritdoc/>
    public bool Equals(RandomNumbers other) => _key == other._key && _stream == other._stream;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RandomNumbers other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_key, _stream);

    /// <summary>Same key and same stream.</summary>
    public static bool operator ==(RandomNumbers left, RandomNumbers right) => left.Equals(right);

    /// <summary>Another key or another stream.</summary>
    public static bool operator !=(RandomNumbers left, RandomNumbers right) => !left.Equals(right);

    private void Block(ulong index, out ulong low, out ulong high)
    {
        uint c0 = (uint)index;
        uint c1 = (uint)(index >> 32);
        uint c2 = (uint)_stream;
        uint c3 = (uint)(_stream >> 32);
        uint k0 = (uint)_key;
        uint k1 = (uint)(_key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0;
            ulong p1 = 0xCD9E8D57UL * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        low = c0 | ((ulong)c1 << 32);
        high = c2 | ((ulong)c3 << 32);
    }

    // The finaliser of SplitMix64 (Steele et al. 2014): spreads neighbouring seeds over all bits.
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }

    // FNV-1a with a rotation; string.GetHashCode differs from process to process.
    private static ulong Hash(string text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in text)
        {
            hash = BitOperations.RotateLeft((hash ^ c) * 1099511628211UL, 17);
        }

        return Mix(hash);
    }
}
