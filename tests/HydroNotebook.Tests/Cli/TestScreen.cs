using System.Text;
using Spectre.Console;

namespace HydroNotebook.Tests.Cli;

/// <summary>A terminal of a given width, or a file.</summary>
internal sealed class TestScreen(TextWriter writer, int width, bool terminal) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => terminal;

    public int Width => width;

    public int Height => 25;

    public void SetEncoding(Encoding encoding)
    {
        // The writer has its own.
    }

    public IAnsiConsole Console() => AnsiConsole.Create(new AnsiConsoleSettings { Out = this, Ansi = AnsiSupport.No });
}
