using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>One basin's whole series, fresh from the text files or out of the cache.</summary>
internal sealed record StoredSeries
{
    /// <summary>Basin id.</summary>
    internal required string Id { get; init; }

    /// <summary>Latitude in the forcing header, degrees north; NaN where there is none.</summary>
    internal required double Latitude { get; init; }

    /// <summary>Area that turned the flow into mm/day, m².</summary>
    internal required double AreaM2 { get; init; }

    /// <summary>Forcing columns, then discharge.</summary>
    internal required IReadOnlyList<Variable> Columns { get; init; }

    /// <summary>Day of row 0.</summary>
    internal required DateOnly FirstDay { get; init; }

    /// <summary>Rows.</summary>
    internal required int Days { get; init; }

    /// <summary>Row-major values, [days, columns]; NaN = missing.</summary>
    internal required ReadOnlyMemory<float> Values { get; init; }

    /// <summary>Days on which a forcing column is missing.</summary>
    internal required int ForcingDaysMissing { get; init; }

    /// <summary>SHA-256 over first day, number of days and columns, and the bits of all values.</summary>
    internal required byte[] Hash { get; init; }

    /// <summary>SHA-256 of a series: equal for equal numbers on equal days.</summary>
    internal static byte[] HashOf(DateOnly firstDay, int columns, ReadOnlySpan<float> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<int> frame = [firstDay.DayNumber, values.Length, columns];
        hash.AppendData(MemoryMarshal.AsBytes(frame));
        hash.AppendData(MemoryMarshal.AsBytes(values));
        return hash.GetHashAndReset();
    }

    /// <summary>Days on which one of the first <paramref name="width"/> − 1 columns is NaN, and the first such row (−1: none).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (int Days, int FirstRow) CountForcingHoles(ReadOnlySpan<float> values, int width)
    {
        int count = 0;
        int first = -1;
        for (int row = 0; row < values.Length; row += width)
        {
            bool hole = false;
            for (int k = 0; k < width - 1; k++)
            {
                hole |= float.IsNaN(values[row + k]);
            }

            if (hole)
            {
                first = first < 0 ? row / width : first;
                count++;
            }
        }

        return (count, first);
    }
}
