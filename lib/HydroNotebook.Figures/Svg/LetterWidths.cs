namespace HydroNotebook.Figures.Svg;

/// <summary>How wide a text is likely to be: there is no font to ask, so widths of Arial by kind of letter, a little generous.</summary>
internal static class LetterWidths
{
    /// <summary>Width in pixels.</summary>
    internal static double Of(string text, double size)
    {
        double width = 0;
        foreach (char letter in text)
        {
            width += letter switch
            {
                'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.26,
                ' ' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.33,
                'm' or 'M' or 'W' or 'w' or '%' or '@' or '…' => 0.87,
                >= 'A' and <= 'Z' => 0.69,
                > '\u2e80' => 1.0,
                _ => 0.56,
            };
        }

        return width * size;
    }

    /// <summary>The text, or as much of it as fits, with an ellipsis.</summary>
    internal static string Shorten(string text, double size, double width)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        int length = text.Length - 1;
        while (length > 1 && Of(text[..length], size) + (0.87 * size) > width)
        {
            length--;
        }

        // Half of a surrogate pair is no letter.
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return text[..length].TrimEnd() + "…";
    }

    /// <summary>Breaks a text at spaces into lines that fit; a word that is too long stays whole.</summary>
    internal static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Of(longer, size) > width)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }
}
