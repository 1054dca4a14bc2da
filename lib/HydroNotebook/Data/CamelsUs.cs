using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HydroNotebook.Basins;

namespace HydroNotebook.Data;

/// <summary>Reader of CAMELS-US in its original layout. Newman et al. 2015 (doi:10.5065/D6MW2F4D), Addor et al. 2017 (doi:10.5065/D6G73C3Q).</summary>
/// <remarks>
/// Reads <c>basin_mean_forcing/{product}</c> (daymet, maurer, maurer_extended, nldas, nldas_extended), <c>usgs_streamflow</c> and <c>camels_attributes_v2.0</c>.
/// <para>Flow is turned from ft³/s into mm/day with the area in line 3 of the forcing file, as K19 does; −999 is missing.
/// The calendar is that of the forcing file; days without a flow row are NaN.</para>
/// <para>A day that is missing inside a forcing file, or marked NaN or NA, is kept as a NaN row and told as a counted notice; nothing is filled.
/// Windows that touch it are left out by the sample list. A malformed line, a repeated or backward day, an unknown column, a missing file,
/// a missing attribute or a value outside any physical range is a problem that forbids the use.</para>
/// </remarks>
public sealed partial class CamelsUs : IBasinSource
{
    private readonly CamelsUsFolder _folder;
    private readonly DataCache _cache;

    private CamelsUs(CamelsUsFolder folder, DataCache cache)
    {
        _folder = folder;
        _cache = cache;
    }

    /// <inheritdoc/>
    public string Name => "CAMELS-US";

    /// <summary>The folder that was opened, in full.</summary>
    public string Folder => _folder.Root;

    /// <summary>Forcing products that have a folder, sorted.</summary>
    public IReadOnlyList<string> Products => _folder.Products();

    /// <summary>The 27 static inputs of K19 in the order of its text, named as in the files; area in km², elevation in m, rates in mm/day.</summary>
    public static IReadOnlyList<string> K19Attributes { get; } =
    [
        "p_mean", "pet_mean", "aridity", "p_seasonality", "frac_snow", "high_prec_freq", "high_prec_dur", "low_prec_freq", "low_prec_dur",
        "elev_mean", "slope_mean", "area_gages2", "frac_forest", "lai_max", "lai_diff", "gvf_max", "gvf_diff",
        "soil_depth_pelletier", "soil_depth_statsgo", "soil_porosity", "soil_conductivity", "max_water_content",
        "sand_frac", "silt_frac", "clay_frac", "carbonate_rocks_frac", "geol_permeability",
    ];

    /// <summary>Opens a folder: the one that holds <c>basin_mean_forcing</c> and <c>usgs_streamflow</c>, or the one above <c>basin_dataset_public_v1p2</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cache">Where parsed sets are kept; null: <see cref="DataCache.Default"/>.</param>
    /// <exception cref="HydroException">The folder does not look like CAMELS-US.</exception>
    public static CamelsUs Open(string folder, DataCache? cache = null) => new(CamelsUsFolder.Open(folder), cache ?? DataCache.Default);

    /// <summary>Reads a list of basins: one 8-digit id a line, zeros kept, the order of the file.</summary>
    /// <exception cref="HydroException">The file is not there, holds no id, or lines of it are no ids or repeat one; all of them are named.</exception>
    public static IReadOnlyList<string> BasinList(string path)
    {
        if (!File.Exists(path))
        {
            throw new HydroException($"The basin list '{path}' is not there. Name a text file with one 8-digit id a line.");
        }

        List<Problem> problems = [];
        Dictionary<string, int> lineOf = new(StringComparer.Ordinal);
        List<string> ids = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string id = line.Trim();
            if (id.Length == 0)
            {
                continue;
            }

            if (!IsId(id))
            {
                string meant = id.Length < 8 && id.All(char.IsAsciiDigit) ? $"Write '{id.PadLeft(8, '0')}'." : "Write one 8-digit id a line.";
                problems.Add(new Problem("", path, number, "", $"'{id}' is no 8-digit basin id.", meant));
            }
            else if (!lineOf.TryAdd(id, number))
            {
                problems.Add(new Problem("", path, number, "", $"The basin {id} stands in line {lineOf[id]} already.", "Remove one of the two lines."));
            }
            else
            {
                ids.Add(id);
            }
        }

