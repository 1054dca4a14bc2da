using System.Globalization;

namespace HydroNotebook.Figures.Tests;

/// <summary>The figures of <c>docs/figures.md</c>, from published numbers.</summary>
internal static class Gallery
{
    private static readonly Dictionary<string, string[]> Nse = Read("k19-nse.csv");
    private static readonly Dictionary<string, string[]> Basin = Read("01022500.csv");

    /// <summary>Each figure by the name of its file.</summary>
    internal static IReadOnlyDictionary<string, Func<Figure>> Figures { get; } = new Dictionary<string, Func<Figure>>(StringComparer.Ordinal)
    {
        ["line"] = Learning,
        ["time-series"] = Days,
        ["hydrograph"] = Hydrograph,
        ["cdf"] = Cdf,
        ["histogram"] = Histogram,
        ["box"] = Box,
        ["bar"] = Bar,
        ["scatter"] = Scatter,
        ["heat-map"] = HeatMap,
        ["map"] = Map,
        ["map-classes"] = MapOfClasses,
        ["grid"] = Grid,
    };

    private static double[] Lstm => Column(Nse, "lstm_ensemble");

    private static double[] EaLstm => Column(Nse, "ealstm_ensemble");

    private static double[][] Seeds => [.. Nse.Keys.Where(name => name.StartsWith("ealstm_seed", StringComparison.Ordinal)).Select(name => Column(Nse, name))];

    private static Figure Learning()
    {
        double[] epochs = [.. Enumerable.Range(1, 30).Select(k => (double)k)];
        double[] low = [.. epochs.Select(k => 0.08 + (0.5 * Math.Exp(-k / 4)))];
        double[] high = [.. epochs.Select(k => 0.11 + (0.7 * Math.Exp(-k / 4)))];
        return Figure.Line("Epoch", "Loss (NSE*) [–]", epochs, ("training", [.. epochs.Select(k => 0.1 + (0.6 * Math.Exp(-k / 4)))]), ("validation", [.. epochs.Select(k => 0.16 + (0.55 * Math.Exp(-k / 3)))]))
            .WithBand("training, range of 8 seeds", epochs, low, high, like: "training")
            .WithVerticalLine(11, "learning rate halved")
            .WithTitle("The loss settles after 20 epochs")
            .WithCaption("Made-up curves.");
    }

    private static Figure Days() => Figure.TimeSeries("Precipitation and discharge [mm]", new DateOnly(1995, 10, 1), ("precipitation, sum since 1 October 1995", Sum("precipitation")), ("discharge, sum", Sum("discharge")))
        .WithTitle("Two thirds of the precipitation runs off")
        .WithCaption("Gauge 01022500, Narraguagus River, Maine; October 1995 to September 1997.");

    private static Figure Hydrograph()
    {
        float[] observed = Floats("discharge");
        float[] smooth = [.. Enumerable.Range(0, observed.Length).Select(k => observed[Math.Max(0, k - 3)..Math.Min(observed.Length, k + 2)].Average())];
        // A gap, as records have them.
        observed.AsSpan(255, 25).Fill(float.NaN);
        return Figure.Hydrograph(new DateOnly(1995, 10, 1), observed, Floats("precipitation"), ("mean of five days", smooth))
            .WithTitle("Floods follow rain on snow")
            .WithCaption("Gauge 01022500, Narraguagus River, Maine; 25 days of the record taken out to show a gap.");
    }

    private static Figure Cdf() => Figure.Cdf("NSE [–]", ("EA-LSTM, ensemble", EaLstm), ("LSTM, ensemble", Lstm))
        .WithCdfRange("EA-LSTM, range of 8 seeds", Seeds, like: "EA-LSTM, ensemble")
        .WithXLimits(0, 1)
        .WithTitle("The ensemble is better than each of its members")
        .WithCaption("531 basins of CAMELS, 1989-10-01 to 1999-09-30; published values of Kratzert et al. (2019).");

    private static Figure Histogram() => Figure.Histogram("NSE [–]", ("LSTM, ensemble", Lstm))
        .WithXLimits(0, 1)
        .WithVerticalLine(0.759, "median")
        .WithTitle("Most basins lie between 0.6 and 0.9")
        .WithCaption("531 basins of CAMELS; published values of Kratzert et al. (2019).");

    private static Figure Box() => Figure.Box("NSE [–]", [.. Seeds.Select((values, k) => ($"{111 * (k + 1)}", (IReadOnlyList<double>)values)), ("ensemble", EaLstm)])
        .WithYLimits(-0.2, 1)
        .WithTitle("Seeds differ little")
        .WithCaption("EA-LSTM by seed, 531 basins; values below −0.2 lie outside. Published values of Kratzert et al. (2019).");

