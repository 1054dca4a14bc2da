using System.Globalization;
using System.Text.Json.Nodes;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Plotly;

/// <summary>The axes of one panel: places and spans are those of the SVG.</summary>
/// <param name="Panel">The panel as it is laid out.</param>
/// <param name="X">Name of the horizontal axis: <c>x</c>, <c>x2</c>….</param>
/// <param name="Y">Name of the left axis.</param>
/// <param name="Y2">Name of the right axis.</param>
internal sealed record PlotlyAxes(PanelLayout Panel, string X, string Y, string Y2)
{
    /// <summary>Adds the axes to a layout.</summary>
    /// <param name="layout">Plotly's layout.</param>
    /// <param name="area">Left, top, right and bottom of all frames, pixels.</param>
    internal void AddTo(JsonObject layout, (double Left, double Top, double Right, double Bottom) area)
    {
        Figure figure = Panel.Figure;
        (double wide, double high) = (area.Right - area.Left, area.Bottom - area.Top);
        double low = Share((area.Bottom - Panel.Frame.Bottom) / high);
        double top = Share((area.Bottom - Panel.Frame.Top) / high);
        JsonObject x = Axis(figure.X, Panel.X, Panel.XTicks, Share((Panel.Frame.Left - area.Left) / wide), Share((Panel.Frame.Right - area.Left) / wide));
        x["anchor"] = figure.Y2 is not null && figure.Y.Start > 0 ? Y2 : Y;
        JsonObject y = Axis(figure.Y, Panel.Y, Panel.YTicks, low + (figure.Y.Start * (top - low)), low + (figure.Y.End * (top - low)));
        y["anchor"] = X;
        if (figure.Aspect is { } aspect && !figure.X.IsLog && !figure.Y.IsLog)
        {
            y["scaleanchor"] = X;
            y["scaleratio"] = PlotlyValues.One(aspect);
            // The domain shrinks, not the span: as in the SVG.
            (x["constrain"], y["constrain"]) = ("domain", "domain");
        }

        layout[Key(X)] = x;
        layout[Key(Y)] = y;
        if (figure.Y2 is not null)
        {
            JsonObject y2 = Axis(figure.Y2, Panel.Y2, Panel.Y2Ticks, low + (figure.Y2.Start * (top - low)), low + (figure.Y2.End * (top - low)));
            (y2["anchor"], y2["side"]) = (X, "right");
            if (figure.Y2.Start < figure.Y.End && figure.Y.Start < figure.Y2.End)
            {
                y2["overlaying"] = Y;
            }

            layout[Key(Y2)] = y2;
        }
    }

    /// <summary>Shares of the plot: four digits place to a tenth of a pixel.</summary>
    internal static double Share(double value) => Math.Round(Math.Clamp(value, 0, 1), 4);

    private static string Key(string name) => name[0] + "axis" + name[1..];

    private JsonObject Axis(Axis axis, Scaling scaling, IReadOnlyList<Tick> ticks, double from, double to)
    {
        var result = new JsonObject
        {
            ["domain"] = new JsonArray(Share(from), Share(to)),
            ["type"] = axis.Scale switch { AxisScale.Date => "date", AxisScale.Log => "log", _ => "linear" },
            ["range"] = axis.Inverted
                ? new JsonArray(PlotlyValues.Place(scaling.Max, axis.Scale), PlotlyValues.Place(scaling.Min, axis.Scale))
                : new JsonArray(PlotlyValues.Place(scaling.Min, axis.Scale), PlotlyValues.Place(scaling.Max, axis.Scale)),
            ["showgrid"] = false,
            ["zeroline"] = false,
            ["showline"] = true,
            ["linecolor"] = TextSizes.Ink,
            ["ticks"] = "outside",
            ["ticklen"] = 4,
            ["tickcolor"] = TextSizes.Ink,
            ["tickfont"] = new JsonObject { ["size"] = TextSizes.Tick },
        };
        if (!Panel.IsFramed && axis != Panel.Figure.Y2 && (axis.Scale != AxisScale.Category || axis == Panel.Figure.Y))
        {
            (result["showgrid"], result["gridcolor"]) = (true, TextSizes.Grid);
        }

        if (axis.FullLabel.Length > 0)
        {
            result["title"] = new JsonObject { ["text"] = PlotlyValues.Text(axis.FullLabel), ["standoff"] = axis == Panel.Figure.X ? 4 : 8, ["font"] = new JsonObject { ["size"] = TextSizes.Label } };
        }

        if (Panel.IsFramed)
        {
            result["mirror"] = true;
        }

        switch (axis.Scale)
        {
            case AxisScale.Category:
                result["tickmode"] = "array";
                result["tickvals"] = PlotlyValues.Column(ticks.Select(tick => tick.Value));
                result["ticktext"] = new JsonArray([.. ticks.Select(tick => JsonValue.Create(PlotlyValues.Text(tick.Text)))]);
                break;
            case AxisScale.Longitude or AxisScale.Latitude:
                result["ticksuffix"] = "°";
                break;
            case AxisScale.Log:
                result["exponentformat"] = "power";
                break;
            case AxisScale.Linear when ticks.Count > 0:
                // At first glance as many ticks as in the SVG; plotly makes its own when one zooms.
                result["nticks"] = Math.Max(2, ticks.Count + 1);
                break;
        }

        return result;
    }

    /// <summary>The names of the axes of the k-th panel, counted from 0.</summary>
    internal static PlotlyAxes Of(PanelLayout panel, int k, ref int vertical)
    {
        string number(int n) => n == 1 ? "" : n.ToString(CultureInfo.InvariantCulture);
        string y = "y" + number(++vertical);
        string y2 = panel.Figure.Y2 is null ? "" : "y" + number(++vertical);
        return new PlotlyAxes(panel, "x" + number(k + 1), y, y2);
    }
}
