using System.Globalization;
using System.Text;

namespace HydroNotebook.Figures.Svg;

/// <summary>Writes SVG elements: numbers with one decimal, texts escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    /// <summary>A coordinate: a tenth of a pixel is finer than any screen.</summary>
    internal static string Number(double value)
    {
        string text = Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A place along x to a hundredth of a pixel: finer than any screen, so that who points at it is told the right day of twenty years.</summary>
    internal static string Fine(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Text that is safe in an element and in an attribute; what XML cannot hold is replaced.</summary>
    internal static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (int k = 0; k < text.Length; k++)
        {
            char letter = text[k];
            bool pair = char.IsHighSurrogate(letter) && k + 1 < text.Length && char.IsLowSurrogate(text[k + 1]);
            if (pair)
            {
                safe.Append(letter).Append(text[++k]);
                continue;
            }

            safe.Append(letter switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or '\ufffe' or '\uffff' => "\ufffd",
                _ => char.IsSurrogate(letter) ? "\ufffd" : letter.ToString(),
            });
        }

        return safe.ToString();
    }

    internal void Raw(string markup) => _text.Append(markup).Append('\n');

    internal void Line(double x1, double y1, double x2, double y2, string colour, double width = 1) => Raw(
        $"<path d=\"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}\" stroke=\"{colour}\" stroke-width=\"{Number(width)}\" fill=\"none\"/>");

    internal void Path(string data, string colour)
    {
        if (data.Length > 0)
        {
            Raw($"<path d=\"{data}\" stroke=\"{colour}\" fill=\"none\"/>");
        }
    }

    internal void Text(double x, double y, double size, string anchor, string text, string more = "")
    {
        if (text.Length > 0)
        {
            Raw($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" text-anchor=\"{anchor}\"{more}>{Escape(text)}</text>");
        }
    }
}
