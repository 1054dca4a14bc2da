using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Marks that were made by hand may have columns of different lengths; the builders check theirs.</summary>
internal static class MarkLengths
{
    /// <summary>Checks all marks.</summary>
    /// <exception cref="ArgumentException">Columns of a mark differ in length.</exception>
    internal static void Require(Figure figure)
    {
        foreach (Mark mark in figure.Parts.SelectMany(panel => panel.Marks))
        {
            int first = Lengths(mark).FirstOrDefault();
            int other = Lengths(mark).FirstOrDefault(length => length != first, first);
            if (other != first)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The {mark.GetType().Name} '{mark.Name}' has columns of {first} and of {other} values; give all the same length."), nameof(figure));
            }
        }
    }

    private static IEnumerable<int> Lengths(Mark mark) => mark switch
    {
        Mark.Line line => [line.X.Count, line.Y.Count, .. Of(line.Errors)],
        Mark.Points points => [points.X.Count, points.Y.Count, points.Values?.Count ?? points.X.Count, points.Labels?.Count ?? points.X.Count, .. Of(points.Errors)],
        Mark.Bars bars => [bars.X.Count, bars.Y.Count, .. Of(bars.Errors)],
        Mark.Boxes boxes => [boxes.X.Count, boxes.Values.Count],
        Mark.Band band => [band.X.Count, band.Low.Count, band.High.Count],
        _ => [],
    };

    private static IEnumerable<int> Of(ErrorBars? errors) => errors is null ? [] : [errors.Low.Count, errors.High.Count];
}
