using HydroNotebook.Basins;

namespace HydroNotebook.Data;

public sealed partial class CamelsUs
{
    /// <summary>Reads every file of every product and tells what is there and what is wrong, before anything is trained. Nothing is cached.</summary>
    /// <param name="progress">Told the number of basins looked at so far, over all products.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="OperationCanceledException">Inspection was stopped.</exception>
    public DataInspection Inspect(IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        List<Problem> problems = [];
        List<Notice> notices = [];
        List<Problem> doubled = [];
        SortedDictionary<string, (SourceFile File, string Region)> flow = _folder.FlowFiles(doubled);
        HashSet<string> basins = new(StringComparer.Ordinal);
        List<ProductInspection> products = [];
        int done = 0;
        foreach (string product in Products)
        {
            SortedDictionary<string, (SourceFile File, string Region)> forcing = _folder.ForcingFiles(product, doubled);
            basins.UnionWith(forcing.Keys);
            string[] dry = [.. forcing.Keys.Where(id => !flow.ContainsKey(id))];
            if (dry.Length > 0)
            {
                notices.Add(new Notice("", $"basin_mean_forcing/{product}", dry.Length, $"{dry.Length} basins have forcing but no flow file: {Some(dry)}."));
            }

            SeriesSource[] sources =
                [.. forcing.Where(pair => flow.ContainsKey(pair.Key)).Select(pair => new SeriesSource(pair.Key, pair.Value.Region, [pair.Value.File, flow[pair.Key].File]))];
            products.Add(Inspect(product, sources, problems, notices, progress is null ? null : new ProgressFrom(progress, done), cancel));
            done += sources.Length;
        }

        var tables = CamelsUsAttributes.Read(_folder, problems);
        foreach (string file in tables.MissingFiles())
        {
            notices.Add(new Notice("", $"{tables.Folder}/{file}", 0, "the table is not there; its attributes cannot be static inputs."));
        }

        AttributeInspection[] attributes =
            [.. tables.Names.Select(name => new AttributeInspection(name, tables.FileOf(name), tables.CountOf(name, basins), CamelsUsAttributes.IsCategory(name)))];
        problems.AddRange(doubled);
        return new DataInspection
        {
            Source = Name,
            Folder = Folder,
            Products = products,
            Attributes = attributes,
            Problems = [.. Sorted(problems.Distinct())],
            Notices = notices,
        };
    }

    private ProductInspection Inspect(
        string product, SeriesSource[] sources, List<Problem> problems, List<Notice> notices, IProgress<int>? progress, CancellationToken cancel)
    {
        var summaries = new BasinSummary?[sources.Length];
        var ofBasins = new IReadOnlyList<Variable>[sources.Length];
        Dictionary<string, int> indexOf = new(StringComparer.Ordinal);
        for (int b = 0; b < sources.Length; b++)
        {
            indexOf[sources[b].Id] = b;
        }

        var loader = new SeriesLoader(DataCache.Off, _folder.Root, product, []);
        loader.Load(
            sources,
            (source, contents, found) =>
            {
                ParseBasin(source, contents, columns: null, found, out StoredSeries? series);
                int b = indexOf[source.Id];
                summaries[b] = series is null ? null : BasinSummary.Of(series, source);
                ofBasins[b] = series?.Columns ?? [];
                return null; // What is summed up need not stay in memory.
            },
            complete: false, problems, notices, progress, cancel);

        BasinSummary[] sound = [.. summaries.OfType<BasinSummary>()];
        notices.AddRange(sound.Where(one => one.ForcingHoles > 0).Select(one => new Notice(
            one.Id, one.ForcingFile, one.ForcingHoles, $"{one.ForcingHoles} of {one.Days.Days} days miss forcing; they stay missing, and windows that touch them are left out.")));
        notices.AddRange(sound.Where(one => one.FlowDaysMissing == one.Days.Days).Select(one => new Notice(
            one.Id, one.FlowFile, one.Days.Days, $"no day of {one.Days} has a flow value; the basin gives no sample.")));
        string[] means = [.. sound.Where(one => one.SameTemperatures).Select(one => one.Id)];
        if (means.Length > 0)
        {
            notices.Add(new Notice("", $"basin_mean_forcing/{product}", means.Length,
                $"tmax equals tmin on every day of {means.Length} basins (both carry the daily mean); the extended product has the two apart."));
        }

        return new ProductInspection
        {
            Name = product,
            Basins = sound.Length,
            Days = sound.Length == 0 ? null : new Period(sound.Min(one => one.Days.First), sound.Max(one => one.Days.Last)),
            ForcingDays = sound.Sum(one => (long)one.Days.Days),
            ForcingDaysMissing = sound.Sum(one => (long)one.ForcingHoles),
            FlowDaysMissing = sound.Sum(one => (long)one.FlowDaysMissing),
            Columns = [.. (ofBasins.FirstOrDefault(columns => columns.Count > 0) ?? []).SkipLast(1)],
        };
    }


    private static string Some(string[] ids) => ids.Length <= 10 ? string.Join(", ", ids) : $"{string.Join(", ", ids.Take(10))} and {ids.Length - 10} more";

    /// <summary>Progress of a part, counted on from what was done before; reports at once and in order.</summary>
    private sealed class ProgressFrom(IProgress<int> whole, int before) : IProgress<int>
    {
        public void Report(int value) => whole.Report(before + value);
    }

    private sealed record BasinSummary(
        string Id, string ForcingFile, string FlowFile, Period Days, int ForcingHoles, int FlowDaysMissing, bool SameTemperatures)
    {
        internal static BasinSummary Of(StoredSeries series, SeriesSource source)
        {
            var days = new DailySeries(series.FirstDay, series.Columns, series.Values);
            ReadOnlySpan<float> values = days.Values;
            int width = series.Columns.Count;
            int warm = days.ColumnOf("tmax");
            int cold = days.ColumnOf("tmin");
            bool same = warm >= 0 && cold >= 0;
            int dry = 0;
            for (int row = 0; row < values.Length; row += width)
            {
                dry += float.IsNaN(values[row + width - 1]) ? 1 : 0;
                same = same && values[row + warm] == values[row + cold];
            }

            return new BasinSummary(
                series.Id, source.Files[0].Relative, source.Files[1].Relative, days.Period, series.ForcingDaysMissing, dry, same);
        }
    }
}
