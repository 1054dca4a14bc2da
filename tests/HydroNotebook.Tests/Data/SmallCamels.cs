using System.Globalization;
using System.Text;
using HydroNotebook.Data;

namespace HydroNotebook.Tests.Data;

/// <summary>A CAMELS-US folder of two basins and some weeks, written by the test, deleted with it.</summary>
internal sealed class SmallCamels : IDisposable
{
    public const string First = "01022500";
    public const string Second = "14306500";
    public const int Days = 60;
    private static readonly DateOnly s_start = new(1980, 1, 20);

    public SmallCamels(string product = "maurer_extended")
    {
        Product = product;
        Root = Directory.CreateTempSubdirectory("small-camels-").FullName;
        Write(First, "01", 587675987);
        Write(Second, "17", 864686254);
        string[] names = [.. CamelsUs.K19Attributes.Where(name => name != "soil_porosity")];
        WriteTable("camels_clim.txt", $"gauge_id;{string.Join(';', names)};high_prec_timing", id => $"{id};{string.Join(';', names.Select((_, k) => $"{k}.{id[^3]}5"))};djf");
        WriteTable("camels_soil.txt", "gauge_id;soil_porosity", id => $"{id};0.4{id[2]}");
        WriteTable("camels_name.txt", "gauge_id;huc_02;gauge_name", id => $"{id};0{id[3]};River {id[..2]} at Town, State");
        WriteTable("camels_topo.txt", "gauge_id;gauge_lat;gauge_lon", id => $"{id};44.6;-67.9");
    }

    public string Root { get; }

    public string Product { get; }

    public string CacheFolder => Path.Combine(Root, "cache");

    public CamelsUs Open() => CamelsUs.Open(Root, DataCache.Off);

    public CamelsUs OpenCached() => CamelsUs.Open(Root, DataCache.In(CacheFolder));

    public BasinRequest Request => new() { Forcing = Product };

    public string Forcing(string id) => Directory.EnumerateFiles(Path.Combine(Root, "basin_mean_forcing"), $"{id}*", SearchOption.AllDirectories).Single();

    public string Flow(string id) => Directory.EnumerateFiles(Path.Combine(Root, "usgs_streamflow"), $"{id}*", SearchOption.AllDirectories).Single();

    public string Table(string name) => Path.Combine(Root, "camels_attributes_v2.0", name);

    /// <summary>Changes the lines of a file and makes it look long settled.</summary>
    public static void Edit(string path, Action<List<string>> change)
    {
        List<string> lines = [.. File.ReadAllLines(path)];
        change(lines);
        Put(path, string.Join('\n', lines) + "\n");
    }

    public static void Put(string path, string text)
    {
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(text.Length + text.Sum(letter => (long)letter)));
    }

    /// <summary>Line (index from 0) of a day of the forcing file.</summary>
    public static int ForcingLine(int day) => day + 4;

    public static double Rain(string id, int day) => ((day * 7) + id[^3]) % 13 / 100.0;

    public static double Flow(string id, int day) => ((day * 11) + id[0]) % 17 * 0.25;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private void Write(string id, string region, long area)
    {
        string forcing = Path.Combine(Root, "basin_mean_forcing", Product, region);
        string flow = Path.Combine(Root, "usgs_streamflow", region);
        Directory.CreateDirectory(forcing);
        Directory.CreateDirectory(flow);
        StringBuilder rain = new(string.Create(CultureInfo.InvariantCulture,
            $"  44.60\n  68.00\n{area,10}\nYear Mnth Day Hr\tDayl(s)\tPRCP(mm/day)\tSRAD(W/m2)\tSWE(mm)\tTmax(C)\tTmin(C)\tVp(Pa)\n"));
        StringBuilder river = new();
        for (int day = 0; day < Days; day++)
        {
            DateOnly date = s_start.AddDays(day);
            rain.Append(CultureInfo.InvariantCulture,
                $"{date:yyyy MM dd} 12\t34214.40\t{Rain(id, day):F2}\t{200 + day:F2}\t0.00\t{(day % 9) - 2.5:F2}\t{(day % 9) - 7.25:F2}\t{500 + (day * 3):F2}\n");
            river.Append(CultureInfo.InvariantCulture, $"{id} {date:yyyy MM dd} {Flow(id, day),8:F2} A\n");
        }

        Put(Path.Combine(forcing, $"{id}_lump_maurer_forcing_leap.txt"), rain.ToString());
        Put(Path.Combine(flow, $"{id}_streamflow_qc.txt"), river.ToString());
    }

    private void WriteTable(string name, string header, Func<string, string> row)
    {
        Directory.CreateDirectory(Path.Combine(Root, "camels_attributes_v2.0"));
        Put(Table(name), $"{header}\n{row(First)}\n{row(Second)}\n");
    }
}
