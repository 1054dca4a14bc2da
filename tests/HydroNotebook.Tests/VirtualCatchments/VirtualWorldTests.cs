using System.Globalization;
using System.Security.Cryptography;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.VirtualCatchments;

public sealed class VirtualWorldTests : IDisposable
{
    private const int Basins = 4;
    private const int Years = 3;
    private static readonly VirtualWorld World = VirtualWorld.Create(Basins, Years, seed: 7);
    private readonly string _root = Directory.CreateTempSubdirectory("virtual-world").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_others()
    {
        World.WriteTo(Under("one"), cancel: TestContext.Current.CancellationToken);
        VirtualWorld.Create(Basins, Years, seed: 7, cancel: TestContext.Current.CancellationToken).WriteTo(Under("two"), cancel: TestContext.Current.CancellationToken);
        VirtualWorld.Create(Basins, Years, seed: 8, cancel: TestContext.Current.CancellationToken).WriteTo(Under("three"), cancel: TestContext.Current.CancellationToken);

        Assert.Equal(Hashes("one"), Hashes("two"));
        Assert.NotEqual(Hashes("one"), Hashes("three"));
    }

    [Fact]
    public void A_basin_does_not_depend_on_how_many_there_are()
    {
        VirtualWorld few = VirtualWorld.Create(2, Years, seed: 7, cancel: TestContext.Current.CancellationToken);

        foreach (string id in few.BasinIds)
        {
            Assert.Equal(few.ToBasinSet()[id].Series.Values, World.ToBasinSet()[id].Series.Values);
        }
    }

