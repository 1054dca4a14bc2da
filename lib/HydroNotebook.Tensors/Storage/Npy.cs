using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace HydroNotebook.Tensors.Storage;

/// <summary>Reads and writes NumPy's <c>.npy</c>: one array of float32, float64, int32 or int64, little-endian, row-major.</summary>
/// <remarks>
/// Layout: the bytes 93 "NUMPY", version (1.0 is written; 1, 2 and 3 are read), length of the header, the header (a Python
/// dictionary with <c>descr</c>, <c>fortran_order</c>, <c>shape</c>; blanks up to a multiple of 64 bytes), the values.
/// </remarks>
public static partial class Npy
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">float, double, int or long, as the file has it.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is cut or corrupt, holds another type or is column-major; the message names the file.</exception>
    public static NpyArray<T> Read<T>(string path)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse<T>(path, File.ReadAllBytes(path));
    }

    /// <summary>Writes a file; it appears complete or not at all.</summary>
    /// <typeparam name="T">float, double, int or long.</typeparam>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="values">Values, row-major.</param>
    /// <param name="shape">Lengths of the axes, slowest first.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        Shape.RequireSameLength(Shape.Count(shape), values.Length, nameof(values));
        byte[] head = Head<T>(shape);
        byte[] data = MemoryMarshal.AsBytes(values).ToArray();
        AtomicFile.Write(path, stream =>
        {
            stream.Write(head);
            stream.Write(data);
        });
    }

    /// <summary>All that stands before the values, a multiple of 64 bytes.</summary>
    internal static byte[] Head<T>(ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        StringBuilder axes = new();
        foreach (int length in shape)
        {
            axes.Append(CultureInfo.InvariantCulture, $"{length}, ");
        }

        string tuple = shape.Length == 1 ? axes.ToString().TrimEnd() : axes.ToString().TrimEnd(',', ' ');
        string header = $"{{'descr': '{Code<T>()}', 'fortran_order': False, 'shape': ({tuple}), }}";
        int length10 = Magic.Length + 4 + header.Length + 1;
        header += new string(' ', (Alignment - (length10 % Alignment)) % Alignment) + "\n";
        return [.. Magic, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.Latin1.GetBytes(header)];
    }

    /// <summary>Reads the bytes of a file; <paramref name="path"/> serves messages only.</summary>
    internal static NpyArray<T> Parse<T>(string path, ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        string code = Code<T>();
        if (bytes.Length < 12 || !bytes.StartsWith(Magic) || bytes[6] is not (1 or 2 or 3))
        {
            throw Corrupt(path, "does not start as a .npy file");
        }

        int start = bytes[6] == 1 ? 10 : 12;
        long length = bytes[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > bytes.Length - start)
        {
            throw Corrupt(path, "ends within its header");
        }

        string header = Encoding.UTF8.GetString(bytes.Slice(start, (int)length));
        Match match = HeaderPattern().Match(header);
        if (!match.Success)
        {
            throw Corrupt(path, $"has the header '{header.Trim()}', which is not understood");
        }

        if (match.Groups["descr"].Value != code)
        {
            throw new InvalidDataException($"{path} holds '{match.Groups["descr"].Value}' where '{code}' is read; read it as that type, or save it as '{code}'.");
        }

        if (match.Groups["order"].Value == "True")
        {
            throw new InvalidDataException($"{path} is column-major; save it with numpy.ascontiguousarray(…).");
        }

        int[] shape = Lengths(path, match.Groups["shape"].Value, out int count);
        ReadOnlySpan<byte> data = bytes[(start + (int)length)..];
        long needed = count * (long)Marshal.SizeOf<T>();
        if (data.Length != needed)
        {
            throw Corrupt(path, $"has {Shape.Number(data.Length)} bytes of values, shape {Shape.Text(shape)} needs {Shape.Number(needed)}");
        }

        return new NpyArray<T>(shape, MemoryMarshal.Cast<byte, T>(data).ToArray());
    }

    private static int[] Lengths(string path, string tuple, out int count)
    {
        string[] parts = tuple.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int[] shape = new int[parts.Length];
        long product = 1;
        for (int axis = 0; axis < parts.Length; axis++)
        {
            if (!int.TryParse(parts[axis], NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]) || (product *= shape[axis]) > Array.MaxLength)
            {
                throw Corrupt(path, $"has the shape ({tuple}), which is too large or not understood");
            }
        }

        count = (int)product;
        return shape;
    }

    private static string Code<T>() => typeof(T) == typeof(float) ? "<f4"
        : typeof(T) == typeof(double) ? "<f8"
        : typeof(T) == typeof(int) ? "<i4"
        : typeof(T) == typeof(long) ? "<i8"
        : throw new NotSupportedException($".npy files are read and written as float, double, int or long, not as {typeof(T).Name}.");

    private static InvalidDataException Corrupt(string path, string fact) => new($"{path} {fact}. Copy or write it again.");

    [GeneratedRegex(
        @"^\{'descr': '(?<descr>[^']*)', 'fortran_order': (?<order>True|False), 'shape': \((?<shape>[0-9, ]*)\),? ?\}\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeaderPattern();
}
