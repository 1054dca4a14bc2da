using System.Globalization;

namespace HydroNotebook.Figures.Outlines;

/// <summary>The simplified coasts and borders of <c>land.txt</c>; <c>ORIGIN.md</c> beside it tells where they come from.</summary>
internal static class LandOutline
{
    private static readonly Lazy<ILookup<string, IReadOnlyList<(double Longitude, double Latitude)>>> All = new(Read);

    /// <summary>The lines with a name: <c>conus</c>, <c>states</c>, <c>isles</c>, <c>world</c>.</summary>
    internal static IEnumerable<IReadOnlyList<(double Longitude, double Latitude)>> Named(string name) => All.Value[name];

    private static ILookup<string, IReadOnlyList<(double Longitude, double Latitude)>> Read()
    {
        using Stream stream = typeof(LandOutline).Assembly.GetManifestResourceStream("land.txt")
            ?? throw new InvalidOperationException("The assembly lacks its outline of the land; build it again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' '))
            .ToLookup(words => words[0], words => (IReadOnlyList<(double, double)>)[.. Points(words.Skip(1))], StringComparer.Ordinal);
    }

    private static IEnumerable<(double Longitude, double Latitude)> Points(IEnumerable<string> steps)
    {
        (int x, int y) = (0, 0);
        foreach (string step in steps)
        {
            int comma = step.IndexOf(',', StringComparison.Ordinal);
            x += int.Parse(step.AsSpan(0, comma), CultureInfo.InvariantCulture);
            y += int.Parse(step.AsSpan(comma + 1), CultureInfo.InvariantCulture);
            yield return (x / 100.0, y / 100.0);
        }
    }
}
