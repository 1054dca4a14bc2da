using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HydroNotebook.Tensors.Storage;

/// <summary>Reads and writes safetensors, the container in which weights are exchanged with Python.</summary>
/// <remarks>
/// Layout: 8 bytes little-endian length of the header; the header, JSON padded with blanks to a multiple of 8 bytes; raw
/// little-endian row-major values. Header: name → <c>{dtype, shape, data_offsets: [begin, end)}</c>, counted from the end of
/// the header, and <c>__metadata__</c> (texts). Offsets must cover the data without gap or overlap, as the format demands.
/// Read and written are F32 and F64.
/// </remarks>
public static class Safetensors
{
    // The format's own limit: a header of 100 MB is a corrupt length.
    private const long LongestHeader = 100_000_000;
    private const string MetadataKey = "__metadata__";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is cut or corrupt; the message names file and defect.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(path, File.ReadAllBytes(path));
    }

    /// <summary>Writes arrays in ordinal order of their names; the file appears complete or not at all.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="arrays">The arrays; names differ.</param>
    /// <param name="metadata">Texts to go with them.</param>
    /// <exception cref="ArgumentException">Two arrays share a name, or one is called <c>__metadata__</c>.</exception>
    public static void Write(string path, IEnumerable<NamedArray> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, stream => Write(stream, arrays, metadata));
    }

    /// <summary>Writes to a stream.</summary>
    internal static void Write(Stream stream, IEnumerable<NamedArray> arrays, IReadOnlyDictionary<string, string>? metadata)
    {
        NamedArray[] sorted = [.. arrays.OrderBy(a => a.Name, StringComparer.Ordinal)];
        for (int k = 0; k < sorted.Length; k++)
        {
            if (sorted[k].Name == MetadataKey || (k > 0 && sorted[k].Name == sorted[k - 1].Name))
            {
                throw new ArgumentException($"The name '{sorted[k].Name}' is used twice or reserved; rename the array.", nameof(arrays));
            }
        }

        byte[] header = Header(sorted, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (NamedArray array in sorted)
        {
            stream.Write(array.Bytes());
        }
    }

    /// <summary>Reads the bytes of a file; <paramref name="path"/> serves messages only.</summary>
    internal static SafetensorsFile Parse(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8)
        {
            throw Corrupt(path, $"has {Shape.Number(bytes.Length)} bytes, not even the 8 of the header's length");
        }

        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (header is < 2 or > LongestHeader || header > bytes.Length - 8)
        {
            throw Corrupt(path, $"announces a header of {Shape.Number(header)} bytes in a file of {Shape.Number(bytes.Length)}");
        }

        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        List<(long Begin, long End, string Name)> stretches = [];
        List<NamedArray> arrays = [];
        ReadOnlySpan<byte> data = bytes[(8 + (int)header)..];
        using JsonDocument json = Json(path, bytes.Slice(8, (int)header));
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty property in json.RootElement.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                throw Corrupt(path, $"names '{property.Name}' twice");
            }

            if (property.Name == MetadataKey)
            {
                ReadMetadata(path, property.Value, metadata);
            }
            else
            {
                Entry entry = ReadEntry(path, property, data.Length);
                stretches.Add((entry.Begin, entry.End, property.Name));
                arrays.Add(ReadArray(property.Name, entry, data));
            }
        }

        RequireCover(path, stretches, data.Length);
        return new SafetensorsFile(path, arrays, metadata);
    }

    private static byte[] Header(NamedArray[] arrays, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, text);
                }

                json.WriteEndObject();
            }

            long at = 0;
            foreach (NamedArray array in arrays)
            {
                long end = at + ((long)array.Count * (array.IsDouble ? sizeof(double) : sizeof(float)));
                json.WriteStartObject(array.Name);
                json.WriteString("dtype", array.IsDouble ? "F64" : "F32");
                json.WriteStartArray("shape");
                foreach (int length in array.Lengths)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                at = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static JsonDocument Json(string path, ReadOnlySpan<byte> header)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(Encoding.UTF8.GetString(header));
        }
        catch (JsonException error)
        {
            throw Corrupt(path, $"has a header that is not JSON ({error.Message})", error);
        }

        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            json.Dispose();
            throw Corrupt(path, "has a header that is not a JSON object");
        }

        return json;
    }

    private static void ReadMetadata(string path, JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Corrupt(path, "has metadata that are not an object of texts");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw Corrupt(path, $"has metadata '{property.Name}' that are not a text");
        }
    }

    private static Entry ReadEntry(string path, JsonProperty property, long bytes)
    {
        string name = property.Name;
        JsonElement entry = property.Value;
        if (name.Length == 0
            || entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out JsonElement type) || type.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("shape", out JsonElement shape)
            || !entry.TryGetProperty("data_offsets", out JsonElement offsets)
            || Integers(shape) is not { } lengths
            || Integers(offsets) is not { Length: 2 } ends)
        {
            throw Corrupt(path, $"describes '{name}' without dtype, shape and two data_offsets");
        }

        int size = type.GetString() switch
        {
            "F32" => sizeof(float),
            "F64" => sizeof(double),
            string other => throw new InvalidDataException(
                $"{path}: array '{name}' has dtype '{other}'; F32 and F64 are read. Convert it before saving (in PyTorch: tensor.float())."),
            null => throw Corrupt(path, $"describes '{name}' without dtype"),
        };
        long count = 1;
        foreach (long length in lengths)
        {
            if (length is < 0 or > int.MaxValue || (count *= length) > Array.MaxLength)
            {
                throw Corrupt(path, $"gives '{name}' a shape of impossible size");
            }
        }

        if (ends[0] < 0 || ends[1] < ends[0] || ends[1] > bytes)
        {
            throw Corrupt(
                path, $"puts '{name}' at bytes {Shape.Number(ends[0])} to {Shape.Number(ends[1])} of {Shape.Number(bytes)} bytes of data");
        }

        if (ends[1] - ends[0] != count * size)
        {
            throw Corrupt(
                path, $"gives '{name}' {Shape.Number(ends[1] - ends[0])} bytes where its shape needs {Shape.Number(count * size)}");
        }

        return new Entry(ends[0], ends[1], size == sizeof(double), Array.ConvertAll(lengths, x => (int)x));
    }

    private static long[]? Integers(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        long[] values = new long[element.GetArrayLength()];
        int at = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out values[at++]))
            {
                return null;
            }
        }

        return values;
    }

    private static NamedArray ReadArray(string name, Entry entry, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> bytes = data[(int)entry.Begin..(int)entry.End];
        return entry.IsDouble
            ? new NamedArray(name, entry.Lengths, MemoryMarshal.Cast<byte, double>(bytes).ToArray())
            : new NamedArray(name, entry.Lengths, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
    }

    private static void RequireCover(string path, List<(long Begin, long End, string Name)> stretches, long bytes)
    {
        stretches.Sort();
        long at = 0;
        foreach ((long begin, long end, string name) in stretches)
        {
            if (begin != at)
            {
                throw Corrupt(path, $"starts '{name}' at byte {Shape.Number(begin)} where {Shape.Number(at)} follows (gap or overlap)");
            }

            at = end;
        }

        if (at != bytes)
        {
            throw Corrupt(path, $"has {Shape.Number(bytes - at)} bytes after its last array");
        }
    }

    private static InvalidDataException Corrupt(string path, string fact, Exception? cause = null) =>
        new($"{path} {fact}: the file is cut or not safetensors. Copy or write it again.", cause);

    private readonly record struct Entry(long Begin, long End, bool IsDouble, int[] Lengths);
}
