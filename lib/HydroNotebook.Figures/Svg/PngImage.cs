using System.Buffers.Binary;
using System.IO.Compression;

namespace HydroNotebook.Figures.Svg;

/// <summary>Cells as a PNG with one pixel each (ISO/IEC 15948): heat maps of a hundred thousand cells would be megabytes as paths.</summary>
internal static class PngImage
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>An image of 24 bits a pixel.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="colour">Colour of a column and a row from the top.</param>
    internal static byte[] Of(int width, int height, Func<int, int, (int Red, int Green, int Blue)> colour)
    {
        using var raw = new MemoryStream();
        using (var packed = new ZLibStream(raw, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] line = new byte[1 + (3 * width)];
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    (int red, int green, int blue) = colour(column, row);
                    (line[1 + (3 * column)], line[2 + (3 * column)], line[3 + (3 * column)]) = ((byte)red, (byte)green, (byte)blue);
                }

                packed.Write(line);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        // Eight bits each of red, green and blue.
        (header[8], header[9]) = (8, 2);
        using var png = new MemoryStream();
        png.Write(Signature);
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, raw.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> name, byte[] data)
    {
        byte[] chunk = [.. name, .. data];
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(chunk));
        png.Write(number);
    }

    // CRC-32 as the standard's annex D defines it.
    private static uint Checksum(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
