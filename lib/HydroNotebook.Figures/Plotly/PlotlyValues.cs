using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace HydroNotebook.Figures.Plotly;

/// <summary>Values as plotly's JSON has them: five significant digits, gaps null, days as ISO dates, texts without markup.</summary>
internal static class PlotlyValues
{
    /// <summary>Numbers or, on a date axis, days.</summary>
    internal static JsonArray Column(IEnumerable<double> values, AxisScale scale = AxisScale.Linear, int digits = 5) => new([.. values.Select(value => One(value, scale, digits))]);

    /// <summary>A number or, on a date axis, a day; null for what is not finite.</summary>
    internal static JsonNode? One(double value, AxisScale scale = AxisScale.Linear, int digits = 5)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        return scale == AxisScale.Date ? JsonValue.Create(Day(value)) : JsonValue.Create(Rounded(value, digits));
    }

    /// <summary>A place on an axis where plotly wants the exponent on logarithmic ones: ranges and annotations.</summary>
    internal static JsonNode? Place(double value, AxisScale scale) =>
        scale == AxisScale.Log ? value > 0 ? One(Math.Log10(value)) : null : scale == AxisScale.Date ? One(value, scale) : One(value, digits: 12);

    /// <summary>Text in which nothing is taken for markup.</summary>
    internal static string Text(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (Rune letter in text.EnumerateRunes())
        {
            safe.Append(letter.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                < ' ' => " ",
                _ => letter.ToString(),
            });
        }

        return safe.ToString();
    }

    /// <summary>Lines of text.</summary>
    internal static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines.Select(Text));

    /// <summary>A colour that lets others shine through.</summary>
    internal static string Clear(string colour, double opacity)
    {
        (int red, int green, int blue) = ColourScale.Rgb(colour);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({red},{green},{blue},{opacity})");
    }

    /// <summary>A colour scale as plotly's list of shares and colours.</summary>
    internal static JsonArray Colours(ColourScale scale, (double Min, double Max) span)
    {
        const int steps = 16;
        return new([.. Enumerable.Range(0, steps + 1).Select(k => (JsonNode)new JsonArray(
            JsonValue.Create(k / (double)steps), JsonValue.Create(scale.At(span.Min + ((double)k / steps * (span.Max - span.Min)), span))))]);
    }

    internal static string Dashes(Dash dash) => dash switch
    {
        Dash.Dashed => "dash",
        Dash.Dotted => "dot",
        Dash.DashDotted => "dashdot",
        Dash.LongDashed => "longdash",
        _ => "solid",
    };

    internal static string Symbol(PointShape shape) => shape switch
    {
        PointShape.Square => "square",
        PointShape.Triangle => "triangle-up",
        PointShape.Diamond => "diamond",
        PointShape.Plus => "cross-thin",
        PointShape.TriangleDown => "triangle-down",
        _ => "circle",
    };

    // The largest numbers would be rounded up to infinity.
    private static double Rounded(double value, int digits) => (value == Math.Round(value) && Math.Abs(value) < 1e9) || Math.Abs(value) > 1e308
        ? value
        : double.Parse(value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Day(double value)
    {
        double days = Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber);
        string date = DateOnly.FromDayNumber((int)Math.Floor(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return days == Math.Floor(days) ? date : date + " " + TimeSpan.FromDays(days - Math.Floor(days)).ToString("hh\\:mm", CultureInfo.InvariantCulture);
    }
}
