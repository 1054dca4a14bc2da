using System.Globalization;
using System.Text.Json.Nodes;
using HydroNotebook.Figures.Svg;

namespace HydroNotebook.Figures.Plotly;

/// <summary>The marks of one panel as plotly's traces.</summary>
internal sealed class PlotlyTraces(PlotlyAxes axes, (double Left, double Top, double Right, double Bottom) area)
{
    private const double Day = 86_400_000;

    private readonly PanelLayout _panel = axes.Panel;

    private AxisScale ScaleX => _panel.Figure.X.Scale;

    internal IEnumerable<JsonObject> Of(Mark mark)
    {
        MarkStyle style = _panel.Styles[mark];
        IEnumerable<JsonObject> traces = mark switch
        {
            Mark.Line line => Line(line, style),
            Mark.Cdf distribution => [Cdf(distribution, style)],
            Mark.Points points => Points(points, style),
            Mark.Bars bars => [Bars(bars, style)],
            Mark.Histogram histogram => [Histogram(histogram, style)],
            Mark.Boxes boxes => [Boxes(boxes, style)],
            Mark.Band band => [Band(band, style)],
            Mark.Cells cells => [Cells(cells)],
            Mark.HorizontalLine line => [Straight([_panel.X.Min, _panel.X.Max], [line.At, line.At], style)],
            Mark.VerticalLine line => [Straight([line.At, line.At], [Vertical(mark).Min, Vertical(mark).Max], style)],
            Mark.Diagonal => [Straight(Common(), Common(), style)],
            Mark.Text => [],
            _ => throw new InvalidOperationException($"No trace is known for the mark {mark.GetType().Name}."),
        };
        foreach (JsonObject trace in traces)
        {
            trace["xaxis"] = axes.X;
            trace["yaxis"] = mark.OnSecondAxis ? axes.Y2 : axes.Y;
            if (mark.Name.Length > 0)
            {
                trace["name"] = PlotlyValues.Text(mark.Name);
            }

            yield return trace;
        }
    }

    private Scaling Vertical(Mark mark) => mark.OnSecondAxis ? _panel.Y2 : _panel.Y;

