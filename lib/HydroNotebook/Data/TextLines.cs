using System.Runtime.CompilerServices;

namespace HydroNotebook.Data;

/// <summary>The lines of a file's bytes with their numbers; LF or CRLF, with or without one at the end, a UTF-8 byte order mark skipped.</summary>
internal ref struct TextLines
{
    private ReadOnlySpan<byte> _rest;

    internal TextLines(ReadOnlySpan<byte> bytes)
    {
        _rest = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
    }

    /// <summary>Number of the line that <see cref="TryNext"/> gave last, from 1; 0 before the first.</summary>
    internal int Number { get; private set; }

    /// <summary>Whether only blank lines are left.</summary>
    internal readonly bool OnlyBlanksLeft => _rest.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Takes the next line, without its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryNext(out ReadOnlySpan<byte> line)
    {
        if (_rest.IsEmpty)
        {
            line = default;
            return false;
        }

        Number++;
        int end = _rest.IndexOf((byte)'\n');
        line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return true;
    }
}
