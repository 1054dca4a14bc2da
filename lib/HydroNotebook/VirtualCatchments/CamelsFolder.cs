using System.Globalization;
using System.Text;

namespace HydroNotebook.VirtualCatchments;

/// <summary>Writes basins in the layout of CAMELS-US, and the truth beside it.</summary>
internal static class CamelsFolder
{
    private const string Forcing = "basin_mean_forcing/maurer_extended";
    private const string Flow = "usgs_streamflow";
    private const string Attributes = "camels_attributes_v2.0";
    private const string Lists = "basin_lists";
    private const string TruthFolder = "truth";

    /// <summary>Writes beside the folder, and renames when all is there.</summary>
    internal static void Write(
        string folder, IReadOnlyList<VirtualBasin> basins, DateOnly first, string description, IProgress<int>? progress, CancellationToken cancel)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target))
        {
            throw new Basins.HydroException($"'{folder}' is a file. Name a folder that is empty or not there yet.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new Basins.HydroException($"'{folder}' is not empty, and nothing there is overwritten. Name another folder, or empty this one first.");
        }

        string beside = target + ".part-" + Guid.NewGuid().ToString("N")[..8];
        try
        {
            Directory.CreateDirectory(beside);
            WriteTables(beside, basins, description);
            for (int b = 0; b < basins.Count; b++)
            {
                cancel.ThrowIfCancellationRequested();
                WriteBasin(beside, basins[b], first);
                progress?.Report(b + 1);
            }

            cancel.ThrowIfCancellationRequested();
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(beside, target);
        }
        catch (IOException error) when (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new Basins.HydroException(
                $"'{folder}' was filled by another run meanwhile, and nothing there is overwritten. Run this again to read what is there, or name another folder.", error);
        }
        finally
        {
            if (Directory.Exists(beside))
            {
                Directory.Delete(beside, recursive: true);
            }
        }
    }

    private static void WriteTables(string root, IReadOnlyList<VirtualBasin> basins, string description)
    {
        foreach ((string name, (string Column, Func<VirtualBasin, string> Entry)[] columns) in AttributeTables.All)
        {
            StringBuilder text = new("gauge_id");
            foreach ((string column, _) in columns)
            {
                text.Append(';').Append(column);
            }

            text.Append('\n');
            foreach (VirtualBasin basin in basins)
            {
                text.Append(basin.Site.Id);
                foreach ((_, Func<VirtualBasin, string> entry) in columns)
                {
                    text.Append(';').Append(entry(basin));
                }

                text.Append('\n');
            }

            Save(root, $"{Attributes}/camels_{name}.txt", text);
        }

        Save(root, $"{Attributes}/readme.txt", new StringBuilder(description));
        string list = string.Concat(basins.Select(basin => basin.Site.Id + "\n"));
        Save(root, string.Create(CultureInfo.InvariantCulture, $"{Lists}/{basins.Count}.txt"), new StringBuilder(list));
    }

    private static void WriteBasin(string root, VirtualBasin basin, DateOnly first)
    {
        string id = basin.Site.Id;
        string region = basin.Site.Region.ToString("00", CultureInfo.InvariantCulture);
        int days = basin.FlowCfs.Length;
        StringBuilder forcing = new(70 * days);
        StringBuilder flow = new(32 * days);
        StringBuilder truth = new(80 * days);
        forcing.Append(CultureInfo.InvariantCulture, $"{basin.Site.Latitude,7:0.00}\n{basin.HeaderElevation,7:0.00}\n{basin.AreaM2}\n");
        forcing.Append("Year\tMnth\tDay\tHr\tdayl(s)\tprcp(mm/day)\tsrad(W/m2)\tswe(mm)\ttmax(C)\ttmin(C)\tvp(Pa)\n");
        truth.Append("date,swvl1,swvl2,swvl3,swvl4,swe,et,baseflow,discharge\n");
        Weather weather = basin.Forcing;
        for (int row = 0; row < days; row++)
        {
            DateOnly day = first.AddDays(row);
            forcing.Append(day.Year).Append('\t').Append(day.Month).Append('\t').Append(day.Day).Append("\t12\t");
            Decimals(forcing, weather.DayLength[row]).Append('\t');
            Decimals(forcing, weather.Precipitation[row]).Append('\t');
            Decimals(forcing, weather.Radiation[row]).Append("\t0.0\t");
            Decimals(forcing, weather.Maximum[row]).Append('\t');
            Decimals(forcing, weather.Minimum[row]).Append('\t');
            Decimals(forcing, weather.Vapour[row]).Append('\n');

            double cfs = basin.FlowCfs[row];
            string flag = double.IsNaN(cfs) ? "M" : basin.Estimated[row] ? "A:e" : "A";
            flow.Append(CultureInfo.InvariantCulture, $"{id} {day:yyyy MM dd} {(double.IsNaN(cfs) ? -999 : cfs),8:0.00} {flag}\n");

            truth.Append(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}");
            foreach (float value in VirtualTruth.Row(basin.Truth, row))
            {
                truth.Append(CultureInfo.InvariantCulture, $",{value:0.####}");
            }

            truth.Append('\n');
        }

        Save(root, $"{Forcing}/{region}/{id}_lump_maurer_forcing_leap.txt", forcing);
        Save(root, $"{Flow}/{region}/{id}_streamflow_qc.txt", flow);
        Save(root, $"{TruthFolder}/{region}/{id}_truth.csv", truth);
    }

    // One decimal at least, two at most, as in the Maurer files: 30172.48, 0.0, -16.3.
    private static StringBuilder Decimals(StringBuilder text, double value)
    {
        long hundredths = (long)Math.Round(value * 100);
        if (hundredths < 0)
        {
            text.Append('-');
            hundredths = -hundredths;
        }

        text.Append(hundredths / 100).Append('.').Append((char)('0' + (hundredths / 10 % 10)));
        return hundredths % 10 == 0 ? text : text.Append((char)('0' + (hundredths % 10)));
    }

    private static void Save(string root, string name, StringBuilder text)
    {
        string path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
        {
            writer.Write(chunk.Span);
        }
    }
}
