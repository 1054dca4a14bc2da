using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.VirtualCatchments;

/// <summary>How close the spread of virtual basins comes to that of the 671 real ones: makes the tables of docs/virtual-catchments.md.</summary>
public sealed class SpreadTests(ITestOutputHelper output)
{
    private static readonly string[] Names = ["aridity", "frac_snow", "runoff_ratio", "baseflow_index"];
    private static readonly double[] Shares = [0.05, 0.25, 0.5, 0.75, 0.95];

    // Largest difference allowed per quantile: a little more than what stands in the page.
    private static readonly double[] Allowed = [0.25, 0.15, 0.2, 0.12];

    [Fact(Explicit = true)]
    public void Five_hundred_virtual_basins_spread_nearly_like_the_real_ones()
    {
        string folder = RealTables();
        VirtualWorld world = VirtualWorld.Create(500, 15, seed: 1, cancel: TestContext.Current.CancellationToken);
        BasinSet set = world.ToBasinSet(new BasinRequest { StaticInputs = Names });
        double[][] made = [.. Names.Select((_, k) => Sorted(set.Basins.Select(basin => basin.Attributes.Span[k])))];
        double[][] raw = [.. Names.Select((_, k) => set.Basins.Select(basin => basin.Attributes.Span[k]).ToArray())];
        double[][] real = [.. Names.Select(name => Column(folder, name))];

        for (int k = 0; k < Names.Length; k++)
        {
            double[] sorted = Sorted(real[k]);
            output.WriteLine($"| {Names[k]} | {Row(sorted)} | {Row(made[k])} |");
            foreach (double share in Shares)
            {
                Assert.Equal(Quantile(sorted, share), Quantile(made[k], share), Allowed[k]);
            }
        }

        for (int a = 0; a < Names.Length; a++)
        {
            for (int b = a + 1; b < Names.Length; b++)
            {
                double there = Spearman(real[a], real[b]);
                double here = Spearman(raw[a], raw[b]);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Names[a]}, {Names[b]} | {there:0.00} | {here:0.00} |"));
                Assert.Equal(there, here, 0.4);
            }
        }
    }

    private static string RealTables()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string tables = Path.Combine(at.FullName, "shared", "data", "camels-us-attributes");
            if (Directory.Exists(tables))
            {
                return tables;
            }
        }

        Assert.Skip("The real attribute tables (shared/data/camels-us-attributes beside a folder above) are not there.");
        return "";
    }

    private static double[] Column(string folder, string name)
    {
        string table = name is "aridity" or "frac_snow" ? "clim" : "hydro";
        string[][] lines = [.. File.ReadLines(Path.Combine(folder, $"camels_{table}.txt")).Select(line => line.Split(';'))];
        int column = Array.IndexOf(lines[0], name);
        return [.. lines.Skip(1).Select(cells => cells[column] == "NA" ? double.NaN : double.Parse(cells[column], CultureInfo.InvariantCulture))];
    }

    private static double[] Sorted(IEnumerable<double> values) => [.. values.Where(value => !double.IsNaN(value)).Order()];

    private static string Row(double[] sorted) =>
        string.Join(" | ", Shares.Select(share => Quantile(sorted, share).ToString("0.00", CultureInfo.InvariantCulture)));

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int low = (int)at;
        return sorted[low] + ((at - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]));
    }

    private static double Spearman(double[] one, double[] other)
    {
        int[] kept = [.. Enumerable.Range(0, one.Length).Where(k => !double.IsNaN(one[k]) && !double.IsNaN(other[k]))];
        return MathNet.Numerics.Statistics.Correlation.Spearman(kept.Select(k => one[k]), kept.Select(k => other[k]));
    }
}
