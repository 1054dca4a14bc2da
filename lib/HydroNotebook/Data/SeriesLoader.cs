using System.Collections.Concurrent;

namespace HydroNotebook.Data;

/// <summary>Brings the series of many basins: out of the cache where it holds this content, else out of the text files, on all processors.</summary>
/// <remarks>Results and problems stand in the order of the sources whatever the number of threads.</remarks>
internal sealed class SeriesLoader(DataCache cache, string root, string layout, IReadOnlyList<string> columns)
{
    /// <summary>Parses one basin's files.</summary>
    /// <param name="source">The basin.</param>
    /// <param name="contents">Bytes of its files, in their order; valid during the call only.</param>
    /// <param name="problems">Gets the defects.</param>
    /// <returns>The series; null when there is a defect.</returns>
    internal delegate StoredSeries? Parser(SeriesSource source, IReadOnlyList<ReadOnlyMemory<byte>> contents, List<Problem> problems);

    /// <summary>Whether the last <see cref="Load"/> took everything from the cache.</summary>
    internal bool FromCache { get; private set; }

    /// <summary>Brings all series.</summary>
    /// <param name="sources">The basins and their files.</param>
    /// <param name="parse">Parses one basin.</param>
    /// <param name="complete">False when something is wrong already: nothing is kept then.</param>
    /// <param name="problems">Gets the defects of all files.</param>
    /// <param name="notices">Gets what the cache has to say.</param>
    /// <param name="progress">Told the number of basins.</param>
    /// <param name="cancel">Stops between basins.</param>
    /// <returns>One series for each source, null for those with defects.</returns>
    internal StoredSeries?[] Load(
        IReadOnlyList<SeriesSource> sources,
        Parser parse,
        bool complete,
        List<Problem> problems,
        List<Notice> notices,
        IProgress<int>? progress,
        CancellationToken cancel)
    {
        ContentIndex index = cache.IndexOf(root);
        string?[][] known = [.. sources.Select(source => source.Files.Select(index.HashOf).ToArray())];
        if (complete && known.All(hashes => hashes.All(hash => hash is not null))
            && cache.TryOpen(Key(sources, known), notices) is { } kept)
        {
            FromCache = true;
            progress?.Report(sources.Count);
            return [.. kept];
        }

        var series = new StoredSeries?[sources.Count];
        var defects = new List<Problem>[sources.Count];
        ParseAll(sources, parse, series, defects, known, progress, cancel);
        problems.AddRange(defects.SelectMany(found => found));
        if (!complete || series.Contains(null))
        {
            return series;
        }

        for (int b = 0; b < sources.Count; b++)
        {
            for (int f = 0; f < known[b].Length; f++)
            {
                index.Add(sources[b].Files[f], known[b][f]!);
            }
        }

        cache.WriteIndex(index, notices);
        string key = Key(sources, known);
        if (!HaveSameColumns(series))
        {
            return series;
        }

        // The same content may be kept already: a copied folder has other times, or the index was lost.
        IReadOnlyList<StoredSeries>? mapped = cache.TryOpen(key, [])
            ?? (cache.TryWrite(key, series!, notices) ? cache.TryOpen(key, notices) : null);
        return mapped is null ? series : [.. mapped];
    }

    private static bool HaveSameColumns(StoredSeries?[] series) =>
        series.Length > 0 && series.All(one => one!.Columns.SequenceEqual(series[0]!.Columns));

    private static void ParseAll(
        IReadOnlyList<SeriesSource> sources,
        Parser parse,
        StoredSeries?[] series,
        List<Problem>[] defects,
        string?[][] hashes,
        IProgress<int>? progress,
        CancellationToken cancel)
    {
        int done = 0;
        Lock reporting = new();
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, sources.Count), EnumerablePartitionerOptions.NoBuffering),
            options,
            static () => new byte[2][],
            (b, _, buffers) =>
            {
                defects[b] = [];
                series[b] = ParseOne(sources[b], parse, ref buffers, hashes[b], defects[b]);
                lock (reporting)
                {
                    progress?.Report(++done);
                }

                return buffers;
            },
            static _ => { });
    }

    private static StoredSeries? ParseOne(SeriesSource source, Parser parse, ref byte[][] buffers, string?[] hashes, List<Problem> defects)
    {
        if (buffers.Length < source.Files.Count)
        {
            Array.Resize(ref buffers, source.Files.Count);
        }

        var contents = new ReadOnlyMemory<byte>[source.Files.Count];
        for (int f = 0; f < contents.Length; f++)
        {
            buffers[f] ??= [];
            try
            {
                contents[f] = source.Files[f].ReadInto(ref buffers[f]);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                defects.Add(new Problem(source.Id, source.Files[f].Relative, 0, "", $"The file cannot be read: {fault.Message}", "See that it is there and may be read."));
                continue;
            }

            hashes[f] = SourceFile.Hash(contents[f].Span);
        }

        return defects.Count > 0 ? null : parse(source, contents, defects);
    }

    private string Key(IReadOnlyList<SeriesSource> sources, string?[][] hashes) => DataCache.Key(
        new[] { layout, $"version {SeriesFile.Version}", string.Join(' ', columns) }
            .Concat(sources.Select((source, b) => $"{source.Id} {string.Join(' ', hashes[b])}")));
}
