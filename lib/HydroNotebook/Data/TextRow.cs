using System.Runtime.CompilerServices;
using System.Text;

namespace HydroNotebook.Data;

/// <summary>One line of a text file, walked field by field; fields are separated by blanks and tabs.</summary>
internal ref struct TextRow(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _line = text;
    private int _at;

    /// <summary>Whether nothing but blanks is left.</summary>
    internal bool AtEnd
    {
        get
        {
            SkipBlanks();
            return _at == _line.Length;
        }
    }

    /// <summary>Reads a whole number without sign, at most seven digits; false leaves the row where it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryInteger(out int value)
    {
        SkipBlanks();
        ReadOnlySpan<byte> line = _line;
        int i = _at;
        value = 0;
        uint digit;
        while (i < line.Length && (digit = (uint)(line[i] - '0')) <= 9)
        {
            value = (value * 10) + (int)digit;
            i++;
        }

        int digits = i - _at;
        if (digits is 0 or > 7 || (i < line.Length && !DecimalText.IsBlank(line[i])))
        {
            return false;
        }

        _at = i;
        return true;
    }

    /// <summary>Reads a plain decimal; false leaves the row where it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPlain(out double value)
    {
        SkipBlanks();
        return DecimalText.TryReadPlain(_line, ref _at, out value);
    }

    /// <summary>The next field, empty at the end of the line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<byte> Field()
    {
        SkipBlanks();
        ReadOnlySpan<byte> line = _line;
        int i = _at;
        while (i < line.Length && !DecimalText.IsBlank(line[i]))
        {
            i++;
        }

        ReadOnlySpan<byte> field = line[_at..i];
        _at = i;
        return field;
    }

    /// <summary>All fields of a line as text; bytes that are no UTF-8 become the replacement character.</summary>
    internal static List<string> Fields(ReadOnlySpan<byte> line)
    {
        var row = new TextRow(line);
        List<string> fields = [];
        while (!row.AtEnd)
        {
            fields.Add(Encoding.UTF8.GetString(row.Field()));
        }

        return fields;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        ReadOnlySpan<byte> line = _line;
        int i = _at;
        while (i < line.Length && DecimalText.IsBlank(line[i]))
        {
            i++;
        }

        _at = i;
    }
}
