using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HydroNotebook.Tests.Data;

/// <summary>Writes the compact set of K19's 531 basins (hundredths as integers in byte planes) as CAMELS-US text files.</summary>
internal static class CompactCamels
{
    /// <summary>Writes all basins below <paramref name="to"/>; the day length is not in the set and written as 0.</summary>
    public static void WriteText(string from, string to)
    {
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(from, "index.json")));
        JsonElement root = index.RootElement;
        string[] gauges = [.. root.GetProperty("gauges").EnumerateArray().Select(one => one.GetString()!)];
        int days = root.GetProperty("days").GetInt32();
        var start = DateOnly.ParseExact(root.GetProperty("start").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Dictionary<string, int[]> values = [];
        foreach (string name in new[] { "prcp", "srad", "tmax", "tmin", "vp", "q" })
        {
            values[name] = Decode(Path.Combine(from, name), root.GetProperty("variables").GetProperty(name).GetProperty("encoding").GetString()!, gauges.Length, days);
        }

        for (int b = 0; b < gauges.Length; b++)
        {
            string region = root.GetProperty("huc")[b].ToString().PadLeft(2, '0');
            StringBuilder forcing = new();
            StringBuilder flow = new();
            forcing.Append(CultureInfo.InvariantCulture, $"{root.GetProperty("lat")[b]}\n{root.GetProperty("elev_m")[b]}\n{root.GetProperty("area_m2")[b]}\n");
            forcing.Append("Year\tMnth\tDay\tHr\tdayl(s)\tprcp(mm/day)\tsrad(W/m2)\tswe(mm)\ttmax(C)\ttmin(C)\tvp(Pa)\n");
            for (int day = 0; day < days; day++)
            {
                DateOnly date = start.AddDays(day);
                int at = (b * days) + day;
                decimal Of(string name) => values[name][at] / 100m;
                forcing.Append(CultureInfo.InvariantCulture,
                    $"{date.Year}\t{date.Month}\t{date.Day}\t12\t0.0\t{Of("prcp")}\t{Of("srad")}\t0.0\t{Of("tmax")}\t{Of("tmin")}\t{Of("vp")}\n");
                flow.Append(CultureInfo.InvariantCulture, $"{gauges[b]} {date:yyyy MM dd} {Of("q"),8:F2} {(values["q"][at] < 0 ? "M" : "A")}\n");
            }

            Put(Path.Combine(to, "basin_mean_forcing", "maurer_extended", region), $"{gauges[b]}_lump_maurer_forcing_leap.txt", forcing);
            Put(Path.Combine(to, "usgs_streamflow", region), $"{gauges[b]}_streamflow_qc.txt", flow);
        }
    }

    private static void Put(string folder, string name, StringBuilder text)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), text.ToString());
    }

    private static int[] Decode(string path, string encoding, int gauges, int days)
    {
        long[] values = new long[gauges * days];
        for (int plane = 0; File.Exists($"{path}.{plane}"); plane++)
        {
            byte[] bytes = File.ReadAllBytes($"{path}.{plane}");
            for (int at = 0; at < values.Length; at++)
            {
                values[at] |= (long)bytes[at] << (8 * plane);
            }
        }

        for (int at = 0; at < values.Length; at++)
        {
            values[at] = (values[at] >> 1) ^ -(values[at] & 1);
            values[at] += encoding.Contains("day", StringComparison.Ordinal) && at % days > 0 ? values[at - 1] : 0;
        }

        for (int at = days; encoding.Contains("neighbour", StringComparison.Ordinal) && at < values.Length; at++)
        {
            values[at] += values[at - days];
        }

        return [.. values.Select(value => checked((int)value))];
    }
}