        if (ids.Count == 0 && problems.Count == 0)
        {
            problems.Add(new Problem("", path, 0, "", "The list holds no id.", "Write one 8-digit id a line."));
        }

        if (problems.Count > 0)
        {
            new BasinReading(null, problems).OrThrow();
        }

        return ids;
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    public BasinReading Read(BasinRequest request, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        List<Problem> problems = [];
        List<Notice> notices = [];
        string[] columns = [.. request.DynamicInputs.Select(name => ForcingColumn.Of(name.Trim()).Name)];
        CheckColumns(columns, problems);
        List<SeriesSource> sources = ChooseBasins(request, problems);
        string[] ids = [.. sources.Select(source => source.Id)];
        var tables = CamelsUsAttributes.Read(_folder, problems);
        double[][] statics = tables.Choose(request.StaticInputs, ids, request.MissingAttributes, problems, notices);

        var loader = new SeriesLoader(_cache, _folder.Root, $"{Name} {request.Forcing}", columns);
        StoredSeries?[] series = loader.Load(sources, Parser(columns), problems.Count == 0, problems, notices, progress, cancel);
        CheckSameColumns(sources, series, problems);

        var basins = new Basin?[sources.Count];
        var hashes = new byte[]?[sources.Count];
        var told = new (List<Problem> Problems, List<Notice> Notices)[sources.Count];
        Parallel.ForEach(Enumerable.Range(0, sources.Count), new ParallelOptions { CancellationToken = cancel }, b =>
        {
            told[b] = ([], []);
            if (series[b] is { } whole && Cut(whole, sources[b], request.Days, told[b].Problems, told[b].Notices) is { } days)
            {
                basins[b] = Assemble(sources[b], whole, days, tables, statics[b]);
                hashes[b] = days.Values.Length == whole.Values.Length
                    ? whole.Hash
                    : StoredSeries.HashOf(days.FirstDay, whole.Columns.Count, days.Values);
            }
        });
        foreach ((List<Problem> ofBasin, List<Notice> notes) in told)
        {
            problems.AddRange(ofBasin);
            notices.AddRange(notes);
        }

        Problem[] sorted = [.. Sorted(problems)];
        BasinSet? set = sorted.Length > 0 ? null : new BasinSet(
            $"{Name} ({request.Forcing})",
            Fingerprint(columns, request.StaticInputs, basins!, hashes!),
            [.. request.StaticInputs],
            basins!);
        return new BasinReading(set, sorted) { Notices = notices, FromCache = loader.FromCache };
    }

    /// <summary>Whether a text is an id: eight digits.</summary>
    internal static bool IsId(string text) => text.Length == 8 && text.All(char.IsAsciiDigit);

    private static IEnumerable<Problem> Sorted(IEnumerable<Problem> problems) =>
        problems.OrderBy(problem => problem.Basin, StringComparer.Ordinal).ThenBy(problem => problem.File, StringComparer.Ordinal);

    private static void CheckColumns(string[] columns, List<Problem> problems)
    {
        if (columns.Length == 0)
        {
            problems.Add(new Problem("", "", 0, "", "No dynamic input is asked for.", "Name at least one forcing column."));
        }

        foreach (string name in columns.GroupBy(name => name).Where(group => group.Skip(1).Any()).Select(group => group.Key))
        {
            problems.Add(new Problem("", "", 0, name, "The dynamic input is asked for twice.", "Name it once."));
        }
    }

