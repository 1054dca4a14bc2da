namespace HydroNotebook.Figures.Tests;

public sealed class GalleryTests
{
    private static readonly string s_docs = Path.Combine(Repository.Folder, "docs");

    public static TheoryData<string> Names => [.. Gallery.Figures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_picture_in_the_docs_is_what_the_figure_draws(string name)
    {
        string file = Path.Combine(s_docs, "figures", "gallery", name + ".svg");
        string svg = Gallery.Figures[name]().ToSvg();
        if (Repository.UpdateExpected)
        {
            File.WriteAllText(file, svg);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == svg, $"docs/figures/gallery/{name}.svg differs. If this is meant: HN_UPDATE_EXPECTED=1 dotnet test -c Release --project tests/HydroNotebook.Figures.Tests, and look at the picture.");
    }

    [Fact]
    public void The_page_shows_every_figure_of_the_gallery()
    {
        string page = File.ReadAllText(Path.Combine(s_docs, "figures.md"));

        Assert.All(Gallery.Figures.Keys, name => Assert.Contains($"figures/gallery/{name}.svg", page, StringComparison.Ordinal));
    }
}