    private static Figure Bar()
    {
        (string Name, double Low, double High)[] classes = [("humid (aridity < 0.75)", 0, 0.75), ("between (0.75–1.5)", 0.75, 1.5), ("dry (> 1.5)", 1.5, 99)];
        double[] aridity = Column(Nse, "aridity");
        double[][] of(double[] nse) => [.. classes.Select(one => nse.Where((_, k) => aridity[k] >= one.Low && aridity[k] < one.High).Order().ToArray())];
        double quantile(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
        double[] all(double[] nse, double share) => [.. of(nse).Select(one => quantile(one, share))];
        return Figure.Bar("Median NSE [–]", [.. classes.Select(one => one.Name)], ("EA-LSTM", all(EaLstm, 0.5)), ("LSTM", all(Lstm, 0.5)))
            .WithErrorBars("EA-LSTM", all(EaLstm, 0.25), all(EaLstm, 0.75))
            .WithErrorBars("LSTM", all(Lstm, 0.25), all(Lstm, 0.75))
            .WithTitle("Dry basins are the hardest")
            .WithCaption("Median and quartiles of 531 basins by aridity; published values of Kratzert et al. (2019).");
    }

    private static Figure Scatter() => Figure.Scatter("NSE of the LSTM [–]", "NSE of the EA-LSTM [–]", "Aridity [–]", Lstm, EaLstm, Column(Nse, "aridity"), Nse["basin"])
        .WithXLimits(0, 1).WithYLimits(0, 1)
        .WithEqualAxes()
        .WithColourLimits(0, 3)
        .WithDiagonal()
        .WithSize(520, 480)
        .WithTitle("Both models find the same basins hard")
        .WithCaption("531 basins; published values of Kratzert et al. (2019).");

    private static Figure HeatMap()
    {
        string[] names = [.. Seeds.Select((_, k) => $"seed {111 * (k + 1)}")];
        double[][] seeds = Seeds;
        double[][] correlation = [.. seeds.Select(a => seeds.Select(b => Spearman(a, b)).ToArray())];
        return Figure.HeatMap("Rank correlation [–]", names, names, correlation)
            .WithSize(560, 440)
            .WithTitle("Seeds agree on which basins are hard")
            .WithCaption("Spearman's correlation of NSE over 531 basins, EA-LSTM.");
    }

    private static Figure Map() => Figure.Map("NSE [–]", Column(Nse, "longitude"), Column(Nse, "latitude"), Lstm, Nse["basin"])
        .WithColourLimits(0, 1)
        .WithTitle("Skill is lowest in the dry plains")
        .WithCaption("LSTM ensemble, 531 basins; published values of Kratzert et al. (2019).");

    private static Figure MapOfClasses()
    {
        double[] aridity = Column(Nse, "aridity");
        return Figure.Map(Column(Nse, "longitude"), Column(Nse, "latitude"), [.. aridity.Select(one => one < 0.75 ? "humid" : one < 1.5 ? "between" : "dry")], Nse["basin"])
            .WithTitle("Dry basins lie in the west and in the plains")
            .WithCaption("Aridity (potential evapotranspiration over precipitation) below 0.75, to 1.5, above; 531 basins.");
    }

    private static Figure Grid()
    {
        double[] gain = [.. Lstm.Zip(EaLstm, (a, b) => a - b)];
        return Figure.Grid(
                2,
                Cdf().WithTitle("Distribution").WithCaption(""),
                Figure.Histogram("NSE of LSTM minus EA-LSTM [–]", [-0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2], ("", gain)).WithVerticalLine(0).WithTitle("Difference"),
                Figure.Map("Difference of NSE [–]", Column(Nse, "longitude"), Column(Nse, "latitude"), gain, Nse["basin"]).WithDivergingColours().WithColourLimits(-0.1, 0.1).WithTitle("Where"),
                Figure.Scatter("Aridity [–]", "Difference of NSE [–]", ("basins", Column(Nse, "aridity"), gain)).WithLabels("basins", Nse["basin"]).WithYLimits(-0.2, 0.2).WithLogX().WithHorizontalLine(0).WithTitle("By aridity"))
            .WithTitle("The LSTM is a little better nearly everywhere")
            .WithSize(960, 760)
            .WithCaption("531 basins; published values of Kratzert et al. (2019).");
    }

    private static double Spearman(double[] a, double[] b)
    {
        double[] x = Ranks(a);
        double[] y = Ranks(b);
        (double mx, double my) = (x.Average(), y.Average());
        return x.Zip(y, (p, q) => (p - mx) * (q - my)).Sum() / Math.Sqrt(x.Sum(p => (p - mx) * (p - mx)) * y.Sum(q => (q - my) * (q - my)));
    }

    private static double[] Ranks(double[] values)
    {
        double[] ranks = new double[values.Length];
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(k => values[k])];
        for (int k = 0; k < order.Length; k++)
        {
            ranks[order[k]] = k;
        }

        return ranks;
    }

    private static double[] Sum(string column)
    {
        double sum = 0;
        return [.. Column(Basin, column).Select(value => sum += value)];
    }

    private static float[] Floats(string column) => [.. Column(Basin, column).Select(value => (float)value)];

    private static double[] Column(Dictionary<string, string[]> table, string name) =>
        [.. table[name].Select(text => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture))];

    private static Dictionary<string, string[]> Read(string file)
    {
        string[][] lines = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "golden", "gallery", file)).Select(line => line.Split(','))];
        return lines[0].Select((name, column) => (name, Values: lines.Skip(1).Select(line => line[column]).ToArray())).ToDictionary(one => one.name, one => one.Values, StringComparer.Ordinal);
    }
}
