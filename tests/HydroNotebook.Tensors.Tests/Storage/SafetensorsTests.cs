using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Storage;

public sealed class SafetensorsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_back_and_written_again_with_the_same_bytes()
    {
        Prop.ForAll(
            Arrays().ToArbitrary(),
            arrays =>
            {
                byte[] first = Bytes(arrays, new Dictionary<string, string>(StringComparer.Ordinal) { ["made by"] = "test — ü" });
                SafetensorsFile back = Safetensors.Parse("first", first);
                byte[] second = Bytes(back.Arrays.Reverse(), back.Metadata);
                return first.AsSpan().SequenceEqual(second)
                    && BitConverter.ToInt64(first) % 8 == 0
                    && arrays.All(a => Same(a, back[a.Name]))
                    && back.Arrays.Count == arrays.Length;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Fact]
    public void A_file_replaces_the_one_before_and_leaves_nothing_beside_it()
    {
        Safetensors.Write(File("a"), [new NamedArray("x", [1], [1f])]);
        Safetensors.Write(File("a"), [new NamedArray("x", [1], [2f])]);

        Assert.Equal([2f], Safetensors.Read(File("a"))["x"].ToFloats());
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_file_of_another_program_is_read()
    {
        SafetensorsFile file = Safetensors.Read(Path.Combine(AppContext.BaseDirectory, "golden", "lstm", "lstm-one-of-all-float64.safetensors"));

        Assert.Equal("1.13.0a0", file.Metadata["torch"]);
        Assert.True(file["weight.lstm.weight_ih_l0"].IsDouble);
        Assert.Equal([4, 1], file["weight.lstm.weight_ih_l0"].Lengths);
        Assert.Empty(file["loss"].Lengths);
    }

    [Fact]
    public void A_missing_array_is_named_with_those_that_are_there()
    {
        Safetensors.Write(File("a"), [new NamedArray("bias", [1], [1f]), new NamedArray("weight", [2], [1f, 2f])]);

        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => Safetensors.Read(File("a"))["wieght"]);

        Assert.EndsWith("holds no array 'wieght'; it holds: bias, weight.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8, "not JSON")]
    [InlineData("""[1,2]""", 8, "not a JSON object")]
    [InlineData("""{"a":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""", 8, "dtype 'BF16'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,12]}}""", 8, "at bytes 0 to 12 of 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "8 bytes where its shape needs 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "4 bytes after its last array")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "gap or overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "starts 'b' at byte 4 where 8 follows")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "impossible size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4000000000,4000000000],"data_offsets":[0,4]}}""", 4, "impossible size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "without dtype, shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "without dtype, shape")]
    [InlineData("""{"a":7}""", 4, "without dtype, shape")]
    [InlineData("""{"__metadata__":{"x":1}}""", 0, "metadata 'x'")]
    public void A_corrupt_header_is_refused_with_file_and_defect(string header, int bytes, string expected)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        System.IO.File.WriteAllBytes(File("bad"), [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[bytes]]);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Safetensors.Read(File("bad")));

        Assert.StartsWith(File("bad"), error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_file_is_refused()
    {
        Safetensors.Write(File("whole"), [new NamedArray("weight", [2, 3], [1f, 2, 3, 4, 5, 6])]);
        byte[] whole = System.IO.File.ReadAllBytes(File("whole"));

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Safetensors.Parse("cut", whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Any_changed_byte_of_the_header_gives_a_named_error_or_a_readable_file()
    {
        Safetensors.Write(File("whole"), [new NamedArray("b", [1], [1.0]), new NamedArray("weight", [2, 3], [1f, 2, 3, 4, 5, 6])]);
        byte[] whole = System.IO.File.ReadAllBytes(File("whole"));
        var numbers = new RandomNumbers(5, "corruption");
        int refused = 0;

        for (int round = 0; round < 3000; round++)
        {
            byte[] bad = [.. whole];
            bad[numbers.Below(2 * round, (int)BitConverter.ToInt64(whole) + 8)] = (byte)numbers.Below((2 * round) + 1, 256);
            try
            {
                Safetensors.Parse("bad", bad);
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith("bad", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3000);
    }

    [Fact]
    public void Two_arrays_of_one_name_are_not_written_and_leave_no_file()
    {
        NamedArray array = new("x", [1], [1f]);

        Assert.Throws<ArgumentException>(() => Safetensors.Write(File("twice"), [array, array]));
        Assert.Empty(_folder.GetFiles());
    }

    private static byte[] Bytes(IEnumerable<NamedArray> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, arrays, metadata);
        return stream.ToArray();
    }

    private static Gen<NamedArray[]> Arrays() =>
        from shapes in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 4)).Select(s => s.Take(3).ToArray()))
        from seed in Gen.Choose(0, 1000)
        select shapes.Select((shape, k) => Make($"layer.{k} \"ü\"", shape, seed + k)).ToArray();

    private static NamedArray Make(string name, int[] shape, int seed)
    {
        var numbers = new RandomNumbers(seed, "safetensors");
        int count = shape.Aggregate(1, (a, b) => a * b);
        return seed % 2 == 0
            ? new NamedArray(name, shape, [.. Enumerable.Range(0, count).Select(k => k == 1 ? float.NaN : (float)numbers.Normal(k))])
            : new NamedArray(name, shape, [.. Enumerable.Range(0, count).Select(k => k == 1 ? double.NegativeInfinity : numbers.Normal(k))]);
    }

    private static bool Same(NamedArray a, NamedArray b) =>
        a.IsDouble == b.IsDouble && a.Lengths.SequenceEqual(b.Lengths) && a.Bytes().SequenceEqual(b.Bytes());

    private string File(string name) => Path.Combine(_folder.FullName, name);
}
