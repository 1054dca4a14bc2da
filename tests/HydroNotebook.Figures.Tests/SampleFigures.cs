namespace HydroNotebook.Figures.Tests;

/// <summary>One figure of each kind and the awkward ones: all pass the same checks; a new kind joins by one line.</summary>
internal static class SampleFigures
{
    private static readonly DateOnly Start = new(1989, 10, 1);

    internal static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>(StringComparer.Ordinal)
    {
        ["cdf"] = Figure.Cdf("NSE", ("EA-LSTM", [0.1, 0.7, double.NaN]), ("LSTM", [0.2, -3, 0.9])).WithXLimits(0, 1).WithTitle("One").WithCaption("Two"),
        ["cdf, equal values"] = Figure.Cdf("NSE", ("a", [0.5, 0.5, 0.5])),
        ["cdf, no values"] = Figure.Cdf("NSE", ("a", [])),
        ["cdf, all missing"] = Figure.Cdf("NSE", ("a", [double.NaN, double.NaN])),
        ["cdf, infinite"] = Figure.Cdf("NSE", ("a", [double.NegativeInfinity, 0, 1])),
        ["cdf, nine series"] = Figure.Cdf("NSE", [.. Enumerable.Range(0, 9).Select(k => ($"model {k}", (IReadOnlyList<double>)[k, k + 1]))]),
        ["cdf, logarithmic with zero"] = Figure.Cdf("Peak [mm/day]", ("a", [0, 0.1, 1, 10, -3, double.PositiveInfinity])).WithLogX(),
        ["cdf, range of members"] = Figure.Cdf("NSE", ("a", [1, 2, 3])).WithCdfRange("range", [[1, 2, 3], [2, 3, 4], [0, double.NaN]], like: "a"),
        ["cdf, range of none"] = Figure.Cdf("NSE", ("a", [1, 2, 3])).WithCdfRange("range", []),
        ["hydrograph"] = Hydrograph(3653),
        ["hydrograph, one day"] = Hydrograph(1),
        ["hydrograph, ten days"] = Hydrograph(10),
        ["hydrograph, half a year"] = Hydrograph(183),
        ["hydrograph, no day"] = Hydrograph(0),
        ["hydrograph, all missing"] = Figure.Hydrograph(new DateOnly(2000, 2, 28), [float.NaN, float.NaN], [float.NaN, float.NaN]),
        ["hydrograph, two centuries"] = Figure.Hydrograph(new DateOnly(1801, 1, 1), [.. Enumerable.Range(0, 73049).Select(k => k % 97 * 0.1f)]),
        ["hydrograph, logarithmic"] = Hydrograph(800).WithLogY(),
        ["line"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [1, 0.5, 0.4]), ("validation", [1, double.NaN, 0.5])),
        ["line, markers and errors"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [1, 0.5, 0.4]), ("validation", [1, 0.6, 0.5])).WithMarkers()
            .WithErrorBars("training", [0.1, double.NaN, 0.05]).WithErrorBars("validation", [0.8, 0.5, 0.4], [1.3, 0.7, double.PositiveInfinity]),
        ["line, constant"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [0, 0, 0])),
        ["line, one point"] = Figure.Line("Epoch", "Loss [–]", [1], ("training", [0.3])),
        ["line, no point"] = Figure.Line("Epoch", "Loss [–]", [], ("training", [])),
        ["line, huge"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [-1e300, 0, 1e300])),
        ["line, largest"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [-double.MaxValue, 0, double.MaxValue])),
        ["line, tiny"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [1e-300, 2e-300, 3e-300])),
        ["line, close together"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [1e9, 1e9 + 1, 1e9 + 2])),
        ["line, infinite"] = Figure.Line("Epoch", "Loss [–]", [1, 2, double.PositiveInfinity], ("training", [double.NegativeInfinity, 1, 2])),
        ["line, logarithmic with zero"] = Figure.Line("Epoch", "Loss [–]", [1, 10, 1000], ("training", [0, 0.02, 3000]), ("b", [-1, 1e-5, 1])).WithLogX().WithLogY(),
        ["line, logarithmic over one decade"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [2, 3, 9])).WithLogY(),
        ["line, logarithmic over little"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [2, 2.1, 2.2])).WithLogY(),
        ["line, logarithmic over very much"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], ("training", [1e-300, 1, 1e300])).WithLogY(),
        ["line, many with long names"] = Figure.Line("Epoch", "Loss [–]", [1, 2, 3], [.. Enumerable.Range(0, 12).Select(k => ($"a rather long name of a series, the {k}th", (IReadOnlyList<double>)[k, k + 1, k]))])
            .WithTitle("A title that is so long that it has to be broken into several lines, because nobody took the time to make it short, and then some more words"),
        ["line, additions"] = Figure.Line("x", "y", [0, 1, 2], ("a", [0, 1, 4])).WithBand("band", [0, 1, 2], [-1, double.NaN, 3], [1, 2, 5]).WithHorizontalLine(2, "limit").WithVerticalLine(1)
            .WithDiagonal("y = x").WithText("here", 1, 1).WithLine("b", [0, 2], [3, 0]).WithPoints("c", [0.5], [0.5]).WithColour("b", "#123456").WithDash("b", Dash.DashDotted),
        ["time series of years"] = Figure.TimeSeries("Snow [mm]", [.. Enumerable.Range(0, 60).Select(k => new DateOnly(1950 + k, 4, 1))], ("snow", [.. Enumerable.Range(0, 60).Select(k => 100 + (50 * Math.Sin(k)))])),
        ["time series, last days of all"] = Figure.TimeSeries("Snow [mm]", DateOnly.MaxValue.AddDays(-3), ("snow", [1, 2, 3, 4])),
        ["time series, first days of all"] = Figure.TimeSeries("Snow [mm]", DateOnly.MinValue, ("snow", [1, 2, 3, 4])),
        ["scatter"] = Figure.Scatter("Aridity [–]", "NSE [–]", ("basins", [.. Enumerable.Range(0, 20000).Select(k => Math.Sin(k))], [.. Enumerable.Range(0, 20000).Select(k => Math.Cos(k * 1.7))])),
        ["scatter, six shapes"] = Figure.Scatter("x", "y", [.. Enumerable.Range(0, 6).Select(k => ($"group {k}", (IReadOnlyList<double>)[k, k + 1], (IReadOnlyList<double>)[k, k]))]).WithErrorBars("group 2", [0.4, 0.2]),
        ["scatter, equal axes"] = Figure.Scatter("observed [mm/day]", "simulated [mm/day]", ("days", [0.1, 3, 7], [0.4, 2, 9])).WithEqualAxes().WithDiagonal(),
        ["scatter by colour"] = Figure.Scatter("x", "y", "z [mm]", [1, 2, 3], [1, 2, 3], [0.1, double.NaN, 7]).WithColourLimits(0, 5),
        ["scatter by colour, very many"] = Figure.Scatter("x", "y", "z [mm]", [.. Ramp(9000)], [.. Ramp(9000).Select(Math.Sin)], [.. Ramp(9000)]),
        ["scatter by colour, equal values"] = Figure.Scatter("x", "y", "z [mm]", [1, 2], [1, 2], [4, 4]),
        ["histogram"] = Figure.Histogram("NSE", ("a", [.. Ramp(300).Select(value => Math.Sin(value))])),
        ["histogram of two"] = Figure.Histogram("NSE", ("a", [.. Ramp(300).Select(value => Math.Sin(value))]), ("b", [.. Ramp(300).Select(value => 0.5 * Math.Sin(value)), double.NaN])),
        ["histogram, one value"] = Figure.Histogram("NSE", ("a", [3, 3])),
        ["histogram, no value"] = Figure.Histogram("NSE", ("a", [double.NaN])),
        ["histogram, own edges, log"] = Figure.Histogram("Area [km²]", [1, 10, 100, 1000], ("a", [2, 3, 50, 5000, -1])).WithLogX().WithLogY(),
        ["histogram, far value"] = Figure.Histogram("NSE", ("a", [0.5, 0.6, 0.7, 0.8, -1e9])),
        ["box"] = Figure.Box("NSE", ("a", [1, 2, 3, 4, 50]), ("b", [double.NaN, 1]), ("nothing", []), ("infinite", [double.PositiveInfinity, 1, 2])),
        ["box, grouped"] = Figure.Box("NSE", ["σ = 0", "σ = 0.1"], ("LSTM", [[1, 2, 3], [4, 5, 9]]), ("EA-LSTM", [[1, 2, 4], [-1, -5, 0]])),
        ["box, logarithmic"] = Figure.Box("Flow [mm/day]", ("a", [0.01, 0.1, 1, 10, 0])).WithLogY(),
        ["bar"] = Figure.Bar("r [–]", ["0–7 cm", "7–28 cm", "28–100 cm"], ("LSTM", [0.85, -0.3, 0.89]), ("catchment", [0.5, double.NaN, 0.4])).WithErrorBars("LSTM", [0.05, 0.05, 0.05]),
        ["bar, long names"] = Figure.Bar("Sensitivity [–]", [.. Enumerable.Range(0, 27).Select(k => $"geol_permeability_{k}")], ("", [.. Enumerable.Range(0, 27).Select(k => 1.0 / (k + 1))])),
        ["bar, very many"] = Figure.Bar("Sensitivity [–]", [.. Enumerable.Range(0, 200).Select(k => $"b{k}")], ("", [.. Enumerable.Range(0, 200).Select(k => Math.Sin(k))])),
        ["bar, logarithmic"] = Figure.Bar("Seconds", ["a", "b", "none"], ("", [0.01, 100, 0])).WithLogY(),
        ["bar, all negative"] = Figure.Bar("Bias [mm]", ["a", "b"], ("", [-1, -2])),
        ["bar, nothing"] = Figure.Bar("Bias [mm]", [], ("a", [])),
        ["heat map"] = Figure.HeatMap("r [–]", ["a", "b", "c"], ["first row", "second row"], [[1, 0, -1], [0.5, double.NaN, -0.5]]).WithDivergingColours(),
        ["heat map, numbers"] = Figure.HeatMap("NSE [–]", "Noise [–]", "Seed", [0, 0.1, 0.2, 0.4], [1, 2], [[1, 2, 3, 4], [5, 6, 7, 8]]),
        ["heat map, very many"] = Figure.HeatMap("Gate [–]", "Basin", "Cell", [.. Ramp(531)], [.. Ramp(256)], [.. Ramp(256).Select(row => Ramp(531).Select(column => Math.Sin(row * column * 0.01)).ToArray())]),
        ["heat map, too many"] = Figure.HeatMap("Gate [–]", "Basin", "Cell", [.. Ramp(1000)], [.. Ramp(400)], [.. Ramp(400).Select(row => Ramp(1000).Select(column => Math.Sin(row * column)).ToArray())]),
        ["heat map, nothing"] = Figure.HeatMap("Gate [–]", [], [], []),
        ["map"] = Figure.Map("NSE [–]", [-120, -70, -90], [40, 45, 35], [0.1, double.NaN, 0.9], ["01022500", "02", "a|b"]),
        ["map, Great Britain"] = Figure.Map("r [–]", [-3, 0.5], [57, 52], [0.8, 0.9]),
        ["map, the world"] = Figure.Map([-120, 10, 140], [40, 50, -30], ["A", "B", "A"]),
        ["map, nowhere"] = Figure.Map("NSE [–]", [], [], []),
        ["grid"] = Figure.Grid(2, Hydrograph(100), Figure.Cdf("NSE", ("a", [1, 2])), Figure.Map("NSE [–]", [-100], [40], [0.5])).WithTitle("Three panels"),
        ["grid, shared"] = Figure.Grid(3, [.. Enumerable.Range(0, 6).Select(k => Figure.Cdf("NSE", ("LSTM", [k, k + 1]), ("EA-LSTM", [k * 2, 1])).WithTitle($"Metric {k}"))]).WithSharedLimits(),
        ["texts that XML does not like"] = Figure.Cdf("x & <y> \"z\" '\u0001", ("</svg><script>", [1, 2])).WithTitle("a]]>b\nc\ud800").WithCaption("水文 😀 & so on"),
        ["texts that are too long"] = Figure.Bar(new string('y', 200), [new string('W', 100), "b"], (new string('n', 300), [1, 2])) with { X = new Axis(new string('x', 200)) { Scale = AxisScale.Category, Categories = [new string('W', 100), "b"] } },
    };

    private static IEnumerable<double> Ramp(int count) => Enumerable.Range(0, count).Select(k => (double)k);

    private static Figure Hydrograph(int days)
    {
        float[] observed = [.. Enumerable.Range(0, days).Select(k => k % 400 > 380 ? float.NaN : 2 + MathF.Sin(k * 0.37f) + MathF.Sin(k * 0.011f))];
        return Figure.Hydrograph(
            Start,
            observed,
            [.. Enumerable.Range(0, days).Select(k => MathF.Max(0, 20 * MathF.Sin(k * 1.3f)))],
            ("EA-LSTM", [.. observed.Select(value => value * 0.9f)]),
            ("LSTM", [.. observed.Select(value => value * 1.1f)]));
    }
}
