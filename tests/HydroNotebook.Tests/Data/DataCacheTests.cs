#pragma warning disable xUnit1051 // Readings of milliseconds need no cancellation.
using System.Runtime.InteropServices;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

public sealed class DataCacheTests : IDisposable
{
    private readonly SmallCamels _camels = new();

    public void Dispose() => _camels.Dispose();

    [Fact]
    public void The_second_reading_comes_from_the_cache_with_the_same_bits_and_the_same_notices()
    {
        SmallCamels.Edit(_camels.Forcing(SmallCamels.First), lines => lines.RemoveRange(20, 3));

        BasinReading plain = _camels.Open().Read(_camels.Request);
        BasinReading first = _camels.OpenCached().Read(_camels.Request);
        BasinReading second = _camels.OpenCached().Read(_camels.Request);

        Assert.False(first.FromCache);
        Assert.True(second.FromCache);
        AssertSame(plain.OrThrow(), first.OrThrow());
        AssertSame(plain.OrThrow(), second.OrThrow());
        Assert.Equal(plain.Notices, second.Notices);
        Assert.Single(Directory.GetFiles(_camels.CacheFolder, "*.series"));
        Assert.Empty(Directory.GetFiles(_camels.CacheFolder, "*.tmp"));
    }

    [Fact]
    public void Other_days_and_attributes_are_served_from_the_same_file()
    {
        _camels.OpenCached().Read(_camels.Request);

        BasinReading other = _camels.OpenCached().Read(_camels.Request with { Days = Period.Parse("1980-02-01/1980-02-29"), StaticInputs = ["p_mean"] });

        Assert.True(other.FromCache);
        Assert.Equal(29, other.OrThrow().Basins[0].Series.Days);
        Assert.Single(Directory.GetFiles(_camels.CacheFolder, "*.series"));
        Assert.Equal(
            _camels.Open().Read(_camels.Request with { Days = Period.Parse("1980-02-01/1980-02-29"), StaticInputs = ["p_mean"] }).OrThrow().Fingerprint,
            other.OrThrow().Fingerprint);
    }

    [Fact]
    public void A_changed_file_is_read_anew()
    {
        BasinSet before = _camels.OpenCached().Read(_camels.Request).OrThrow();
        SmallCamels.Edit(_camels.Flow(SmallCamels.First), lines => lines[7] = "01022500 1980 01 27    99.00 A");

        BasinReading after = _camels.OpenCached().Read(_camels.Request);

        Assert.False(after.FromCache);
        Assert.NotEqual(before.Fingerprint, after.OrThrow().Fingerprint);
        Assert.Equal(2, Directory.GetFiles(_camels.CacheFolder, "*.series").Length);
    }

    [Fact]
    public void A_lost_index_finds_the_kept_file_by_content()
    {
        _camels.OpenCached().Read(_camels.Request);
        File.Delete(Directory.GetFiles(_camels.CacheFolder, "*.index").Single());

        _camels.OpenCached().Read(_camels.Request).OrThrow();

        Assert.Single(Directory.GetFiles(_camels.CacheFolder, "*.series"));
        Assert.True(_camels.OpenCached().Read(_camels.Request).FromCache);
    }

    [Theory]
    [InlineData(3, "header")]
    [InlineData(30, "header")]
    [InlineData(-5, "14306500")]
    public void A_flipped_byte_is_noticed_and_the_file_made_anew(int at, string what)
    {
        BasinSet sound = _camels.OpenCached().Read(_camels.Request).OrThrow();
        Damage(bytes =>
        {
            bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
            return bytes;
        });

        BasinReading reading = _camels.OpenCached().Read(_camels.Request);

        Assert.False(reading.FromCache);
        Assert.Contains(what, Assert.Single(reading.Notices).What, StringComparison.Ordinal);
        AssertSame(sound, reading.OrThrow());
        BasinReading healed = _camels.OpenCached().Read(_camels.Request);
        Assert.True(healed.FromCache);
        Assert.Empty(healed.Notices);
        AssertSame(sound, healed.OrThrow());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1000)]
    public void A_truncated_file_is_noticed_and_made_anew(int length)
    {
        BasinSet sound = _camels.Open().Read(_camels.Request).OrThrow();
        _camels.OpenCached().Read(_camels.Request);
        Damage(bytes => bytes[..length]);

        BasinReading reading = _camels.OpenCached().Read(_camels.Request);

        Assert.False(reading.FromCache);
        Assert.Single(reading.Notices);
        AssertSame(sound, reading.OrThrow());
        Assert.True(_camels.OpenCached().Read(_camels.Request).FromCache);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_a_notice_and_reading_goes_on()
    {
        string file = Path.Combine(_camels.Root, "no-folder");
        File.WriteAllText(file, "a file where a folder should be");

        BasinReading reading = CamelsUs.Open(_camels.Root, DataCache.In(file)).Read(_camels.Request);

        Assert.Equal(2, reading.OrThrow().Count);
        Assert.NotEmpty(reading.Notices);
        Assert.All(reading.Notices, notice => Assert.Contains("could not be written", notice.What, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_kept_of_a_folder_with_a_defect()
    {
        SmallCamels.Edit(_camels.Flow(SmallCamels.First), lines => lines[7] = "garbage");

        Assert.Single(_camels.OpenCached().Read(_camels.Request).Problems);
        Assert.Single(_camels.OpenCached().Read(_camels.Request).Problems);
        Assert.False(Directory.Exists(_camels.CacheFolder));
    }

    [Fact]
    public void A_file_written_a_moment_ago_is_not_remembered_by_its_time()
    {
        File.SetLastWriteTimeUtc(_camels.Flow(SmallCamels.First), DateTime.UtcNow);

        _camels.OpenCached().Read(_camels.Request);
        BasinReading second = _camels.OpenCached().Read(_camels.Request);

        Assert.False(second.FromCache);
        Assert.Single(Directory.GetFiles(_camels.CacheFolder, "*.series"));
    }

    private void Damage(Func<byte[], byte[]> change)
    {
        // Beside and renamed: the pages of the sound file may be mapped by this process.
        string path = Directory.GetFiles(_camels.CacheFolder, "*.series").Single();
        File.WriteAllBytes(path + ".new", change(File.ReadAllBytes(path)));
        File.SetLastWriteTimeUtc(path + ".new", File.GetLastWriteTimeUtc(path).AddSeconds(1));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static void AssertSame(BasinSet expected, BasinSet actual)
    {
        Assert.Equal(expected.Fingerprint, actual.Fingerprint);
        Assert.Equal(expected.Variables, actual.Variables);
        for (int b = 0; b < expected.Count; b++)
        {
            Assert.Equal(expected.Basins[b].Id, actual.Basins[b].Id);
            Assert.Equal(expected.Basins[b].AreaKm2, actual.Basins[b].AreaKm2);
            Assert.Equal(expected.Basins[b].Series.Period, actual.Basins[b].Series.Period);
            Assert.True(MemoryMarshal.AsBytes(expected.Basins[b].Series.Values).SequenceEqual(MemoryMarshal.AsBytes(actual.Basins[b].Series.Values)));
        }
    }
}
