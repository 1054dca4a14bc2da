using System.Buffers.Binary;
using System.Text;
using HydroNotebook.Basins;

namespace HydroNotebook.Evaluation;

/// <summary>Reads a NetCDF classic file (CDF-1 or CDF-2) of fixed size; trusts no number in it.</summary>
internal sealed class NetCdfReader(byte[] bytes, string name)
{
    private const string Cure = "Write the file anew, or copy it again.";
    private int _position;
    private bool _hasLongOffsets;

    internal NetCdfFile Read()
    {
        if (bytes.Length > 3 && bytes[0] == 0x89 && bytes.AsSpan(1, 3).SequenceEqual("HDF"u8))
        {
            throw new HydroException($"{name}: is NetCDF-4 (HDF5), not NetCDF classic. Convert it with: nccopy -k 2 {name} classic.nc");
        }

        if (bytes.Length < 4 || !bytes.AsSpan(0, 3).SequenceEqual("CDF"u8) || bytes[3] is not (1 or 2))
        {
            throw new HydroException($"{name}: is no NetCDF classic file (it does not begin with 'CDF'). Give a predictions-<period>.nc.");
        }

        _hasLongOffsets = bytes[3] == 2;
        _position = 4;
        if (ReadInt32() != 0)
        {
            throw Fault("has a growing dimension, which predictions do not use");
        }

        List<NetCdfDimension> dimensions = ReadList(NetCdfTag.Dimension, ReadDimension);
        List<NetCdfAttribute> attributes = ReadList(NetCdfTag.Attribute, ReadAttribute);
        List<NetCdfVariable> variables = ReadList(NetCdfTag.Variable, () => ReadVariable(dimensions));
        return new NetCdfFile(dimensions, attributes, variables);
    }

    private NetCdfDimension ReadDimension()
    {
        string dimension = ReadName();
        int length = ReadInt32();
        return length > 0 ? new NetCdfDimension(dimension, length) : throw Fault($"gives dimension '{dimension}' the length {length}");
    }

    private NetCdfAttribute ReadAttribute()
    {
        string attribute = ReadName();
        NetCdfType type = ReadType();
        int count = ReadInt32();
        Array values = ReadValues(type, count, _position, $"attribute '{attribute}'");
        _position += (int)NetCdfFile.Padded((long)count * NetCdfFile.SizeOf(type));
        return new NetCdfAttribute(attribute, values);
    }

    private NetCdfVariable ReadVariable(List<NetCdfDimension> dimensions)
    {
        string variable = ReadName();
        int rank = ReadInt32();
        if (rank is < 0 or > 8)
        {
            throw Fault($"gives variable '{variable}' {rank} dimensions");
        }

        var names = new List<string>(rank);
        long count = 1;
        for (int k = 0; k < rank; k++)
        {
            int index = ReadInt32();
            if (index < 0 || index >= dimensions.Count)
            {
                throw Fault($"gives variable '{variable}' a dimension that is not there");
            }

            names.Add(dimensions[index].Name);

            // Bounded at each step, so that eight lengths of 2³¹ cannot overflow.
            count = Math.Min(count * dimensions[index].Length, int.MaxValue);
        }

        List<NetCdfAttribute> attributes = ReadList(NetCdfTag.Attribute, ReadAttribute);
        NetCdfType type = ReadType();
        ReadInt32();
        long begin = _hasLongOffsets ? ReadInt64() : ReadInt32();
        return new NetCdfVariable(variable, names, attributes, ReadValues(type, count, begin, $"variable '{variable}'"));
    }

    private List<T> ReadList<T>(NetCdfTag expected, Func<T> read)
    {
        var tag = (NetCdfTag)ReadInt32();
        int count = ReadInt32();
        if (tag == NetCdfTag.Absent && count == 0)
        {
            return [];
        }

        if (tag != expected || count < 0)
        {
            throw Fault($"has {tag} ({count}) where a list of {expected} belongs, at byte {_position - 8}");
        }

        var items = new List<T>();
        for (int k = 0; k < count; k++)
        {
            items.Add(read());
        }

        return items;
    }

    private string ReadName()
    {
        int length = ReadInt32();
        byte[] text = (byte[])ReadValues(NetCdfType.Text, length, _position, "a name");
        _position += (int)NetCdfFile.Padded(length);
        return Encoding.UTF8.GetString(text);
    }

    private NetCdfType ReadType()
    {
        var type = (NetCdfType)ReadInt32();
        return Enum.IsDefined(type) ? type : throw Fault($"uses the type {(int)type}, which predictions do not");
    }

    private Array ReadValues(NetCdfType type, long count, long begin, string what)
    {
        // Every value is inside the file, so no header can ask for more memory than the file has.
        int size = NetCdfFile.SizeOf(type);
        long length = NetCdfFile.Padded(count * size);
        if (count < 0 || begin < 0 || begin > bytes.Length || length > bytes.Length - begin)
        {
            throw Fault($"ends after {bytes.Length} bytes, inside {what}: it was cut, or damaged");
        }

        ReadOnlySpan<byte> source = bytes.AsSpan((int)begin, (int)count * size);
        switch (type)
        {
            case NetCdfType.Text:
                return source.ToArray();
            case NetCdfType.Int32:
                int[] integers = new int[count];
                for (int k = 0; k < integers.Length; k++)
                {
                    integers[k] = BinaryPrimitives.ReadInt32BigEndian(source[(4 * k)..]);
                }

                return integers;
            case NetCdfType.Float:
                float[] floats = new float[count];
                for (int k = 0; k < floats.Length; k++)
                {
                    floats[k] = BinaryPrimitives.ReadSingleBigEndian(source[(4 * k)..]);
                }

                return floats;
            default:
                double[] doubles = new double[count];
                for (int k = 0; k < doubles.Length; k++)
                {
                    doubles[k] = BinaryPrimitives.ReadDoubleBigEndian(source[(8 * k)..]);
                }

                return doubles;
        }
    }

    private int ReadInt32()
    {
        RequireHeader(4);
        int value = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(_position));
        _position += 4;
        return value;
    }

    private long ReadInt64()
    {
        RequireHeader(8);
        long value = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(_position));
        _position += 8;
        return value;
    }

    private void RequireHeader(int length)
    {
        if (length > bytes.Length - _position)
        {
            throw Fault($"ends after {bytes.Length} bytes, inside its header: it was cut");
        }
    }

    private HydroException Fault(string what) => new($"{name}: {what}. {Cure}");
}
