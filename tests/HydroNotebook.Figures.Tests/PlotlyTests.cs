using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HydroNotebook.Figures.Tests;

public sealed partial class PlotlyTests
{
    public static TheoryData<string> Kinds => [.. SampleFigures.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_figure_is_plotly_json_of_the_common_subset(string kind)
    {
        string json = SampleFigures.All[kind].ToPlotlyJson();
        JsonObject root = JsonNode.Parse(json)!.AsObject();
        JsonObject layout = root["layout"]!.AsObject();
        HashSet<string> axes = [.. layout.Where(one => one.Key.Contains("axis", StringComparison.Ordinal)).Select(one => one.Key.Replace("axis", "", StringComparison.Ordinal))];

        Assert.Equal(["data", "layout"], root.Select(one => one.Key));
        Assert.Equal(json, SampleFigures.All[kind].ToPlotlyJson());
        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
        Assert.False(Regex.IsMatch(json, "Infinity|bdata|template|titlefont|titleside|mapbox|\"title\":\"", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.All(root["data"]!.AsArray(), trace =>
        {
            Assert.Contains((string)trace!["type"]!, (string[])["scatter", "bar", "box", "heatmap"]);
            Assert.Contains((string)trace["xaxis"]!, axes);
            Assert.Contains((string)trace["yaxis"]!, axes);
            Assert.NotNull(trace["showlegend"]);
        });
        foreach (string axis in axes)
        {
            JsonObject one = layout[axis[0] + "axis" + axis[1..]]!.AsObject();
            Assert.Contains((string)one["anchor"]!, axes);
            double[] domain = [.. one["domain"]!.AsArray().Select(value => (double)value!)];
            Assert.True(domain[0] >= 0 && domain[1] <= 1 && domain[0] < domain[1]);
            Assert.All(one["range"]!.AsArray(), Assert.NotNull);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Numbers_have_at_most_five_digits_but_for_ends_of_axes_and_edges_of_bins(string kind)
    {
        string[] loose = ["range", "domain", "x", "width", "scaleratio"];
        void Check(JsonNode? node, string name)
        {
            switch (node)
            {
                case JsonObject inner:
                    foreach ((string key, JsonNode? value) in inner)
                    {
                        Check(value, key);
                    }

                    break;
                case JsonArray list:
                    foreach (JsonNode? value in list.Take(500))
                    {
                        Check(value, name);
                    }

                    break;
                case JsonValue value when value.GetValueKind() == JsonValueKind.Number && !loose.Contains(name):
                    string digits = Zeros().Replace(value.ToJsonString().Split('E', 'e')[0].Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0'), "");
                    double number = (double)value;
                    Assert.True(digits.Length <= 5 || number == Math.Round(number), $"{name}: {value.ToJsonString()}");
                    break;
            }
        }

        Check(JsonNode.Parse(SampleFigures.All[kind].ToPlotlyJson()), "");
    }

    [Fact]
    public void Days_in_a_row_are_a_start_and_a_step_and_other_days_are_iso_dates_and_gaps_are_null()
    {
        JsonNode row = Data(Figure.TimeSeries("q", new DateOnly(1999, 10, 1), ("a", [1, double.NaN, 3.123456])))[0]!;
        JsonNode some = Data(Figure.TimeSeries("q", [new DateOnly(1999, 10, 1), new DateOnly(2001, 2, 3)], ("a", [1, 2])))[0]!;

        Assert.Equal("1999-10-01", (string)row["x0"]!);
        Assert.Equal(86400000, (double)row["dx"]!);
        Assert.Equal("[1,null,3.1235]", row["y"]!.ToJsonString());
        Assert.Equal("""["1999-10-01","2001-02-03"]""", some["x"]!.ToJsonString());
    }

    [Fact]
    public void A_distribution_is_a_step_line_that_ends_at_one()
    {
        JsonNode trace = Data(Figure.Cdf("x", ("a", [3, 1, 1, 2])))[0]!;

        Assert.Equal("hv", (string)trace["line"]!["shape"]!);
        Assert.Equal("[1,1,1,2,3,3]", trace["x"]!.ToJsonString());
        Assert.Equal("[0,0,0.5,0.75,1,1]", Data(Figure.Cdf("x", ("a", [3, 1, 1, 2])).WithXLimits(0, 4))[0]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Error_bars_are_lengths_from_the_middle()
    {
        JsonNode bars = Data(Figure.Bar("r", ["a", "b"], ("LSTM", [0.5, 0.8])).WithErrorBars("LSTM", [0.4, 0.6], [0.55, double.NaN]))[0]!["error_y"]!;

        Assert.Equal("[0.05,null]", bars["array"]!.ToJsonString());
        Assert.Equal("[0.1,0.2]", bars["arrayminus"]!.ToJsonString());
    }

    [Fact]
    public void A_map_keeps_its_proportions_and_names_its_basins()
    {
        JsonNode root = JsonNode.Parse(SampleFigures.All["map"].ToPlotlyJson())!;
        JsonNode[] points = [.. root["data"]!.AsArray().Where(trace => (string)trace!["mode"]! == "markers").Select(trace => trace!)];

        Assert.Equal("x", (string)root["layout"]!["yaxis"]!["scaleanchor"]!);
        Assert.Equal(1 / Math.Cos(37 * Math.PI / 180), (double)root["layout"]!["yaxis"]!["scaleratio"]!, 0.001);
        // Grey for the one without a value, then the coloured ones.
        Assert.Equal(["""["02"]""", """["01022500","a|b"]"""], points.Select(trace => trace["text"]!.ToJsonString()));
        Assert.Equal("[0.1,0.9]", points[1]["marker"]!["color"]!.ToJsonString());
    }

    [Fact]
    public void Text_that_looks_like_markup_is_shown_as_it_is()
    {
        JsonNode root = JsonNode.Parse(SampleFigures.All["texts that XML does not like"].ToPlotlyJson())!;

        Assert.Equal("&lt;/svg&gt;&lt;script&gt;", (string)root["data"]![0]!["name"]!);
    }

    [Fact]
    public void A_legend_names_what_panels_share_once()
    {
        JsonArray traces = Data(SampleFigures.All["grid, shared"]);

        Assert.Equal(12, traces.Count);
        Assert.Equal(["LSTM", "EA-LSTM"], traces.Where(trace => (bool)trace!["showlegend"]!).Select(trace => (string)trace!["name"]!));
    }

    private static JsonArray Data(Figure figure) => JsonNode.Parse(figure.ToPlotlyJson())!["data"]!.AsArray();

    [GeneratedRegex("0+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Zeros();
}
