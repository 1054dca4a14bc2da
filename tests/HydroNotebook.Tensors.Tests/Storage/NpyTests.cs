using System.Text;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Storage;

public sealed class NpyTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Arrays_of_every_type_and_shape_come_back_as_written()
    {
        RoundTrip([1f, float.NaN, -3.5f, 4, 5, 6], 2, 3);
        RoundTrip([1.0, double.Epsilon], 2);
        RoundTrip([int.MinValue], 1, 1, 1);
        RoundTrip([long.MaxValue]);
        RoundTrip<float>([], 0, 3);
    }

    [Fact]
    public void The_header_is_laid_out_as_NumPy_does()
    {
        Npy.Write<float>(_path, [1, 2], 2);

        byte[] bytes = File.ReadAllBytes(_path);
        string header = Encoding.Latin1.GetString(bytes, 10, bytes.Length - 18);
        Assert.Equal(128 + 8, bytes.Length);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", header.TrimEnd(' ', '\n'));
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "holds '<f8' where '<f4' is read")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }", "is column-major")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "has 8 bytes of values, shape [3] needs 12")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999, 99999), }", "too large")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "which is not understood")]
    public void A_file_that_cannot_be_read_is_named_with_its_defect(string header, string expected)
    {
        File.WriteAllBytes(_path, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. new byte[8]]);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Npy.Read<float>(_path));

        Assert.StartsWith(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_file_is_refused()
    {
        Npy.Write<float>(_path, [1, 2, 3], 3);
        byte[] whole = File.ReadAllBytes(_path);

        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Npy.Parse<float>("cut", whole.AsSpan(0, length)));
        }
    }

    private void RoundTrip<T>(T[] values, params int[] shape)
        where T : unmanaged
    {
        Npy.Write<T>(_path, values, shape);
        NpyArray<T> back = Npy.Read<T>(_path);

        Assert.Equal(shape, back.Lengths);
        Assert.Equal(values, back.Values.ToArray());
    }
}
