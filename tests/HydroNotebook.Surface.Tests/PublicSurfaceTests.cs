using System.Reflection;

namespace HydroNotebook.Surface.Tests;

public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("HydroNotebook")]
    [InlineData("HydroNotebook.Tensors")]
    [InlineData("HydroNotebook.Figures")]
    [InlineData("HydroNotebook.Kernel")]
    public void The_public_surface_is_the_one_on_file(string library)
    {
        string path = Path.Combine(Repository.Folder, "tests", "HydroNotebook.Surface.Tests", "surface", library + ".txt");
        string surface = PublicSurface.Of(Assembly.Load(library));
        if (Repository.UpdateExpected)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, surface);
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string[] added = [.. surface.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal)];
        string[] removed = [.. expected.Split('\n').Except(surface.Split('\n'), StringComparer.Ordinal)];

        Assert.True(
            surface == expected,
            $"""
            The public surface of {library} is not that of surface/{library}.txt.
            added:
            {string.Join('\n', added)}
            removed:
            {string.Join('\n', removed)}
            If this is meant: HN_UPDATE_EXPECTED=1 dotnet test -c Release --project tests/HydroNotebook.Surface.Tests, and say in the commit why.
            """);
    }

    [Fact]
    public void The_dump_tells_kinds_members_defaults_and_setters()
    {
        string surface = PublicSurface.Of(typeof(Basins.BasinSet).Assembly);

        Assert.Contains("sealed class HydroNotebook.Basins.BasinSet\n", surface, StringComparison.Ordinal);
        Assert.Contains("struct HydroNotebook.Basins.Period\n", surface, StringComparison.Ordinal);
        Assert.Contains("    static Period Parse(string text)\n", surface, StringComparison.Ordinal);
        Assert.Contains("    double AreaKm2 { get; init; }\n", surface, StringComparison.Ordinal);
        Assert.Contains("    Basin Item[string id] { get; }\n", surface, StringComparison.Ordinal);
        Assert.Contains("IProgress<int> progress = null, CancellationToken cancel = default)", surface, StringComparison.Ordinal);
    }
}
