using System.Numerics;
using System.Runtime.InteropServices;
using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>The binary file of the cache: a header with a check sum, then each basin's values, row-major float32, aligned, each with a check sum.</summary>
internal static class SeriesFile
{
    /// <summary>Raised whenever the layout or the meaning of the numbers changes: older files are then not found.</summary>
    internal const int Version = 1;

    private const long Magic = 0x5345_4952_4F52_4448; // "HDRORIES"
    private const int PreambleBytes = 24;
    private const int Alignment = 64;

    /// <summary>Writes series to a stream.</summary>
    internal static void Write(Stream stream, IReadOnlyList<StoredSeries> basins)
    {
        byte[] header = Header(basins, firstOffset: 0);
        header = Header(basins, Aligned(PreambleBytes + header.Length));
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(header.Length);
        writer.Write(CheckSum(header));
        writer.Write(0);
        writer.Write(header);
        writer.Flush();
        foreach (StoredSeries basin in basins)
        {
            stream.Write(new byte[(int)(Aligned(stream.Position) - stream.Position)]);
            stream.Write(MemoryMarshal.AsBytes(basin.Values.Span));
        }
    }

    /// <summary>Reads series out of a mapping; their values stay in it.</summary>
    /// <returns>The series; null, with the reason, when the file is damaged.</returns>
    internal static IReadOnlyList<StoredSeries>? Read(MappedFile file, out string damage)
    {
        damage = "its header is damaged";
        if (file.Length < PreambleBytes)
        {
            return null;
        }

        ReadOnlySpan<byte> preamble = file.Bytes(0, PreambleBytes);
        int headerLength = MemoryMarshal.Read<int>(preamble[12..]);
        if (MemoryMarshal.Read<long>(preamble) != Magic
            || MemoryMarshal.Read<int>(preamble[8..]) != Version
            || headerLength < 0
            || PreambleBytes + (long)headerLength > file.Length)
        {
            return null;
        }

        byte[] header = file.Bytes(PreambleBytes, headerLength).ToArray();
        if (MemoryMarshal.Read<uint>(preamble[16..]) != CheckSum(header))
        {
            return null;
        }

        return ReadBasins(file, header, out damage);
    }

    private static StoredSeries[]? ReadBasins(MappedFile file, byte[] header, out string damage)
    {
        using var reader = new BinaryReader(new MemoryStream(header));
        long end = reader.ReadInt64();
        if (file.Length != end)
        {
            damage = $"it is {file.Length} bytes long where {end} are expected";
            return null;
        }

        var columns = new Variable[reader.ReadInt32()];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = new Variable(reader.ReadString(), reader.ReadString());
        }

        var basins = new StoredSeries[reader.ReadInt32()];
        var sums = new uint[basins.Length];
        for (int b = 0; b < basins.Length; b++)
        {
            basins[b] = ReadBasin(reader, file, columns, out sums[b]);
        }

        if (!file.Verified)
        {
            int damaged = -1;
            Parallel.ForEach(Enumerable.Range(0, basins.Length), b =>
            {
                if (CheckSum(MemoryMarshal.AsBytes(basins[b].Values.Span)) != sums[b])
                {
                    Interlocked.Exchange(ref damaged, b);
                }
            });
            if (damaged >= 0)
            {
                damage = $"the values of basin {basins[damaged].Id} are damaged";
                return null;
            }

            file.Verified = true;
        }

        damage = "";
        return basins;
    }

    private static StoredSeries ReadBasin(BinaryReader reader, MappedFile file, Variable[] columns, out uint sum)
    {
        string id = reader.ReadString();
        double latitude = reader.ReadDouble();
        double areaM2 = reader.ReadDouble();
        var firstDay = DateOnly.FromDayNumber(reader.ReadInt32());
        int days = reader.ReadInt32();
        int missing = reader.ReadInt32();
        byte[] hash = reader.ReadBytes(32);
        sum = reader.ReadUInt32();
        long offset = reader.ReadInt64();
#pragma warning disable CA2000 // The mapping is never released.
        var values = new MappedFloats(file, offset, days * columns.Length);
#pragma warning restore CA2000
        return new StoredSeries
        {
            Id = id,
            Latitude = latitude,
            AreaM2 = areaM2,
            Columns = columns,
            FirstDay = firstDay,
            Days = days,
            ForcingDaysMissing = missing,
            Hash = hash,
            Values = values.Memory,
        };
    }

    private static byte[] Header(IReadOnlyList<StoredSeries> basins, long firstOffset)
    {
        var offsets = new long[basins.Count];
        long end = firstOffset;
        for (int b = 0; b < basins.Count; b++)
        {
            offsets[b] = Aligned(end);
            end = offsets[b] + ((long)basins[b].Values.Length * sizeof(float));
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(end);
        IReadOnlyList<Variable> columns = basins[0].Columns;
        writer.Write(columns.Count);
        foreach (Variable column in columns)
        {
            writer.Write(column.Name);
            writer.Write(column.Unit);
        }

        writer.Write(basins.Count);
        for (int b = 0; b < basins.Count; b++)
        {
            StoredSeries basin = basins[b];
            writer.Write(basin.Id);
            writer.Write(basin.Latitude);
            writer.Write(basin.AreaM2);
            writer.Write(basin.FirstDay.DayNumber);
            writer.Write(basin.Days);
            writer.Write(basin.ForcingDaysMissing);
            writer.Write(basin.Hash);
            writer.Write(CheckSum(MemoryMarshal.AsBytes(basin.Values.Span)));
            writer.Write(offsets[b]);
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    /// <summary>CRC-32C, eight bytes at a time.</summary>
    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return ~sum;
    }
}