    [Fact]
    public void The_files_hold_the_numbers_of_the_basin_set()
    {
        World.WriteTo(Under("world"), cancel: TestContext.Current.CancellationToken);
        BasinSet set = World.ToBasinSet(new BasinRequest { DynamicInputs = ["dayl", "prcp", "srad", "swe", "tmax", "tmin", "vp"] });

        foreach (Basin basin in set.Basins)
        {
            string[] forcing = File.ReadAllLines(Under($"world/basin_mean_forcing/maurer_extended/{basin.Region}/{basin.Id}_lump_maurer_forcing_leap.txt"));
            string[] flow = File.ReadAllLines(Under($"world/usgs_streamflow/{basin.Region}/{basin.Id}_streamflow_qc.txt"));
            double area = Number(forcing[2]);
            Assert.Equal("Year\tMnth\tDay\tHr\tdayl(s)\tprcp(mm/day)\tsrad(W/m2)\tswe(mm)\ttmax(C)\ttmin(C)\tvp(Pa)", forcing[3]);
            Assert.Equal(basin.Series.Days, flow.Length);
            Assert.Equal(basin.Series.Days, forcing.Length - 4);
            for (int row = 0; row < flow.Length; row++)
            {
                ReadOnlySpan<float> values = basin.Series.Values.Slice(row * 8, 8);
                DateOnly day = basin.Series.FirstDay.AddDays(row);
                string[] cells = forcing[row + 4].Split('\t');
                Assert.Equal(day, new DateOnly(int.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture)));
                for (int column = 0; column < 7; column++)
                {
                    Assert.Equal((float)Number(cells[4 + column]), values[column]);
                }

                string[] parts = flow[row].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Assert.Equal(basin.Id, parts[0]);
                Assert.Equal(parts[5] == "M", float.IsNaN(values[7]));
                Assert.Equal(parts[5] == "M" ? float.NaN : (float)(28316846.592 * Number(parts[4]) * 86400 / (area * 1e6)), values[7]);
            }
        }
    }

    [Fact]
    public void The_truth_is_complete()
    {
        World.WriteTo(Under("world"), cancel: TestContext.Current.CancellationToken);

        foreach (Basin basin in World.ToBasinSet().Basins)
        {
            string[] lines = File.ReadAllLines(Under($"world/truth/{basin.Region}/{basin.Id}_truth.csv"));
            DailySeries truth = World.TruthOf(basin.Id);
            Assert.Equal("date,swvl1,swvl2,swvl3,swvl4,swe,et,baseflow,discharge", lines[0]);
            Assert.Equal(World.Days.Days, lines.Length - 1);
            Assert.Equal(World.Days, truth.Period);
            for (int row = 0; row < truth.Days; row++)
            {
                string[] cells = lines[row + 1].Split(',');
                Assert.Equal(truth.FirstDay.AddDays(row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cells[0]);
                for (int column = 0; column < 8; column++)
                {
                    Assert.Equal(truth.Values[(row * 8) + column], (float)Number(cells[column + 1]));
                }
            }
        }
    }

    [Fact]
    public void The_attribute_tables_have_a_row_per_basin_and_the_values_of_the_basin_set()
    {
        World.WriteTo(Under("world"), cancel: TestContext.Current.CancellationToken);
        string[] names = ["p_mean", "pet_mean", "aridity", "frac_snow", "baseflow_index", "runoff_ratio", "frac_forest", "geol_permeability", "sand_frac"];
        BasinSet set = World.ToBasinSet(new BasinRequest { StaticInputs = names });
        Dictionary<string, Dictionary<string, string>> all = [];
        foreach (string table in new[] { "name", "topo", "clim", "hydro", "soil", "vege", "geol" })
        {
            string[][] lines = [.. File.ReadAllLines(Under($"world/camels_attributes_v2.0/camels_{table}.txt")).Select(line => line.Split(';'))];
            Assert.Equal(World.BasinIds, lines.Skip(1).Select(cells => cells[0]));
            foreach (string[] cells in lines.Skip(1))
            {
                Assert.Equal(lines[0].Length, cells.Length);
                Dictionary<string, string> row = all.TryGetValue(cells[0], out Dictionary<string, string>? known) ? known : all[cells[0]] = [];
                for (int column = 1; column < cells.Length; column++)
                {
                    row[lines[0][column]] = cells[column];
                }
            }
        }

        foreach (Basin basin in set.Basins)
        {
            for (int k = 0; k < names.Length; k++)
            {
                Assert.Equal(Number(all[basin.Id][names[k]]), basin.Attributes.Span[k]);
            }

            Assert.InRange(Number(all[basin.Id]["sand_frac"]) + Number(all[basin.Id]["silt_frac"]) + Number(all[basin.Id]["clay_frac"]) + Number(all[basin.Id]["other_frac"]), 99.99, 100.01);
            Assert.InRange(basin.Latitude, 25, 49);
            Assert.Equal(basin.Region, basin.Id[..2]);
            Assert.Equal('9', basin.Id[2]);
        }

        Assert.Equal(World.BasinIds, File.ReadAllLines(Under($"world/basin_lists/{Basins}.txt")));
    }

    [Fact]
    public void Mean_precipitation_is_that_of_the_forcing()
    {
        BasinSet set = World.ToBasinSet(new BasinRequest { StaticInputs = ["p_mean"] });

        Assert.All(set.Basins, basin => Assert.Equal(basin.Series.Column("prcp").Average(value => (double)value), basin.Attributes.Span[0], 1e-5));
    }

    [Fact]
    public void Three_sizes_of_world_are_divided_as_the_paper_divides_its_years()
    {
        VirtualWorld paper = VirtualWorld.Create(1, 20, seed: 1, cancel: TestContext.Current.CancellationToken);

        Assert.Equal("1988-10-01/2008-09-30", paper.Days.ToString());
        Assert.Equal("1989-10-01/1999-09-30", paper.TestPeriod.ToString());
        Assert.Equal("1999-10-01/2008-09-30", paper.TrainingPeriod.ToString());
        Assert.Equal("2006-10-01/2007-09-30", World.TestPeriod.ToString());
        Assert.Equal("2007-10-01/2008-09-30", World.TrainingPeriod.ToString());
    }

    [Fact]
    public void A_folder_with_something_in_it_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Under("mine"));
        File.WriteAllText(Under("mine/thesis.txt"), "years of work");

        HydroException error = Assert.Throws<HydroException>(() => World.WriteTo(Under("mine"), cancel: TestContext.Current.CancellationToken));

        Assert.Contains("is not empty", error.Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(Under("mine")).Select(Path.GetFileName));
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(_root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_that_another_run_fills_meanwhile_is_left_as_that_run_wrote_it()
    {
        string target = Under("world");

        HydroException error = Assert.Throws<HydroException>(
            () => World.WriteTo(target, new WriteInto(target), TestContext.Current.CancellationToken));

        Assert.Contains("was filled by another run meanwhile", error.Message, StringComparison.Ordinal);
        Assert.Equal(["theirs.txt"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
        Assert.Equal(["world"], Directory.EnumerateFileSystemEntries(_root).Select(Path.GetFileName));
    }

    [Fact]
    public void Cancelled_halfway_there_is_nothing()
    {
        using CancellationTokenSource source = new();

        Assert.Throws<OperationCanceledException>(() => World.WriteTo(Under("world"), new CancelAt(2, source), source.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void Making_can_be_cancelled()
    {
        using CancellationTokenSource source = new();

        Assert.Throws<OperationCanceledException>(() => VirtualWorld.Create(Basins, Years, 7, new CancelAt(1, source), source.Token));
    }

    [Theory]
    [InlineData("nldas", "prcp", "p_mean", "'nldas'")]
    [InlineData("maurer_extended", "rain", "p_mean", "'rain'")]
    [InlineData("maurer_extended", "prcp", "p_meen", "'p_meen'")]
    public void What_is_not_there_is_named(string product, string column, string attribute, string culprit)
    {
        HydroException error = Assert.Throws<HydroException>(() => World.ToBasinSet(
            new BasinRequest { Forcing = product, DynamicInputs = [column], StaticInputs = [attribute] }));

        Assert.Contains(culprit, error.Message, StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Under(string name) => Path.Combine(_root, name);

    private string[] Hashes(string folder) =>
    [
        .. Directory.EnumerateFiles(Under(folder), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "readme.txt")
            .Order(StringComparer.Ordinal)
            .Select(file => Path.GetRelativePath(Under(folder), file) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
    ];

    /// <summary>Another run that writes into the same folder.</summary>
    private sealed class WriteInto(string folder) : IProgress<int>
    {
        public void Report(int value)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "theirs.txt"), "");
        }
    }

    private sealed class CancelAt(int count, CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == count)
            {
                source.Cancel();
            }
        }
    }
}
