using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Storage;

public sealed class MappedNpyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mapped-npy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_filled_in_parts_reads_back_as_one_array()
    {
        string path = Path.Combine(_folder, "states.npy");
        using (var mapped = new MappedNpy(path, 3, 5, 2))
        {
            for (int part = 0; part < 3; part++)
            {
                Span<float> span = mapped.Part(part * 10, 10).Span;
                for (int k = 0; k < 10; k++)
                {
                    span[k] = (part * 10) + k;
                }
            }

            mapped.Complete();
        }

        NpyArray<float> read = Npy.Read<float>(path);

        Assert.Equal([3, 5, 2], read.Lengths);
        Assert.Equal(Enumerable.Range(0, 30).Select(k => (float)k), read.Values.ToArray());
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing_behind()
    {
        using (var mapped = new MappedNpy(Path.Combine(_folder, "states.npy"), 4, 4))
        {
            mapped.Part(0, 16).Span.Fill(1);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_part_outside_the_array_is_refused()
    {
        using var mapped = new MappedNpy(Path.Combine(_folder, "states.npy"), 4);

        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Part(2, 3));
    }
}
