using System.Buffers.Binary;
using System.Text;

namespace HydroNotebook.Evaluation;

/// <summary>Writes a <see cref="NetCdfFile"/> as CDF-2.</summary>
internal sealed class NetCdfWriter(NetCdfFile file)
{
    private readonly byte[] _word = new byte[8];

    internal void Write(Stream stream)
    {
        // The length of the header does not depend on the offsets in it: write it once to learn where the values start.
        using var header = new MemoryStream();
        WriteHeader(header, firstValue: 0);
        long firstValue = header.Length;
        header.SetLength(0);
        WriteHeader(header, firstValue);
        header.WriteTo(stream);
        foreach (NetCdfVariable variable in file.Variables)
        {
            WriteValues(stream, variable.Values);
        }
    }

    private void WriteHeader(Stream stream, long firstValue)
    {
        stream.Write("CDF\u0002"u8);
        WriteInt32(stream, 0);
        WriteList(stream, NetCdfTag.Dimension, file.Dimensions, dimension =>
        {
            WriteName(stream, dimension.Name);
            WriteInt32(stream, dimension.Length);
        });
        WriteAttributes(stream, file.Attributes);
        long begin = firstValue;
        WriteList(stream, NetCdfTag.Variable, file.Variables, variable =>
        {
            NetCdfType type = NetCdfFile.TypeOf(variable.Values);
            long size = NetCdfFile.Padded((long)variable.Values.Length * NetCdfFile.SizeOf(type));
            WriteName(stream, variable.Name);
            WriteInt32(stream, variable.Dimensions.Count);
            foreach (string dimension in variable.Dimensions)
            {
                WriteInt32(stream, file.Dimensions.ToList().FindIndex(candidate => candidate.Name == dimension));
            }

            WriteAttributes(stream, variable.Attributes);
            WriteInt32(stream, (int)type);

            // The format's own rule for a size that does not fit: 2³² − 1, readers compute it from the shape.
            WriteInt32(stream, size < uint.MaxValue ? unchecked((int)(uint)size) : -1);
            WriteInt64(stream, begin);
            begin += size;
        });
    }

    private void WriteAttributes(Stream stream, IReadOnlyList<NetCdfAttribute> attributes) =>
        WriteList(stream, NetCdfTag.Attribute, attributes, attribute =>
        {
            WriteName(stream, attribute.Name);
            WriteInt32(stream, (int)NetCdfFile.TypeOf(attribute.Values));
            WriteInt32(stream, attribute.Values.Length);
            WriteValues(stream, attribute.Values);
        });

    private void WriteList<T>(Stream stream, NetCdfTag tag, IReadOnlyList<T> items, Action<T> write)
    {
        WriteInt32(stream, (int)(items.Count > 0 ? tag : NetCdfTag.Absent));
        WriteInt32(stream, items.Count);
        foreach (T item in items)
        {
            write(item);
        }
    }

    private void WriteName(Stream stream, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        WriteInt32(stream, bytes.Length);
        WriteValues(stream, bytes);
    }

    private void WriteValues(Stream stream, Array values)
    {
        switch (values)
        {
            case byte[] text:
                stream.Write(text);
                stream.Write(new byte[NetCdfFile.Padded(text.Length) - text.Length]);
                break;
            case int[] integers:
                Array.ForEach(integers, value => WriteInt32(stream, value));
                break;
            case float[] floats:
                Array.ForEach(floats, value => WriteInt32(stream, BitConverter.SingleToInt32Bits(value)));
                break;
            case double[] doubles:
                Array.ForEach(doubles, value => WriteInt64(stream, BitConverter.DoubleToInt64Bits(value)));
                break;
        }
    }

    private void WriteInt32(Stream stream, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_word, value);
        stream.Write(_word, 0, 4);
    }

    private void WriteInt64(Stream stream, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_word, value);
        stream.Write(_word, 0, 8);
    }
}
