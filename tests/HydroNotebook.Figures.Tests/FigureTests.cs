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
    public void Error_bars_span_from_their_lower_to_their_upper_end_and_a_wrong_name_or_number_is_refused()
    {
        Figure figure = Figure.Bar("r", ["a", "b"], ("LSTM", [1, 2]));

        Mark.Bars bars = Assert.IsType<Mark.Bars>(figure.WithErrorBars("LSTM", [0.5, double.NaN]).Marks.Single());

        Assert.Equal([0.5, double.NaN], bars.Errors!.Low);
        Assert.Equal([1.5, double.NaN], bars.Errors.High);
        Assert.Contains("'HBV'; it has 'LSTM'", Assert.Throws<ArgumentException>(() => figure.WithErrorBars("HBV", [1, 2], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 points, its error bars 1 lower", Assert.Throws<ArgumentException>(() => figure.WithErrorBars("LSTM", [1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Quartiles_are_those_of_numpy_and_whiskers_end_at_values()
    {
        // numpy.percentile([1, 2, 3, 4, 5, 6, 7, 50], [25, 50, 75]) = 2.75, 4.5, 6.25; reach 1.5 · 3.5.
        BoxNumbers box = BoxNumbers.Of([50, 7, 1, 2, 3, 4, 5, 6, double.NaN])!;

        Assert.Equal((1, 2.75, 4.5, 6.25, 7), (box.Low, box.FirstQuartile, box.Median, box.ThirdQuartile, box.High));
        Assert.Equal([50], box.Beyond);
    }

    [Fact]
    public void A_bin_holds_its_lower_edge_and_the_last_one_both()
    {
        var histogram = new Mark.Histogram("", [0, 0.5, 1, 1.5, 2, 2.1, double.NaN], [0, 1, 2]);

        Assert.Equal([2, 3], MarkData.Counts(histogram));
    }

    [Fact]
    public void Own_bins_are_round_and_hold_all_values()
    {
        Mark.Histogram histogram = Assert.IsType<Mark.Histogram>(Figure.Histogram("x", ("a", [.. Enumerable.Range(0, 1000).Select(k => Math.Sin(k) * 0.93)])).Marks.Single());

        Assert.Equal(1000, MarkData.Counts(histogram).Sum());
        Assert.All(histogram.Edges, edge => Assert.Equal(Math.Round(edge, 2), edge, 1e-9));
        Assert.InRange(histogram.Edges.Count, 5, 40);
    }

    [Fact]
    public void The_range_of_members_holds_each_member()
    {
        Figure figure = Figure.Cdf("NSE", ("a", [1, 2])).WithCdfRange("range", [[1, 2, 3, 4], [2, 4, 4, 5]], like: "a");

        Mark.Band band = Assert.IsType<Mark.Band>(figure.Marks[0]);

        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], band.X);
        Assert.Equal([0, 0, 0, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 1], band.Low);
        Assert.Equal([0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 1], band.High);
    }

    [Fact]
    public void Colours_run_evenly_between_limits_and_their_middle_lies_at_the_centre()
    {
        var scale = new ColourScale("") { Colours = ["#000000", "#808080", "#FFFFFF"], Centre = 0 };

        Assert.Equal((-4, 4), scale.Span([-1, 4, double.NaN]));
        Assert.Equal("#808080", scale.At(0, (-1, 4)));
        Assert.Equal("#000000", scale.At(-9, (-1, 4)));
        Assert.Equal("#FFFFFF", scale.At(double.PositiveInfinity, (-1, 4)));
        Assert.Equal(Palette.Missing, scale.At(double.NaN, (-1, 4)));
    }

    [Fact]
    public void Lightness_of_amounts_falls_evenly_so_that_grey_print_keeps_the_order()
    {
        double[] light = [.. Palette.Sequential.Select(ColourScale.Rgb).Select(colour => (0.2126 * Math.Pow(colour.Red / 255.0, 2.2)) + (0.7152 * Math.Pow(colour.Green / 255.0, 2.2)) + (0.0722 * Math.Pow(colour.Blue / 255.0, 2.2)))];

        Assert.Equal(light.OrderDescending(), light);
        Assert.All(Enumerable.Range(1, light.Length - 1), k => Assert.True(light[k] < 0.93 * light[k - 1]));
    }

    [Fact]
    public void A_series_keeps_its_colour_in_all_panels_and_a_band_takes_that_of_its_series()
    {
        Figure grid = Figure.Grid(
            2,
            Figure.Line("x", "y", [0, 1], ("LSTM", [1, 2]), ("HBV", [2, 3])).WithBand("range", [0, 1], [0, 1], [1, 2], like: "HBV"),
            Figure.Line("x", "y", [0, 1], ("HBV", [2, 3]), ("LSTM", [1, 2])));
        var styles = new MarkStyles(grid);

        Assert.Equal(styles[grid.Panels[0].Marks[1]].Colour, styles[grid.Panels[1].Marks[1]].Colour);
        Assert.Equal(styles[grid.Panels[0].Marks[2]].Colour, styles[grid.Panels[0].Marks[0]].Colour);
        Assert.NotEqual(styles[grid.Panels[1].Marks[0]].Colour, styles[grid.Panels[1].Marks[1]].Colour);
    }

    [Fact]
    public void A_map_of_the_states_is_as_wide_as_it_is_high_on_the_ground()
    {
        string svg = SampleFigures.All["map"].ToSvg();
        double[] box = [.. XDocument.Parse(svg).Root!.Descendants(Ns + "g").Single(group => group.Attribute("data-figure-panel") is not null)
            .Attribute("data-figure-panel")!.Value.Split(' ').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];

        // 59.3 degrees by 26 degrees at 37° N.
        Assert.Equal(26 / (59.3 * Math.Cos(37 * Math.PI / 180)), (box[3] - box[1]) / (box[2] - box[0]), 0.003);
    }

    [Fact]
    public void An_image_of_cells_is_a_png_with_a_pixel_each()
    {
        byte[] png = PngImage.Of(3, 2, (column, row) => (column, row, 7));

        Assert.Equal((3, 2), Saving.BrowserPicture.SizeOf(png)!.Value);
        using var packed = new System.IO.Compression.ZLibStream(new MemoryStream(png, 41, png.Length - 41 - 16), System.IO.Compression.CompressionMode.Decompress);
        using var raw = new MemoryStream();
        packed.CopyTo(raw);
        Assert.Equal([0, 0, 0, 7, 1, 0, 7, 2, 0, 7, 0, 0, 1, 7, 1, 1, 7, 2, 1, 7], raw.ToArray());
        // The checksum of the last chunk, as every PNG has it.
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], png[^4..]);
    }

    [Fact]
    public void Marks_made_by_hand_are_checked()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SampleFigures.All["line"].WithMark(new Mark.Line("odd", [1, 2], [1])).ToSvg());

        Assert.Contains("The Line 'odd' has columns of 2 and of 1 values", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SampleFigures.All["line"].WithColour("training", "red"));
        Assert.Throws<InvalidOperationException>(() => SampleFigures.All["line"].WithColourLimits(0, 1));
        Assert.Throws<ArgumentException>(() => Figure.Grid(2, SampleFigures.All["grid"]));
        Assert.Throws<ArgumentException>(() => Figure.HeatMap("r", ["a"], ["b"], [[1, 2]]));
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
