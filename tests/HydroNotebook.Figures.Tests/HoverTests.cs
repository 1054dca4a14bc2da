using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HydroNotebook.Figures.Saving;

namespace HydroNotebook.Figures.Tests;

public sealed partial class HoverTests
{
    [Fact]
    public void A_browser_names_the_point_under_the_pointer_in_every_kind_of_figure()
    {
        Assert.SkipWhen(Browser.Find() is null, "Neither Chrome, Chromium nor Edge is installed.");
        (Figure Figure, string Told)[] cases =
        [
            (Figure.TimeSeries("q [mm/day]", new DateOnly(1999, 10, 1), ("LSTM", [1, 2.5, 4])), "LSTM|day: 1999-10-02|q [mm/day]: 2.5"),
            (Figure.Cdf("NSE [–]", ("a", [0.25, 0.5, 0.75])), "a|NSE [–]: 0.5"),
            (Figure.Scatter("x", "y", ("b", [1, 2, 3], [10, 20, 30])), "b|x: 2"),
            (Figure.Bar("r [–]", ["one", "two", "three"], ("c", [0.1, -0.2, 0.3])), "c|two|r [–]: −0.2"),
            (Figure.Map("NSE [–]", [-100], [40], [0.5], ["01022500"]), "01022500|longitude: 100.00° W|latitude: 40.00° N|NSE [–]: 0.5"),
            (Figure.Box("NSE", ("d", [1, 2, 3])), "d|median 2|quartiles 1.5 and 2.5|whiskers 1 and 3|0 beyond"),
            (Figure.HeatMap("r [–]", ["p"], ["s"], [[0.7]]), "p|s|r [–]: 0.7"),
            (Figure.Line("Epoch", "Loss", [1, 10, 100], ("e", [0.001, 0.1, 10])).WithLogX().WithLogY(), "e|Epoch: 10|Loss: 0.1"),
        ];
        var page = new StringBuilder("<!DOCTYPE html><meta charset=\"utf-8\"><body style=\"margin:0\">");
        foreach ((Figure figure, _) in cases)
        {
            page.Append(figure.ToSvg());
        }

        // Points at the middle of what each figure shows, and lists what the note says.
        page.Append("<script>").Append(FigureHover.Script).Append("</script><ol id=\"told\"></ol><script>").Append("""
            addEventListener("load", function () {
              document.querySelectorAll("svg").forEach(function (svg) {
                var panel = svg.querySelector("[data-figure-panel]");
                var box = panel.getAttribute("data-figure-panel").split(" ").map(Number);
                var at = svg.createSVGPoint();
                at.x = (box[0] + box[2]) / 2; at.y = (box[1] + box[3]) / 2;
                var mark = panel.querySelector("[data-figure-kind=bars]");
                if (mark) { var bar = mark.getAttribute("d").match(/M[^M]*/g)[1].match(/V(-?[\d.]+)/); at.y = +bar[1]; }
                at = at.matrixTransform(svg.getScreenCTM());
                svg.dispatchEvent(new PointerEvent("pointermove", { clientX: at.x, clientY: at.y }));
                var item = document.createElement("li");
                item.textContent = Array.prototype.map.call(svg.querySelectorAll(".figure-note tspan"), function (line) { return line.textContent; }).join("|");
                document.getElementById("told").appendChild(item);
                svg.dispatchEvent(new PointerEvent("pointerleave", {}));
                if (svg.querySelector(".figure-note")) item.textContent = "the note stays";
                svg.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
                if (!svg.querySelector(".figure-note") && !panel.querySelector("[data-figure-kind=cells]")) item.textContent = "no keys";
              });
            });
            """).Append("</script>");

        string[] told = Lines(Show(page.ToString()));

        Assert.Equal(cases.Length, told.Length);
        for (int k = 0; k < cases.Length; k++)
        {
            Assert.All(cases[k].Told.Split('|'), part => Assert.Contains(part, told[k], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3653)]
    public void What_hovering_needs_adds_little_to_a_picture(int days)
    {
        string svg = Figure.TimeSeries("q", new DateOnly(1989, 10, 1), ("a", [.. Enumerable.Range(0, days).Select(k => Math.Sin(k))])).ToSvg();
        int attributes = HoverAttribute().Matches(svg).Sum(match => match.Length);

        Assert.InRange(attributes, 0, 500);
    }

    private static string Show(string page)
    {
        string folder = Directory.CreateTempSubdirectory("hydronotebook-hover-").FullName;
        try
        {
            string file = Path.Combine(folder, "page.html");
            File.WriteAllText(file, page);
            string written = "";
            BrowserPicture.Run(Browser.Find()!, BrowserPicture.CommonArguments(folder).Concat(["--dump-dom", new Uri(file).AbsoluteUri]), output => written = output);
            return written;
        }
        finally
        {
            BrowserPicture.Remove(folder);
        }
    }

    private static string[] Lines(string page)
    {
        int start = page.IndexOf("<ol id=\"told\">", StringComparison.Ordinal);
        Assert.True(start >= 0, string.Create(CultureInfo.InvariantCulture, $"The page has no list; {page.Length} letters."));
        string list = page[start..page.IndexOf("</ol>", start, StringComparison.Ordinal)];
        return [.. list.Split("<li>").Skip(1).Select(item => System.Net.WebUtility.HtmlDecode(item.Replace("</li>", "", StringComparison.Ordinal)))];
    }

    [GeneratedRegex(" data-figure-[a-z0-9-]+=\"[^\"]*\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HoverAttribute();
}
