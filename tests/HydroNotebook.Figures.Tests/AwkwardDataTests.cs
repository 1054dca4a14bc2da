using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HydroNotebook.Figures.Tests;

public sealed partial class AwkwardDataTests
{
    private static readonly double[] Pool =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.MaxValue, double.MinValue, double.Epsilon, 1e-300, 1e300, -1e-9, 1, 1, -1, 0.5, 2, 1000, 1e6 + 1, 719162, 1e-5];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_data_are_each_form_is_well_formed_and_every_coordinate_a_number(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 6; round++)
        {
            foreach ((string kind, Figure figure) in Draw(random))
            {
                foreach (Figure one in new[] { figure, figure.WithLogY(), figure.X.Scale == AxisScale.Linear ? figure.WithLogX() : figure, Figure.Grid(2, figure, figure) })
                {
                    string told = string.Create(CultureInfo.InvariantCulture, $"{kind}, seed {seed}, round {round}");
                    string svg = one.ToSvg(320, 240);
                    string words = Texts().Replace(XDocument.Parse(svg).ToString(), "");
                    JsonNode json = JsonNode.Parse(one.ToPlotlyJson())!;

                    Assert.False(words.Contains("NaN", StringComparison.Ordinal) || words.Contains("Infinity", StringComparison.Ordinal), $"{told}: {words}");
                    Assert.False(LongNumber().IsMatch(words), $"{told}: {LongNumber().Match(words).Value}");
                    Assert.NotNull(json["layout"]);
                }
            }
        }
    }

    private static IEnumerable<(string Kind, Figure Figure)> Draw(Random random)
    {
        int n = random.Next(0, 6);
        double[] column() => [.. Enumerable.Range(0, n).Select(_ => Pool[random.Next(Pool.Length)])];
        double[] x = [.. Enumerable.Range(0, n).Select(k => (double)k)];
        yield return ("line", Figure.Line("x", "y", random.Next(2) == 0 ? x : column(), ("a", column()), ("b", column())).WithErrorBars("a", column(), column()));
        yield return ("markers", Figure.Line("x", "y", column(), ("a", column())).WithMarkers().WithDiagonal().WithHorizontalLine(Pool[random.Next(Pool.Length)]).WithVerticalLine(Pool[random.Next(Pool.Length)]).WithText("t", Pool[random.Next(Pool.Length)], 1));
        yield return ("band", Figure.Line("x", "y", x, ("a", column())).WithBand("b", column(), column(), column()));
        yield return ("cdf", Figure.Cdf("x", ("a", column()), ("b", column())).WithCdfRange("r", [column(), column()]));
        yield return ("histogram", Figure.Histogram("x", ("a", column()), ("b", column())));
        yield return ("box", Figure.Box("y", ("a", column()), ("b", column())));
        yield return ("bar", Figure.Bar("y", [.. x.Select(k => k.ToString(CultureInfo.InvariantCulture))], ("a", column()), ("b", column())).WithErrorBars("a", column()));
        yield return ("scatter", Figure.Scatter("x", "y", ("a", column(), column())));
        yield return ("colours", Figure.Scatter("x", "y", "z", column(), column(), column()));
        yield return ("diverging", Figure.Scatter("x", "y", "z", column(), column(), column()).WithDivergingColours(new[] { 0, 1e300, -1e-9, 1000 }[random.Next(4)]));
        yield return ("heat map", Figure.HeatMap("z", "x", "y", x, x, [.. x.Select(_ => column())]));
        yield return ("map", Figure.Map("z", column(), column(), column()));
        yield return ("hydrograph", Figure.Hydrograph(new DateOnly(2000, 1, 1), [.. column().Select(value => (float)value)], [.. column().Select(value => (float)value)], ("a", [.. column().Select(value => (float)value)])));
    }

    // Texts on axes may be as large as they like; colours and names are no coordinates.
    [GeneratedRegex("<(text|title|desc)[^>]*>[^<]*</(text|title|desc)>|#[0-9A-F]{6}|(panel|colours)-[0-9a-f]{16}|base64,[^\"]*| data-figure-[a-z0-9-]+=\"[^\"]*\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Texts();

    [GeneratedRegex(@"\d{6,}|\dE[+-]?\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongNumber();
}