    private IEnumerable<JsonObject> Line(Mark.Line line, MarkStyle style)
    {
        var trace = new JsonObject { ["type"] = "scatter", ["mode"] = line.Shape is null ? "lines" : "lines+markers" };
        AddX(trace, line.X);
        trace["y"] = PlotlyValues.Column(line.Y);
        trace["line"] = Stroke(style);
        if (line.Shape is not null)
        {
            trace["marker"] = Marker(style, 6);
        }

        AddErrors(trace, line.Errors, line.Y, style.Colour);
        if (line.Quiet)
        {
            trace["hoverinfo"] = "skip";
        }

        yield return trace;

        // Days between gaps would be lost: a line needs two points.
        int[] lone = line.Shape is not null || line.Quiet ? [] : [.. Enumerable.Range(0, line.Y.Count).Where(k => double.IsFinite(line.Y[k]) && IsGap(line, k - 1) && IsGap(line, k + 1))];
        if (lone.Length > 0)
        {
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "markers",
                ["x"] = PlotlyValues.Column(lone.Select(k => line.X[k]), ScaleX),
                ["y"] = PlotlyValues.Column(lone.Select(k => line.Y[k])),
                ["marker"] = Marker(style with { Shape = PointShape.Circle }, style.Width + 2.6),
                ["showlegend"] = false,
            };
        }
    }

    private static bool IsGap(Mark.Line line, int k) => k < 0 || k >= line.Y.Count || !double.IsFinite(line.Y[k]) || !double.IsFinite(line.X[k]);

    private JsonObject Cdf(Mark.Cdf distribution, MarkStyle style)
    {
        // "hv": right to the next value, then up; begins and ends at the edges of the panel.
        double[] sorted = [.. distribution.Values.Where(value => !double.IsNaN(value)).Order()];
        var (x, y) = (new List<double>(), new List<double>());
        for (int k = 0; k < sorted.Length; k++)
        {
            if (double.IsFinite(_panel.X[sorted[k]]) && (k + 1 == sorted.Length || sorted[k + 1] > sorted[k]))
            {
                x.Add(sorted[k]);
                y.Add((k + 1.0) / sorted.Length);
            }
        }

        if (x.Count > 0)
        {
            double before = sorted.Count(value => value < x[0]) / (double)sorted.Length;
            x.InsertRange(0, [Math.Min(_panel.X.Min, x[0]), x[0]]);
            y.InsertRange(0, [before, before]);
            x.Add(Math.Max(_panel.X.Max, x[^1]));
            y.Add(y[^1]);
        }

        JsonObject line = Stroke(style);
        line["shape"] = "hv";
        return new JsonObject { ["type"] = "scatter", ["mode"] = "lines", ["x"] = PlotlyValues.Column(x, ScaleX), ["y"] = PlotlyValues.Column(y), ["line"] = line };
    }

    private IEnumerable<JsonObject> Points(Mark.Points points, MarkStyle style)
    {
        if (points.Values is null)
        {
            JsonObject trace = Some(points, [.. Enumerable.Range(0, points.X.Count)]);
            trace["marker"] = Marker(style, points.Diameter + 0.5);
            trace["marker"]!["opacity"] = points.X.Count > 400 ? 0.6 : 0.85;
            AddErrors(trace, points.Errors, points.Y, style.Colour);
            yield return trace;
            yield break;
        }

        ColourScale scale = Figure.ScaleOf(points)!;
        (double Min, double Max) span = scale.Span(points.Values);
        foreach (bool missing in new[] { true, false })
        {
            int[] some = [.. Enumerable.Range(0, points.X.Count).Where(k => double.IsNaN(points.Values[k]) == missing)];
            if (some.Length == 0)
            {
                continue;
            }

            JsonObject trace = Some(points, some);
            JsonObject marker = Marker(style with { Colour = Palette.Missing }, points.Diameter + 0.5);
            marker["line"] = new JsonObject { ["color"] = TextSizes.Ink, ["width"] = 0.4 };
            if (!missing)
            {
                marker["color"] = PlotlyValues.Column(some.Select(k => Math.Clamp(points.Values[k], -double.MaxValue, double.MaxValue)));
                (marker["colorscale"], marker["cmin"], marker["cmax"]) = (PlotlyValues.Colours(scale, span), PlotlyValues.One(span.Min), PlotlyValues.One(span.Max));
                (marker["showscale"], marker["colorbar"]) = (true, Bar(scale));
            }

            trace["marker"] = marker;
            yield return trace;
        }
    }

    private JsonObject Some(Mark.Points points, int[] some)
    {
        var trace = new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = PlotlyValues.Column(some.Select(k => points.X[k]), ScaleX),
            ["y"] = PlotlyValues.Column(some.Select(k => points.Y[k])),
        };
        if (points.Labels is not null)
        {
            trace["text"] = new JsonArray([.. some.Select(k => JsonValue.Create(PlotlyValues.Text(points.Labels[k])))]);
        }

        return trace;
    }

    private JsonObject Bars(Mark.Bars bars, MarkStyle style)
    {
        double group = MarkData.BarWidth(bars.X, ScaleX);
        double width = group / bars.Slots;
        double shift = (bars.Slot - ((bars.Slots - 1) / 2.0)) * width;
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["x"] = PlotlyValues.Column(bars.X.Select(x => x + shift), ScaleX),
            ["y"] = PlotlyValues.Column(bars.Y),
            ["width"] = PlotlyValues.One(width * 0.85 * (ScaleX == AxisScale.Date ? Day : 1)),
            ["marker"] = new JsonObject { ["color"] = style.Colour },
        };
        AddErrors(trace, bars.Errors, bars.Y, TextSizes.Ink);
        if (ScaleX == AxisScale.Category)
        {
            IReadOnlyList<string> names = _panel.Figure.X.Categories;
            trace["hovertext"] = new JsonArray([.. bars.X.Select(x => JsonValue.Create(x >= 0 && x < names.Count ? PlotlyValues.Text(names[(int)x]) : ""))]);
            trace["hoverinfo"] = "text+y+name";
        }

        return trace;
    }

    private JsonObject Histogram(Mark.Histogram histogram, MarkStyle style)
    {
        int[] counts = MarkData.Counts(histogram);
        IReadOnlyList<double> edges = histogram.Edges;
        bool alone = _panel.Figure.Marks.Count(mark => mark is Mark.Histogram) == 1;
        return new JsonObject
        {
            ["type"] = "bar",
            ["x"] = PlotlyValues.Column(counts.Select((_, k) => (edges[k] + edges[k + 1]) / 2), ScaleX, digits: 9),
            ["y"] = PlotlyValues.Column(counts.Select(count => (double)count)),
            ["width"] = PlotlyValues.Column(counts.Select((_, k) => edges[k + 1] - edges[k]), digits: 9),
            ["marker"] = new JsonObject
            {
                ["color"] = PlotlyValues.Clear(style.Colour, alone ? 0.85 : 0.3),
                ["line"] = new JsonObject { ["color"] = alone ? "#ffffff" : style.Colour, ["width"] = 1 },
            },
            ["hovertext"] = new JsonArray([.. counts.Select((_, k) => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{edges[k]:G5} to {edges[k + 1]:G5}")))]),
            ["hoverinfo"] = "text+y+name",
        };
    }

    private JsonObject Boxes(Mark.Boxes boxes, MarkStyle style)
    {
        double width = MarkData.BarWidth(boxes.X, ScaleX) / boxes.Slots;
        double shift = (boxes.Slot - ((boxes.Slots - 1) / 2.0)) * width;
        Scaling y = Vertical(boxes);
        (double X, BoxNumbers Numbers)[] all = [.. boxes.X.Select((x, k) => (X: x + shift, Numbers: BoxNumbers.Of([.. boxes.Values[k].Where(value => double.IsFinite(y[value]))])!))
            .Where(one => one.Numbers is not null)];
        JsonArray of(Func<BoxNumbers, double> number) => PlotlyValues.Column(all.Select(one => number(one.Numbers)));
        var trace = new JsonObject
        {
            ["type"] = "box",
            ["x"] = PlotlyValues.Column(all.Select(one => one.X), ScaleX),
            ["q1"] = of(box => box.FirstQuartile),
            ["median"] = of(box => box.Median),
            ["q3"] = of(box => box.ThirdQuartile),
            ["lowerfence"] = of(box => box.Low),
            ["upperfence"] = of(box => box.High),
            ["boxpoints"] = false,
            ["width"] = PlotlyValues.One(width * 0.8),
            ["line"] = new JsonObject { ["color"] = style.Colour, ["width"] = 1.2 },
            ["fillcolor"] = PlotlyValues.Clear(style.Colour, 0.45),
        };
        if (all.Any(one => one.Numbers.Beyond.Count > 0))
        {
            trace["y"] = new JsonArray([.. all.Select(one => PlotlyValues.Column(one.Numbers.Beyond))]);
            trace["boxpoints"] = "outliers";
            trace["marker"] = new JsonObject { ["color"] = style.Colour, ["size"] = 3.5 };
        }

        return trace;
    }

    private JsonObject Band(Mark.Band band, MarkStyle style)
    {
        var (x, y) = (new List<double>(), new List<double>());
        int start = 0;
        for (int k = 0; k <= band.X.Count; k++)
        {
            if (k == band.X.Count || !double.IsFinite(band.X[k]) || !double.IsFinite(band.Low[k]) || !double.IsFinite(band.High[k]))
            {
                int[] piece = [.. Enumerable.Range(start, k - start)];
                if (piece.Length > 0)
                {
                    x.AddRange([.. piece.Select(i => band.X[i]), .. piece.Reverse().Select(i => band.X[i]), double.NaN]);
                    y.AddRange([.. piece.Select(i => band.Low[i]), .. piece.Reverse().Select(i => band.High[i]), double.NaN]);
                }

                start = k + 1;
            }
        }

        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["x"] = PlotlyValues.Column(x, ScaleX),
            ["y"] = PlotlyValues.Column(y),
            ["fill"] = "toself",
            ["fillcolor"] = PlotlyValues.Clear(style.Colour, 0.25),
            ["line"] = new JsonObject { ["width"] = 0, ["color"] = style.Colour },
            ["hoverinfo"] = "skip",
        };
    }

    private JsonObject Cells(Mark.Cells cells)
    {
        (double Min, double Max) span = cells.Scale.Span(cells.Values.SelectMany(row => row));
        cells = CellDrawing.Averaged(cells);
        return new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = PlotlyValues.Column(cells.X, ScaleX),
            ["y"] = PlotlyValues.Column(cells.Y, _panel.Figure.Y.Scale),
            // Colours need no more than three digits, and there may be a hundred thousand of them.
            ["z"] = new JsonArray([.. cells.Values.Select(row => PlotlyValues.Column(row, digits: 3))]),
            ["zmin"] = PlotlyValues.One(span.Min),
            ["zmax"] = PlotlyValues.One(span.Max),
            ["colorscale"] = PlotlyValues.Colours(cells.Scale, span),
            ["colorbar"] = Bar(cells.Scale),
            ["hoverongaps"] = false,
        };
    }

    private JsonObject Bar(ColourScale scale)
    {
        (double _, double top, double right, double bottom) = _panel.Frame;
        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = PlotlyValues.Text(scale.Label), ["side"] = "right", ["font"] = new JsonObject { ["size"] = TextSizes.Label } },
            ["thickness"] = 13,
            ["x"] = Math.Round((right - area.Left + 8) / (area.Right - area.Left), 4),
            ["xpad"] = 4,
            ["y"] = PlotlyAxes.Share((area.Bottom - ((top + bottom) / 2)) / (area.Bottom - area.Top)),
            ["len"] = PlotlyAxes.Share((bottom - top) / (area.Bottom - area.Top)),
            ["ypad"] = 0,
            ["tickfont"] = new JsonObject { ["size"] = TextSizes.Tick },
            ["outlinewidth"] = 0.6,
        };
    }

    private JsonObject Straight(double[] x, double[] y, MarkStyle style) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "lines",
        ["x"] = PlotlyValues.Column(x, ScaleX),
        ["y"] = PlotlyValues.Column(y),
        ["line"] = Stroke(style),
        ["hoverinfo"] = "skip",
    };

    private double[] Common()
    {
        double min = Math.Max(_panel.X.Min, _panel.Y.Min);
        double max = Math.Min(_panel.X.Max, _panel.Y.Max);
        return min < max ? [min, max] : [];
    }

    private void AddX(JsonObject trace, IReadOnlyList<double> x)
    {
        bool everyDay = ScaleX == AxisScale.Date && x.Count > 2 && x[0] == Math.Floor(x[0]) && Enumerable.Range(1, x.Count - 1).All(k => x[k] == x[0] + k);
        if (everyDay)
        {
            (trace["x0"], trace["dx"]) = (PlotlyValues.One(x[0], ScaleX), Day);
        }
        else
        {
            trace["x"] = PlotlyValues.Column(x, ScaleX);
        }
    }

    private static JsonObject Stroke(MarkStyle style) => new() { ["color"] = style.Colour, ["width"] = style.Width, ["dash"] = PlotlyValues.Dashes(style.Dash) };

    private static JsonObject Marker(MarkStyle style, double size)
    {
        var marker = new JsonObject { ["color"] = style.Colour, ["size"] = size, ["symbol"] = PlotlyValues.Symbol(style.Shape) };
        if (style.Shape == PointShape.Plus)
        {
            marker["line"] = new JsonObject { ["color"] = style.Colour, ["width"] = 1.8 };
        }

        return marker;
    }

    private static void AddErrors(JsonObject trace, ErrorBars? errors, IReadOnlyList<double> middles, string colour)
    {
        if (errors is null)
        {
            return;
        }

        // Plotly wants lengths, not ends.
        trace["error_y"] = new JsonObject
        {
            ["type"] = "data",
            ["symmetric"] = false,
            ["array"] = PlotlyValues.Column(errors.High.Select((high, k) => high - middles[k])),
            ["arrayminus"] = PlotlyValues.Column(errors.Low.Select((low, k) => middles[k] - low)),
            ["color"] = colour,
            ["thickness"] = 1.2,
            ["width"] = 3,
        };
    }
}
