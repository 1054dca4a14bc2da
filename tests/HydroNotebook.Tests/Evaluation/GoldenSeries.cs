using System.Globalization;
using System.Text.Json;

namespace HydroNotebook.Tests.Evaluation;

/// <summary>The five daily series of golden/metrics and what other programs computed from them.</summary>
internal sealed class GoldenSeries
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "golden", "metrics");
    private static readonly Lazy<JsonDocument> s_values = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "metrics.json"))));

    private GoldenSeries(string name)
    {
        Values = s_values.Value.RootElement.GetProperty("series").GetProperty(name);
        string[][] rows = [.. File.ReadLines(Path.Combine(s_folder, "metrics-series", name + ".csv")).Skip(1).Select(line => line.Split(','))];
        First = DateOnly.ParseExact(rows[0][0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Observed = [.. rows.Select(row => Number(row[1]))];
        Simulated = [.. rows.Select(row => Number(row[2]))];
    }

    public static IReadOnlyList<string> Names { get; } = ["humid-lstm", "arid-lstm-clipped", "snow-shifted", "gaps", "rounded"];

    public JsonElement Values { get; }

    public DateOnly First { get; }

    public double[] Observed { get; }

    public double[] Simulated { get; }

    public double[] SimulatedClipped => [.. Simulated.Select(flow => Math.Max(flow, 0))];

    public static GoldenSeries Read(string name) => new(name);

    /// <summary>A value of metrics.json; NaN is written as text there.</summary>
    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : value.GetDouble();

    private static double Number(string cell) =>
        cell.Length == 0 ? double.NaN : double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
