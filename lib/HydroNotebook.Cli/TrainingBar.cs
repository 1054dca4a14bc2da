using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary>Shows how training goes: one line that is written over in a terminal, a plain line an epoch elsewhere.</summary>
internal sealed class TrainingBar(IAnsiConsole output) : IProgress<TrainingProgress>, IDisposable
{
    private const int Cells = 24;
    private readonly bool _live = output.Profile.Out.IsTerminal;
    private int _width;

    public void Report(TrainingProgress value)
    {
        TextWriter writer = output.Profile.Out.Writer;
        if (value.EpochEnded)
        {
            Clear();
            writer.WriteLine(TrainingText.EpochLine(value));
            writer.Flush();
        }
        else if (_live)
        {
            string text = TrainingText.Line(value);

            // In a narrow terminal the bar gives way to the numbers.
            int cells = Math.Clamp(output.Profile.Width - 1 - text.Length - 3, 0, Cells);
            int done = (int)Math.Round(value.Fraction * cells);
            string line = cells > 0 ? $"[{new string('#', done)}{new string('.', cells - done)}] {text}" : text;
            line = line.Length < output.Profile.Width ? line : line[..Math.Max(0, output.Profile.Width - 1)];
            writer.Write("\r" + line.PadRight(_width));
            writer.Flush();
            _width = line.Length;
        }
    }

    /// <summary>Leaves the terminal with a clean line.</summary>
    public void End() => Clear();

    public void Dispose() => End();

    private void Clear()
    {
        if (_width > 0)
        {
            output.Profile.Out.Writer.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }
}
