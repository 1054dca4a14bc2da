using System.Globalization;
using System.Runtime.CompilerServices;

namespace HydroNotebook.Data;

/// <summary>Numbers out of ASCII bytes, bit-equal to <c>double.Parse</c> with the invariant culture.</summary>
internal static class DecimalText
{
    /// <summary>Most digits of the fast path: 10^15 − 1 is below 2^53, so digits and power of ten are exact and one division rounds once.</summary>
    private const int ExactDigits = 15;

    private static ReadOnlySpan<double> Powers =>
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Whether the byte separates fields of a line.</summary>
    internal static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r';

    /// <summary>Reads plain decimals (<c>-12.50</c>) that end at a blank or at the end of the line; anything else is left to <see cref="TryParse"/>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where the number starts; behind it when true comes back, untouched otherwise.</param>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryReadPlain(ReadOnlySpan<byte> line, ref int at, out double value)
    {
        int i = at;
        bool negative = i < line.Length && line[i] == (byte)'-';
        if (negative)
        {
            i++;
        }

        int start = i;
        long mantissa = 0;
        uint digit;
        while (i < line.Length && (digit = (uint)(line[i] - '0')) <= 9)
        {
            mantissa = (mantissa * 10) + digit;
            i++;
        }

        int digits = i - start;
        int fraction = 0;
        if (i < line.Length && line[i] == (byte)'.')
        {
            int point = ++i;
            while (i < line.Length && (digit = (uint)(line[i] - '0')) <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                i++;
            }

            fraction = i - point;
            digits += fraction;
        }

        if (digits is 0 or > ExactDigits || (i < line.Length && !IsBlank(line[i])))
        {
            value = 0;
            return false;
        }

        value = mantissa / Powers[fraction];
        value = negative ? -value : value;
        at = i;
        return true;
    }

    /// <summary>Reads any finite number: decimals of any length, exponents.</summary>
    /// <returns>False for everything that is no finite number.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        int at = 0;
        return TryReadPlain(text, ref at, out value)
            ? at == text.Length
            : double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>Whether the text is a word for a missing value: <c>NA</c>, <c>NaN</c> (any case) or nothing.</summary>
    internal static bool IsMissing(ReadOnlySpan<byte> text) =>
        text.IsEmpty
        || (text.Length == 2 && (text[0] | 0x20) == 'n' && (text[1] | 0x20) == 'a')
        || (text.Length == 3 && (text[0] | 0x20) == 'n' && (text[1] | 0x20) == 'a' && (text[2] | 0x20) == 'n');
}
