namespace HydroNotebook.Kernel.Wire.Serving;

/// <summary>Positions in a text: Jupyter counts Unicode code points (from protocol 5.2 on), .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>UTF-16 position of a code point; one outside the text is moved to the nearer end.</summary>
    internal static int ToUtf16(string text, int codePoints)
    {
        int position = 0;
        for (int k = 0; k < codePoints && position < text.Length; k++)
        {
            position += char.IsSurrogatePair(text, position) ? 2 : 1;
        }

        return position;
    }

    /// <summary>Number of code points before a UTF-16 position.</summary>
    internal static int FromUtf16(string text, int position)
    {
        int count = 0;
        int end = Math.Clamp(position, 0, text.Length);
        for (int k = 0; k < end; k += char.IsSurrogatePair(text, k) ? 2 : 1)
        {
            count++;
        }

        return count;
    }
}
