using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>Draws boxes with whiskers and the values beyond.</summary>
internal static class BoxDrawing
{
    private const double WidestBox = 60;

    internal static void Draw(SvgWriter svg, Mark.Boxes boxes, PanelLayout panel, MarkStyle style, Scaling y)
    {
        double slot = MarkData.BarWidth(boxes.X, panel.Figure.X.Scale) / (panel.X.Max - panel.X.Min) * (panel.X.High - panel.X.Low) / boxes.Slots;
        double width = Math.Min(WidestBox, slot * 0.8);
        for (int k = 0; k < boxes.X.Count; k++)
        {
            IEnumerable<double> drawable = boxes.Values[k].Where(value => double.IsFinite(y[value]));
            double x = panel.X[boxes.X[k]] + ((boxes.Slot - ((boxes.Slots - 1) / 2.0)) * slot);
            if (double.IsFinite(x) && BoxNumbers.Of([.. drawable]) is { } box)
            {
                One(svg, boxes, box, x, width, style, y);
            }
        }
    }

    private static void One(SvgWriter svg, Mark.Boxes boxes, BoxNumbers box, double x, double width, MarkStyle style, Scaling y)
    {
        string n(double value) => SvgWriter.Number(value);
        double half = width / 2;
        (double first, double third, double median) = (y[box.FirstQuartile], y[box.ThirdQuartile], y[box.Median]);
        string told = string.Create(
            CultureInfo.InvariantCulture,
            $"median {box.Median:G4}, quartiles {box.FirstQuartile:G4} and {box.ThirdQuartile:G4}, whiskers {box.Low:G4} and {box.High:G4}, {box.Beyond.Count} beyond").Replace('-', '−');
        string place = double.IsFinite(median) ? $" data-figure-at=\"{n(x)} {n(median)}\" data-figure-text=\"{told}\"" : "";
        svg.Raw($"<g{HoverData.OfMark(boxes, "box")}{place}>");
        svg.Raw($"<path d=\"M{n(x - half)} {n(first)}V{n(third)}h{n(width)}V{n(first)}z\" fill=\"{style.Colour}\" fill-opacity=\"0.45\" stroke=\"{style.Colour}\" stroke-width=\"1.2\"/>");
        svg.Raw($"<path d=\"M{n(x)} {n(third)}V{n(y[box.High])}m-{n(half / 2)} 0h{n(half)}M{n(x)} {n(first)}V{n(y[box.Low])}m-{n(half / 2)} 0h{n(half)}\" fill=\"none\" stroke=\"{style.Colour}\" stroke-width=\"1.2\"/>");
        svg.Raw($"<path d=\"M{n(x - half)} {n(median)}h{n(width)}\" fill=\"none\" stroke=\"{TextSizes.Ink}\" stroke-width=\"1.8\"/>");
        (double X, double Y)[] beyond = [.. box.Beyond.Select(value => (x, y[value]))];
        if (beyond.Length > 0)
        {
            svg.Raw(DotPath.Draw(DotPath.Thin(beyond), style with { Shape = PointShape.Circle }, 3.5, "0.8", ""));
        }

        svg.Raw("</g>");
    }
}
