using System.Globalization;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures;

/// <content>Several figures in one picture.</content>
public sealed partial record Figure
{
    private const int RowHeight = 300;

    /// <summary>Figures side by side, row by row, with the letters a, b, c…; a legend that all share is drawn once.</summary>
    /// <param name="columns">Number of panels in a row.</param>
    /// <param name="figures">The panels; none of them a grid itself.</param>
    /// <exception cref="ArgumentException">There is no panel, or one is a grid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no column.</exception>
    public static Figure Grid(int columns, params Figure[] figures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Length == 0 || figures.Any(figure => figure.Panels.Count > 0))
        {
            throw new ArgumentException(
                figures.Length == 0 ? "A grid needs at least one figure." : "A panel of a grid is a grid itself; give its panels one by one.", nameof(figures));
        }

        int rows = (figures.Length + columns - 1) / columns;
        return new Figure
        {
            X = new Axis(""),
            Y = new Axis(""),
            Marks = [],
            Panels = figures,
            Columns = Math.Min(columns, figures.Length),
            Width = columns == 1 ? 720 : 960,
            Height = rows * RowHeight,
        };
    }

    /// <summary>The same grid, all panels over the same spans of both axes, so that they can be compared by eye.</summary>
    /// <param name="x">Whether the horizontal spans are made the same.</param>
    /// <param name="y">Whether the vertical spans (of the left axes) are made the same.</param>
    /// <exception cref="InvalidOperationException">This figure is no grid.</exception>
    public Figure WithSharedLimits(bool x = true, bool y = true)
    {
        if (Panels.Count == 0)
        {
            throw new InvalidOperationException("Only a grid has limits to share; Figure.Grid makes one.");
        }

        IReadOnlyList<Figure> panels = Panels;
        if (x)
        {
            (double Min, double Max)[] spans = [.. panels.Where(MarkData.HasValues).Select(MarkData.SpanX)];
            if (spans.Length > 0)
            {
                // A date axis shows whole days: its span reaches half a day beyond the limits.
                panels = [.. panels.Select(panel => panel with
                {
                    X = panel.X with { Min = Whole(panel, spans.Min(span => span.Min), 1), Max = Whole(panel, spans.Max(span => span.Max), -1) },
                })];
            }
        }

        if (y)
        {
            (double Min, double Max)[] spans = [.. panels.Where(MarkData.HasValues).Select(panel => Ticks.Round(panel.Y, Scaling.Span(panel.Y, MarkData.ValuesY(panel, second: false, MarkData.SpanX(panel))), 5))];
            if (spans.Length > 0)
            {
                panels = [.. panels.Select(panel => panel with { Y = panel.Y with { Min = spans.Min(span => span.Min), Max = spans.Max(span => span.Max) } })];
            }
        }

        return this with { Panels = panels };
    }

    private static double Whole(Figure panel, double end, int sign) => panel.X.Scale == AxisScale.Date ? end + (sign * 0.5) : end;

    /// <summary>The letter of a panel: a … z, then aa, ab….</summary>
    internal static string Letter(int index) =>
        (index >= 26 ? ((char)('a' + (index / 26) - 1)).ToString(CultureInfo.InvariantCulture) : "") + (char)('a' + (index % 26));
}
