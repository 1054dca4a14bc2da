using System.Globalization;

namespace HydroNotebook.Figures.Svg;

/// <summary>What a script needs to name the point under the pointer: the axes in <c>data-figure-*</c> attributes. Points are read back from the paths, so this costs a few hundred bytes; without a script nothing happens.</summary>
internal static class HoverData
{
    /// <summary>Attributes of a panel, with a blank before each.</summary>
    internal static string OfPanel(PanelLayout panel)
    {
        Figure figure = panel.Figure;
        (double left, double top, double right, double bottom) = panel.Frame;
        string attributes = $" data-figure-panel=\"{SvgWriter.Number(left)} {SvgWriter.Number(top)} {SvgWriter.Number(right)} {SvgWriter.Number(bottom)}\""
            + OfAxis("x", figure.X, panel.X) + OfAxis("y", figure.Y, panel.Y);
        attributes += figure.Y2 is null ? "" : OfAxis("y2", figure.Y2, panel.Y2);
        Mark? coloured = figure.Marks.FirstOrDefault(mark => Figure.ScaleOf(mark) is not null);
        return coloured is null ? attributes : attributes + $" data-figure-colour=\"{SvgWriter.Escape(Figure.ScaleOf(coloured)!.Label)}\"";
    }

    /// <summary>Attributes of a mark: how its shape is read, its name, its axis.</summary>
    internal static string OfMark(Mark mark, string kind) =>
        $" data-figure-kind=\"{kind}\" data-figure-name=\"{SvgWriter.Escape(mark.Name)}\"{(mark.OnSecondAxis ? " data-figure-axis=\"y2\"" : "")}";

    /// <summary>Numbers for a reader, blank for NaN, parted by commas.</summary>
    internal static string Values(IEnumerable<double> values) =>
        string.Join(',', values.Select(value => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : ""));

    /// <summary>Names parted by vertical bars.</summary>
    internal static string Names(IEnumerable<string> names) => SvgWriter.Escape(string.Join('|', names.Select(name => name.Replace('|', '¦'))));

    private static string OfAxis(string name, Axis axis, Scaling scaling)
    {
        string kind = axis.Scale switch
        {
            AxisScale.Date => "date",
            AxisScale.Log => "log",
            AxisScale.Category => "category",
            AxisScale.Longitude or AxisScale.Latitude => "degrees",
            _ => "linear",
        };
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{kind} {scaling.Min:G9} {scaling.Max:G9} {SvgWriter.Fine(scaling.From)} {SvgWriter.Fine(scaling.To)}");
        string label = axis.Label.Length > 0 ? axis.Label : axis.Scale switch { AxisScale.Longitude => "longitude", AxisScale.Latitude => "latitude", AxisScale.Date => "day", _ => "" };
        string categories = axis.Scale == AxisScale.Category ? $" data-figure-{name}-names=\"{Names(axis.Categories)}\"" : "";
        return $" data-figure-{name}=\"{numbers}\" data-figure-{name}-label=\"{SvgWriter.Escape(label)}\"{categories}";
    }
}