    private static void CheckSameColumns(List<SeriesSource> sources, StoredSeries?[] series, List<Problem> problems)
    {
        int first = Array.FindIndex(series, one => one is not null);
        for (int b = first + 1; first >= 0 && b < series.Length; b++)
        {
            if (series[b] is { } other && !other.Columns.SequenceEqual(series[first]!.Columns))
            {
                problems.Add(new Problem(
                    other.Id, sources[b].Files[0].Relative, 4, "",
                    $"The columns are {string.Join(", ", other.Columns)}, those of basin {series[first]!.Id} are {string.Join(", ", series[first]!.Columns)}.",
                    "Bring all files of the product to the same units."));
            }
        }
    }

    private List<SeriesSource> ChooseBasins(BasinRequest request, List<Problem> problems)
    {
        List<SeriesSource> chosen = [];
        IReadOnlyList<string> products = Products;
        if (!products.Contains(request.Forcing, StringComparer.Ordinal))
        {
            string there = products.Count > 0 ? $"there are {string.Join(", ", products)}" : "there is none at all";
            problems.Add(new Problem(
                "", _folder.Relative(Path.Combine(_folder.Data, "basin_mean_forcing", request.Forcing)), 0, "",
                $"The forcing product '{request.Forcing}' has no folder; {there}.", $"Did you mean '{NearestName.Of(request.Forcing, products)}'?"));
            return chosen;
        }

        List<Problem> doubled = [];
        SortedDictionary<string, (SourceFile File, string Region)> forcing = _folder.ForcingFiles(request.Forcing, doubled);
        SortedDictionary<string, (SourceFile File, string Region)> flow = _folder.FlowFiles(doubled);
        IReadOnlyList<string> wanted = request.Basins ?? [.. forcing.Keys.Where(flow.ContainsKey)];
        if (wanted.Count == 0)
        {
            problems.Add(new Problem("", "", 0, "", $"There is no basin with the forcing product '{request.Forcing}' and flow.", "Name basins, or another product."));
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string id in wanted)
        {
            if (!IsId(id) || !seen.Add(id))
            {
                string what = IsId(id) ? "The basin is asked for twice." : $"'{id}' is no 8-digit basin id.";
                problems.Add(new Problem(id, "", 0, "", what, IsId(id) ? "Name it once." : "Write ids with their zeros, as in '01022500'."));
                continue;
            }

            bool hasForcing = forcing.TryGetValue(id, out (SourceFile File, string Region) rain);
            bool hasFlow = flow.TryGetValue(id, out (SourceFile File, string Region) river);
            if (!hasForcing)
            {
                problems.Add(Absent(id, $"basin_mean_forcing/{request.Forcing}", "_lump_…_forcing_leap.txt"));
            }

            if (!hasFlow)
            {
                problems.Add(Absent(id, "usgs_streamflow", "_streamflow_qc.txt"));
            }

            if (hasForcing && hasFlow)
            {
                chosen.Add(new SeriesSource(id, rain.Region, [rain.File, river.File]));
            }
        }

        problems.AddRange(doubled.Where(problem => seen.Contains(problem.Basin)));
        return chosen;
    }

    private Problem Absent(string id, string folder, string ending) => new(
        id, $"{_folder.Relative(Path.Combine(_folder.Data, folder))}", 0, "", $"There is no file '{id}{ending}' in any folder below.",
        "Put the file there, or leave the basin out.");

    private static SeriesLoader.Parser Parser(IReadOnlyList<string>? columns) => (source, contents, problems) =>
    {
        ParseBasin(source, contents, columns, problems, out StoredSeries? series);
        return series;
    };

