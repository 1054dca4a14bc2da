using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Tests;

public sealed partial class FigureTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => [.. SampleFigures.All.Keys];

    private static IReadOnlyDictionary<string, Figure> Figures => SampleFigures.All;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_figure_is_a_well_formed_named_small_picture_whose_letters_are_8_points_or_more(string kind)
    {
        foreach ((int width, int height) in new[] { (720, 420), (321, 220), (200, 150) })
        {
            string svg = Figures[kind].ToSvg(width, height);
            XElement root = XDocument.Parse(svg).Root!;

            Assert.Equal("img", root.Attribute("role")!.Value);
            Assert.NotEqual("", root.Element(Ns + "title")!.Value);
            Assert.Equal(width.ToString(CultureInfo.InvariantCulture), root.Attribute("width")!.Value);
            Assert.StartsWith($"0 0 {width} ", root.Attribute("viewBox")!.Value, StringComparison.Ordinal);
            string words = EmbeddedImage().Replace(svg, "");
            Assert.DoesNotContain("NaN", words, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", words, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
            Assert.InRange(svg.Length, 500, 500_000);
            string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Assert.All(root.Descendants(Ns + "text"), text => Assert.True(Number(text, "font-size") >= 8 / 0.75));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_figure_keeps_its_texts_inside_the_picture_and_its_tick_texts_apart(string kind)
    {
        XElement root = XDocument.Parse(Figures[kind].ToSvg()).Root!;
        double width = Number(root, "width");
        double height = Number(root, "height");

        foreach (XElement text in root.Descendants(Ns + "text"))
        {
            Assert.InRange(Number(text, "x"), 0, width);
            Assert.InRange(Number(text, "y"), 8, height);
            if (text.Attribute("transform") is null)
            {
                double wide = LetterWidths.Of(text.Value, Number(text, "font-size"));
                double left = Number(text, "x") - (text.Attribute("text-anchor")!.Value switch { "middle" => wide / 2, "end" => wide, _ => 0 });
                Assert.True(left > -4 && left + wide < width + 4, $"'{text.Value}' reaches from {left} to {left + wide} of {width}.");
            }
        }

        // Ticks of the x axis: centred texts on one line.
        foreach (IGrouping<string, XElement> line in root.Descendants(Ns + "text").Where(text => text.Attribute("text-anchor")!.Value == "middle" && text.Attribute("transform") is null).GroupBy(text => text.Attribute("y")!.Value))
        {
            (double Left, double Right, string Text)[] places = [.. line.Select(text => (X: Number(text, "x"), Half: LetterWidths.Of(text.Value, Number(text, "font-size")) / 2, text.Value))
                .Select(text => (text.X - text.Half, text.X + text.Half, text.Value)).OrderBy(text => text.Item1)];
            for (int k = 1; k < places.Length; k++)
            {
                Assert.True(places[k].Left >= places[k - 1].Right, $"'{places[k - 1].Text}' and '{places[k].Text}' touch.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_figure_is_drawn_the_same_twice(string kind)
    {
        Assert.Equal(Figures[kind].ToSvg(), Figures[kind].ToSvg());
    }

    [Fact]
    public void A_distribution_tells_how_many_values_lie_outside_its_limits_and_how_many_are_missing()
    {
        string svg = Figure.Cdf("NSE", ("EA-LSTM", [-2, -1, 0.5, 2]), ("LSTM", [0, 1, double.NaN])).WithXLimits(-0.5, 1).ToSvg();

        Assert.Contains("Below −0.5, not shown: EA-LSTM 2 of 4.", svg, StringComparison.Ordinal);
        Assert.Contains("Above 1, not shown: EA-LSTM 1 of 4.", svg, StringComparison.Ordinal);
        Assert.Contains("Without a value: LSTM 1 of 3.", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_distribution_rises_by_one_nth_at_each_value()
    {
        Figure figure = Figure.Cdf("x", ("", [3, 1, 1, 2])).WithXLimits(0, 4);

        double[][] steps = [.. Lines(figure).Single()];
        double bottom = steps[0][1];
        double top = steps[^1][1];

        double[] shares = [.. steps.Select(point => (point[1] - bottom) / (top - bottom)).Distinct().Order()];
        Assert.Equal([0, 0.5, 0.75, 1], shares.Select(share => Math.Round(share, 3)).Distinct());
    }

    [Fact]
    public void A_gap_breaks_the_line_and_a_lone_day_is_a_dot()
    {
        Figure figure = Figure.Hydrograph(new DateOnly(2000, 1, 1), [1, 2, float.NaN, 3, float.NaN, 4, 5, 6]);

        string[] paths = [.. Paths(figure)];

        Assert.Equal(2, paths[0].Count(letter => letter == 'M'));
        Assert.Single(DotInPath().Matches(paths[1]));
    }

    [Fact]
    public void Thinning_keeps_the_highest_and_lowest_day_of_a_long_series()
    {
        float[] values = new float[20000];
        Array.Fill(values, 1f);
        values[7777] = 9f;
        values[7779] = 0f;

        double[] heights = [.. Lines(Figure.Hydrograph(new DateOnly(1950, 1, 1), values)).SelectMany(line => line).Select(point => point[1])];
        string svg = Figure.Hydrograph(new DateOnly(1950, 1, 1), values).ToSvg();

        // The axis is from 0 to 10 over the panel: the peak lies nine tenths up, the trough at its foot.
        double foot = heights.Max();
        double step = (foot - heights.Min()) / 9;
        Assert.Contains(heights, height => Math.Abs(height - (foot - step)) < 0.2);
        Assert.InRange(svg.Length, 0, 40_000);
    }

    [Fact]
    public void Observed_is_black_and_simulations_take_the_palette_in_order()
    {
        XElement root = XDocument.Parse(Figure.Hydrograph(new DateOnly(2000, 1, 1), [1, 2], null, ("LSTM", [1, 3]), ("HBV", [2, 2])).ToSvg()).Root!;

        string[] colours = [.. Clipped(root).Select(path => path.Attribute("stroke")!.Value)];

        Assert.Equal(["#000000", "#0072B2", "#D55E00"], colours);
    }

    [Fact]
    public void Precipitation_hangs_from_the_top_above_the_highest_discharge()
    {
        Figure figure = Figure.Hydrograph(new DateOnly(2000, 1, 1), [1, 9, 2], [0, 50, 3]);

        XElement root = XDocument.Parse(figure.ToSvg()).Root!;
        XElement bars = Clipped(root).First(path => path.Attribute("fill")!.Value == Palette.Rain);
        double[] ends = [.. VerticalInPath().Matches(bars.Attribute("d")!.Value).Select(match => double.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture))];
        double highestFlow = Lines(figure).Single().Min(point => point[1]);

        Assert.True(ends.Max() < highestFlow, $"Rain ends at {ends.Max()}, discharge rises to {highestFlow}.");
    }

    [Fact]
    public void Series_of_different_length_are_refused_with_both_lengths()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Figure.Hydrograph(new DateOnly(2000, 1, 1), [1, 2, 3], null, ("LSTM", [1, 2])));

        Assert.Contains("2 days", error.Message, StringComparison.Ordinal);
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Figure.Cdf("NSE"));
        Assert.Throws<ArgumentException>(() => Figure.Cdf("NSE", ("a", [1])).WithXLimits(1, 1));
        Assert.Throws<ArgumentException>(() => Figure.Scatter("x", "y", ("a", [1, 2], [1])));
    }

    [Fact]
    public void A_figure_shows_itself_by_name_in_both_conventions()
    {
        IReadOnlyDictionary<string, string> bundle = Figures["cdf"].ToMimeBundle();
        object attribute = Assert.Single(typeof(Figure).GetCustomAttributes(true), one => one.GetType().Name == "TypeFormatterSourceAttribute");
        object source = Activator.CreateInstance((Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!)!;
        var formatters = (IEnumerable<object>)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;

        Assert.Equal(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"], bundle.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Figure 'One': Cumulative share [–] over NSE (EA-LSTM, LSTM)", bundle["text/plain"]);
        foreach (object formatter in formatters)
        {
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            string mimeType = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            Assert.Equal(true, formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!.Invoke(formatter, [Figures["cdf"], writer]));
            Assert.Equal(bundle[mimeType], writer.ToString());
        }
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<XElement> Clipped(XElement root) =>
        root.Descendants(Ns + "g").Single(group => group.Attribute("clip-path") is not null).Elements(Ns + "path");

    private static IEnumerable<string> Paths(Figure figure) => Clipped(XDocument.Parse(figure.ToSvg()).Root!)
        .Where(path => path.Attribute("fill")!.Value == "none").Select(path => path.Attribute("d")!.Value);

    private static IEnumerable<double[][]> Lines(Figure figure) => Paths(figure)
        .Select(path => NumberInPath().Matches(path).Select(match => new[]
        {
            double.Parse(match.Groups["x"].Value, CultureInfo.InvariantCulture),
            double.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture),
        }).ToArray());

    [GeneratedRegex(@"[ML](?<x>-?[\d.]+) (?<y>-?[\d.]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberInPath();

    [GeneratedRegex(@"V(?<y>-?[\d.]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VerticalInPath();

    [GeneratedRegex("base64,[^\"]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EmbeddedImage();

    [GeneratedRegex("h0", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DotInPath();
}
