using HydroNotebook.Basins;

namespace HydroNotebook.Evaluation;

/// <summary>A NetCDF classic file of fixed size in memory: dimensions, attributes, variables.</summary>
/// <remarks>
/// Unidata, "NetCDF Classic Format Specification". Written as CDF-2 (64-bit offsets); CDF-1 is read too. All numbers are big-endian,
/// names and values padded to four bytes. Files with a growing dimension and NetCDF-4 (HDF5) files are refused by name.
/// </remarks>
internal sealed record NetCdfFile(
    IReadOnlyList<NetCdfDimension> Dimensions, IReadOnlyList<NetCdfAttribute> Attributes, IReadOnlyList<NetCdfVariable> Variables)
{
    /// <summary>Writes the file.</summary>
    internal void Write(Stream stream) => new NetCdfWriter(this).Write(stream);

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <exception cref="HydroException">The bytes are no such file.</exception>
    internal static NetCdfFile Read(byte[] bytes, string name) => new NetCdfReader(bytes, name).Read();

    /// <summary>The type of an array of values.</summary>
    internal static NetCdfType TypeOf(Array values) => values switch
    {
        byte[] => NetCdfType.Text,
        int[] => NetCdfType.Int32,
        float[] => NetCdfType.Float,
        double[] => NetCdfType.Double,
        _ => throw new ArgumentException($"NetCDF values of type {values.GetType().Name} are not written here.", nameof(values)),
    };

    /// <summary>Bytes of one value.</summary>
    internal static int SizeOf(NetCdfType type) => type switch
    {
        NetCdfType.Text => 1,
        NetCdfType.Double => 8,
        _ => 4,
    };

    /// <summary>The next multiple of four.</summary>
    internal static long Padded(long bytes) => (bytes + 3) & ~3L;
}
