using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Plotly;

/// <summary>Writes a figure as plotly's JSON: only what plotly.js 2, 3 and 4 all know; no template, no typed arrays.</summary>
internal static class PlotlyFigure
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(Figure figure)
    {
        var placed = new SvgFigure(figure, figure.Width, figure.Height);
        IReadOnlyList<PanelLayout> panels = placed.Panels;
        (double Left, double Top, double Right, double Bottom) area = (
            panels.Min(panel => panel.Frame.Left), panels.Min(panel => panel.Frame.Top), panels.Max(panel => panel.Frame.Right), panels.Max(panel => panel.Frame.Bottom));
        var data = new JsonArray();
        var annotations = new JsonArray();
        JsonObject layout = Layout(placed, area);
        int vertical = 0;
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (int k = 0; k < panels.Count; k++)
        {
            PlotlyAxes axes = PlotlyAxes.Of(panels[k], k, ref vertical);
            axes.AddTo(layout, area);
            var traces = new PlotlyTraces(axes, area);
            foreach (Mark mark in panels[k].Figure.Marks)
            {
                foreach (JsonObject trace in traces.Of(mark))
                {
                    // One entry in the legend for what carries one name in all panels.
                    string key = $"{mark.GetType().Name}|{mark.Name}";
                    bool first = mark.Name.Length > 0 && !trace.ContainsKey("showlegend") && (figure.Panels.Count == 0 || named.Add(key));
                    trace["showlegend"] = first;
                    trace["legendgroup"] = figure.Panels.Count > 0 && mark.Name.Length > 0 ? mark.Name : null;
                    if (trace["legendgroup"] is null)
                    {
                        trace.Remove("legendgroup");
                    }

                    data.Add(trace);
                }

                if (mark is Mark.Text text)
                {
                    annotations.Add(Words(text, axes));
                }
            }

            AddHead(annotations, panels[k], area);
            if (!MarkData.HasValues(panels[k].Figure))
            {
                annotations.Add(Paper("no values", PlotlyAxes.Share((((panels[k].Frame.Left + panels[k].Frame.Right) / 2) - area.Left) / (area.Right - area.Left)), PlotlyAxes.Share((area.Bottom - ((panels[k].Frame.Top + panels[k].Frame.Bottom) / 2)) / (area.Bottom - area.Top)), TextSizes.Label, "center", "middle"));
            }
        }

        AddFoot(annotations, placed, area);
        layout["annotations"] = annotations;
        return new JsonObject { ["data"] = data, ["layout"] = layout }.ToJsonString(Options);
    }

    private static JsonObject Layout(SvgFigure placed, (double Left, double Top, double Right, double Bottom) area)
    {
        Figure figure = placed.Figure;
        double head = figure.Panels.Count > 0 ? (placed.Panels[0].Head.Count * TextSizes.Label * TextSizes.LineHeight) + 4 : 4;
        var layout = new JsonObject
        {
            ["autosize"] = true,
            ["height"] = placed.Height,
            ["margin"] = new JsonObject
            {
                ["l"] = Math.Round(area.Left),
                ["r"] = Math.Round(figure.Width - area.Right),
                ["t"] = Math.Round(area.Top),
                ["b"] = Math.Round(placed.Height - area.Bottom),
            },
            ["paper_bgcolor"] = "#ffffff",
            ["plot_bgcolor"] = figure.Parts.Any(panel => panel.Marks.Any(mark => mark is Mark.Cells)) ? Palette.Missing : "#ffffff",
            ["font"] = new JsonObject { ["family"] = TextSizes.Font, ["size"] = TextSizes.Label, ["color"] = TextSizes.Ink },
            ["hovermode"] = "closest",
        };
        if (figure.Parts.Any(panel => panel.Marks.Any(mark => mark is Mark.Bars or Mark.Histogram)))
        {
            layout["barmode"] = "overlay";
        }

        if (figure.Parts.Any(panel => panel.Marks.Any(mark => mark.Name.Length > 0)))
        {
            layout["legend"] = new JsonObject
            {
                ["orientation"] = "h",
                ["x"] = 0,
                ["xanchor"] = "left",
                ["y"] = Math.Round(1 + (head / (area.Bottom - area.Top)), 4),
                ["yanchor"] = "bottom",
                ["font"] = new JsonObject { ["size"] = TextSizes.Label },
            };
        }

        if (placed.Title.Count > 0)
        {
            layout["title"] = new JsonObject
            {
                ["text"] = "<b>" + PlotlyValues.Lines(placed.Title) + "</b>",
                ["font"] = new JsonObject { ["size"] = placed.TitleSize },
                ["x"] = Math.Round(TextSizes.Edge / figure.Width, 4),
                ["xanchor"] = "left",
                ["y"] = Math.Round(1 - (TextSizes.Edge / placed.Height), 4),
                ["yanchor"] = "top",
            };
        }

        return layout;
    }

    private static JsonObject Words(Mark.Text text, PlotlyAxes axes)
    {
        Figure figure = axes.Panel.Figure;
        return new JsonObject
        {
            ["text"] = PlotlyValues.Text(text.Words),
            ["x"] = PlotlyValues.Place(text.X, figure.X.Scale),
            ["y"] = PlotlyValues.Place(text.Y, figure.Y.Scale),
            ["xref"] = axes.X,
            ["yref"] = text.OnSecondAxis ? axes.Y2 : axes.Y,
            ["yanchor"] = "bottom",
            ["showarrow"] = false,
            ["font"] = new JsonObject { ["size"] = TextSizes.Tick },
        };
    }

    private static void AddHead(JsonArray annotations, PanelLayout panel, (double Left, double Top, double Right, double Bottom) area)
    {
        if (panel.Head.Count > 0)
        {
            JsonObject head = Paper(
                "<b>" + PlotlyValues.Lines(panel.Head) + "</b>",
                PlotlyAxes.Share((panel.Frame.Left - area.Left) / (area.Right - area.Left)),
                PlotlyAxes.Share((area.Bottom - panel.Frame.Top) / (area.Bottom - area.Top)),
                TextSizes.Label,
                "left",
                "bottom");
            head["xshift"] = Math.Round(panel.Outer.Left - panel.Frame.Left);
            annotations.Add(head);
        }
    }

    private static void AddFoot(JsonArray annotations, SvgFigure placed, (double Left, double Top, double Right, double Bottom) area)
    {
        if (placed.Foot.Count > 0)
        {
            JsonObject foot = Paper(PlotlyValues.Lines(placed.Foot), 0, 0, TextSizes.Tick, "left", "bottom");
            foot["align"] = "left";
            foot["font"]!["color"] = TextSizes.Quiet;
            foot["xshift"] = Math.Round(TextSizes.Edge - area.Left);
            foot["yshift"] = Math.Round(area.Bottom - placed.Height + 2);
            annotations.Add(foot);
        }
    }

    private static JsonObject Paper(string text, double x, double y, double size, string xAnchor, string yAnchor) => new()
    {
        ["text"] = text,
        ["x"] = x,
        ["y"] = y,
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["xanchor"] = xAnchor,
        ["yanchor"] = yAnchor,
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["size"] = size },
    };
}
