using System.Text.RegularExpressions;
using HydroNotebook.Figures.Saving;

namespace HydroNotebook.Figures.Tests;

public sealed class SavingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hydronotebook-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_end_of_the_path_decides_the_form()
    {
        Figure figure = SampleFigures.All["line"];
        figure.Save(At("a.svg"));
        figure.Save(At("a.SVG"), width: 321);
        figure.Save(At("deeper/a.html"));
        figure.Save(At("a.json"));

        Assert.Equal(figure.ToSvg(), File.ReadAllText(At("a.svg")));
        Assert.Equal(figure.ToSvg(321), File.ReadAllText(At("a.SVG")));
        Assert.Equal(figure.ToHtml(), File.ReadAllText(At("deeper/a.html")));
        Assert.Equal(figure.ToPlotlyJson(), File.ReadAllText(At("a.json")));
    }

    [Theory]
    [InlineData("a.pdf", "'a.pdf' ends in .pdf; figures are saved as .svg, .html, .json (plotly's) or .png.")]
    [InlineData("a", "'a' does not end in a form")]
    public void Another_end_is_refused_with_the_list(string path, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => SampleFigures.All["line"].Save(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_leaves_nothing_behind()
    {
        Directory.CreateDirectory(At("a.svg"));

        Assert.ThrowsAny<Exception>(() => SampleFigures.All["line"].Save(At("a.svg")));

        Assert.Equal([At("a.svg")], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_page_needs_nothing_from_elsewhere_and_forbids_it()
    {
        string html = SampleFigures.All["texts that XML does not like"].ToHtml();

        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<script", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.DoesNotContain("src=", html.Replace("-src ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(Regex.Matches(html, "https?://(?!www.w3.org/2000/svg)", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.DoesNotContain("</script", FigureHover.Script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_by_a_browser_has_the_exact_size_and_leaves_no_profile()
    {
        Assert.SkipWhen(Browser.Find() is null, "Neither Chrome, Chromium nor Edge is installed.");
        SampleFigures.All["grid"].Save(At("a.png"), width: 480, scale: 1.5);
        SampleFigures.All["grid"].Save(At("b.svg"), width: 480);

        string height = System.Xml.Linq.XDocument.Load(At("b.svg")).Root!.Attribute("height")!.Value;
        (int Width, int Height) = BrowserPicture.SizeOf(File.ReadAllBytes(At("a.png")))!.Value;
        Assert.Equal(720, Width);
        Assert.InRange(Height - (int.Parse(height, System.Globalization.CultureInfo.InvariantCulture) * 1.5), -1, 1);

        string work = Directory.CreateDirectory(At("work")).FullName;
        Assert.NotEmpty(BrowserPicture.Require(Browser.Find()!, SampleFigures.All["line"].ToSvg(), 1, work));
        Assert.False(Directory.Exists(work));
    }

    [Fact]
    public void Without_a_browser_the_cure_is_told()
    {
        Assert.Null(Browser.Find(null, _folder) is { } found && found.StartsWith(_folder, StringComparison.Ordinal) ? found : null);
        Assert.Contains("HYDRONOTEBOOK_BROWSER names 'nowhere'", Assert.Throws<InvalidOperationException>(() => Browser.Find("nowhere", null)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleFigures.All["line"].Save(At("a.png"), scale: 0));
    }

    [Fact]
    public void A_program_that_is_no_browser_is_named_with_what_it_made()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /bin/true.");

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => BrowserPicture.Require("/bin/true", SampleFigures.All["line"].ToSvg(), 1));

        Assert.Contains("'/bin/true' made no picture", error.Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