    private static FlowFile ParseBasin(
        SeriesSource source, IReadOnlyList<ReadOnlyMemory<byte>> contents, IReadOnlyList<string>? columns, List<Problem> problems, out StoredSeries? series)
    {
        var ofForcing = new FileProblems(source.Id, source.Files[0].Relative);
        var ofFlow = new FileProblems(source.Id, source.Files[1].Relative);
        ForcingRecord? record = ForcingFile.Read(contents[0].Span, columns, ofForcing);
        FlowFile flow = FlowFile.Read(contents[1].Span, source.Id, record, ofFlow);
        problems.AddRange(ofForcing.All());
        problems.AddRange(ofFlow.All());
        series = null;
        if (record is not null && !ofFlow.Any)
        {
            Memory<float> values = record.Values.AsMemory(0, record.Days * record.Width);
            series = new StoredSeries
            {
                Id = source.Id,
                Latitude = record.Latitude,
                AreaM2 = record.AreaM2,
                Columns = [.. record.Columns, Variable.Discharge],
                FirstDay = record.FirstDay,
                Days = record.Days,
                Values = values,
                ForcingDaysMissing = StoredSeries.CountForcingHoles(values.Span, record.Width).Days,
                Hash = StoredSeries.HashOf(record.FirstDay, record.Width, values.Span),
            };
        }

        return flow;
    }

    /// <summary>The days asked for that the record has; notices about holes, a record that is too short, and a river without a value.</summary>
    private static DailySeries? Cut(StoredSeries whole, SeriesSource source, Period? wanted, List<Problem> problems, List<Notice> notices)
    {
        int width = whole.Columns.Count;
        var record = new Period(whole.FirstDay, whole.FirstDay.AddDays(whole.Days - 1));
        Period days = record;
        if (wanted is { } asked)
        {
            days = new Period(asked.First > record.First ? asked.First : record.First, asked.Last < record.Last ? asked.Last : record.Last);
            if (days.Last < days.First)
            {
                problems.Add(new Problem(
                    source.Id, source.Files[0].Relative, 0, "", $"The record {record} has no day in {asked}.", "Ask for other days, or leave the basin out."));
                return null;
            }

            if (days != asked)
            {
                notices.Add(new Notice(source.Id, source.Files[0].Relative, asked.Days - days.Days, $"of the days {asked} the record has only {days}."));
            }
        }

        int firstRow = days.First.DayNumber - whole.FirstDay.DayNumber;
        var series = new DailySeries(days.First, whole.Columns, whole.Values.Slice(firstRow * width, days.Days * width));
        if (whole.ForcingDaysMissing > 0)
        {
            (int holes, int first) = StoredSeries.CountForcingHoles(series.Values, width);
            if (holes > 0)
            {
                notices.Add(new Notice(source.Id, source.Files[0].Relative, holes, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{holes} of {days.Days} days miss forcing, the first {days.First.AddDays(first):yyyy-MM-dd}; they stay missing, and windows that touch them are left out.")));
            }
        }

        if (!HasFlow(series.Values, width))
        {
            notices.Add(new Notice(source.Id, source.Files[1].Relative, days.Days, $"no day of {days} has a flow value; the basin gives no sample."));
        }

        return series;
    }

    private static bool HasFlow(ReadOnlySpan<float> values, int width)
    {
        for (int at = width - 1; at < values.Length; at += width)
        {
            if (!float.IsNaN(values[at]))
            {
                return true;
            }
        }

        return false;
    }

    private static Basin Assemble(SeriesSource source, StoredSeries whole, DailySeries days, CamelsUsAttributes tables, double[] statics)
    {
        double latitude = tables.NumberOf("gauge_lat", source.Id);
        string region = tables.TextOf("huc_02", source.Id);
        return new Basin
        {
            Id = source.Id,
            Name = tables.TextOf("gauge_name", source.Id),
            Region = region.Length > 0 ? region : source.Region,
            Latitude = double.IsNaN(latitude) ? whole.Latitude : latitude,
            Longitude = tables.NumberOf("gauge_lon", source.Id),
            AreaKm2 = whole.AreaM2 / 1e6,
            Attributes = statics,
            Series = days,
        };
    }

    private static string Fingerprint(IReadOnlyList<string> columns, IReadOnlyList<string> attributes, Basin[] basins, byte[][] hashes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{string.Join(' ', columns)}\n{string.Join(' ', attributes)}\n"));
        for (int b = 0; b < basins.Length; b++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{basins[b].Id}\n"));
            hash.AppendData(BitConverter.GetBytes(basins[b].AreaKm2));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(basins[b].Attributes.Span));
            hash.AppendData(hashes[b]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
