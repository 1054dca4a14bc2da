using System.Globalization;
using System.Text;

namespace HydroNotebook.Kernel.Sessions;

/// <summary>Sends what cells print to their own output, and what anybody else prints to the process's.</summary>
internal sealed class ConsoleRouting : TextWriter
{
    private static readonly Lock Gate = new();
    private static bool _installed;

#pragma warning disable CA2213 // The process owns it.
    private readonly TextWriter _outside;
#pragma warning restore CA2213
    private readonly StreamName _name;

    private ConsoleRouting(TextWriter outside, StreamName name)
        : base(CultureInfo.InvariantCulture)
    {
        _outside = outside;
        _name = name;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => _outside.Encoding;

    /// <summary>Takes over the process's console, once.</summary>
    internal static void Install()
    {
        lock (Gate)
        {
            if (_installed)
            {
                return;
            }

            _installed = true;
#pragma warning disable CA2000 // They live as long as the process.
            Console.SetOut(new ConsoleRouting(Console.Out, StreamName.Out));
            Console.SetError(new ConsoleRouting(Console.Error, StreamName.Error));
            Console.SetIn(new ConsoleInput(Console.In));
#pragma warning restore CA2000
        }
    }

    public override void Write(char value) => Route([value]);

    public override void Write(char[] buffer, int index, int count) => Route(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Route(buffer);

    public override void Write(string? value) => Route(value);

    public override void WriteLine(string? value) => Route(value + "\n");

    public override void Flush()
    {
        if (CellScope.Current is null)
        {
            _outside.Flush();
        }
    }

    private void Route(ReadOnlySpan<char> text)
    {
        if (CellScope.Current is CellScope scope)
        {
            scope.Print(_name, text);
        }
        else
        {
            _outside.Write(text);
        }
    }
}
