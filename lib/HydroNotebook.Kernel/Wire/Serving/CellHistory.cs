using System.IO.Enumeration;
using System.Text.Json.Nodes;
using HydroNotebook.Kernel.Wire.Messages;

namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>The cells run since the kernel started, for consoles that page through them. There is one session, 1; nothing is kept on disk.</summary>
internal sealed class CellHistory
{
    private const int Session = 1;
    private const int MaxEntries = 10_000;
    private const int MaxOutput = 2_000;

    private readonly Lock _gate = new();
    private readonly List<HistoryEntry> _entries = [];

    /// <summary>Keeps a cell; of a long result only the beginning, and of very many cells the last.</summary>
    internal void Add(HistoryEntry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry.Output is { Length: > MaxOutput } output ? entry with { Output = output[..MaxOutput] + "…" } : entry);
            if (_entries.Count > MaxEntries)
            {
                _entries.RemoveRange(0, MaxEntries / 10);
            }
        }
    }

    /// <summary>Content of <c>history_reply</c>: the last <c>n</c>, a range of lines, or those that match a pattern with <c>*</c> and <c>?</c>.</summary>
    internal JsonObject Reply(Message request)
    {
        bool withOutput = request.Flag("output", false);
        List<HistoryEntry> all;
        lock (_gate)
        {
            all = [.. _entries];
        }

        IEnumerable<HistoryEntry> found = request.Text("hist_access_type", "tail") switch
        {
            "range" => Range(all, request),
            "search" => Search(all, request),
            _ => all.TakeLast(Count(request)),
        };
        JsonNode Row(HistoryEntry entry) => new JsonArray(
            Session, entry.Line, withOutput ? new JsonArray(entry.Code, entry.Output) : JsonValue.Create(entry.Code));
        return new JsonObject { ["status"] = "ok", ["history"] = new JsonArray([.. found.Select(Row)]) };
    }

    /// <summary>Lines from <c>start</c> up to, without, <c>stop</c>; session 0 is this one, those before are gone.</summary>
    private static IEnumerable<HistoryEntry> Range(List<HistoryEntry> all, Message request)
    {
        int start = request.Number("start", 0);
        int stop = request.Number("stop", int.MaxValue);
        return request.Number("session", 0) is 0 or Session ? all.Where(entry => entry.Line >= start && entry.Line < stop) : [];
    }

    private static IEnumerable<HistoryEntry> Search(List<HistoryEntry> all, Message request)
    {
        string pattern = request.Text("pattern", "*");

        // FileSystemName would take a backslash for an escape; in code it is a letter.
        string escaped = pattern.Replace(@"\", @"\\", StringComparison.Ordinal);
        IEnumerable<HistoryEntry> found = all.Where(entry => FileSystemName.MatchesSimpleExpression(escaped, entry.Code, ignoreCase: false));
        if (request.Flag("unique", false))
        {
            // Of equal cells the last stays.
            found = found.Reverse().DistinctBy(entry => entry.Code).Reverse();
        }

        return found.TakeLast(Count(request));
    }

    private static int Count(Message request) => Math.Max(0, request.Number("n", int.MaxValue));
}
