namespace HydroNotebook.Kernel.Sessions;

/// <summary>Lets cells read from whom their request names, and anybody else from the process's own input.</summary>
internal sealed class ConsoleInput(TextReader outside) : TextReader
{
    public override int Peek() => CellScope.Current is CellScope scope ? scope.PeekCharacter() : outside.Peek();

    public override int Read() => CellScope.Current is CellScope scope ? scope.ReadCharacter() : outside.Read();

    public override string? ReadLine() => CellScope.Current is CellScope scope ? scope.ReadLine() : outside.ReadLine();

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <summary>At most one line: whoever reads blocks must not be kept waiting for lines that nobody will type.</summary>
    public override int Read(Span<char> buffer)
    {
        int read = 0;
        while (read < buffer.Length && Read() is int character and >= 0)
        {
            buffer[read++] = (char)character;
            if (character == '\n')
            {
                break;
            }
        }

        return read;
    }
}
