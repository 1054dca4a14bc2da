using System.Globalization;
using HydroNotebook.Basins;
using HydroNotebook.Kernel;
using HydroNotebook.Kernel.Formatting;
using HydroNotebook.Training;

namespace HydroNotebook.Cli;

/// <summary>Shows trainings that cells start: in front ends as one live bar in the cell's output, headless in the terminal; a sentence stays in the notebook.</summary>
/// <param name="lines">The terminal of a headless run; null: a front end shows the bar.</param>
/// <param name="clock">Measures durations; null = the system's.</param>
internal sealed class CellTraining(CellLines? lines = null, TimeProvider? clock = null) : TrainingHost
{
    private readonly Lock _gate = new();
    private readonly List<string> _data = [];

    /// <summary>The data that cells used, each set once, in the order of first use.</summary>
    internal IReadOnlyList<string> Data
    {
        get
        {
            lock (_gate)
            {
                return [.. _data];
            }
        }
    }

    /// <summary>An interrupted cell ends its trainings too.</summary>
    public override CancellationToken Cancel => NotebookCancellation.Token;

    public override ITrainingView Watch(string name) => new View(name, lines, clock ?? TimeProvider.System);

    public override void Uses(BasinSet basins)
    {
        string days = basins.Count > 0 ? $", {basins.Basins[0].Series.Period}" : "";
        string text = string.Create(CultureInfo.InvariantCulture, $"{basins.Source}: {basins.Count} basins{days}, fingerprint {basins.Fingerprint[..Math.Min(12, basins.Fingerprint.Length)]}");
        lock (_gate)
        {
            if (!_data.Contains(text, StringComparer.Ordinal))
            {
                _data.Add(text);
            }
        }
    }

    private sealed class View(string name, CellLines? lines, TimeProvider clock) : ITrainingView
    {
        private readonly ProgressDisplay _display = new(clock);
        private readonly long _start = clock.GetTimestamp();
        private TrainingProgress? _last;

        public void Report(TrainingProgress value)
        {
            _last = value;
            if (lines is null)
            {
                _display.Show(value.Fraction, Prefix + TrainingText.Line(value));
            }
            else
            {
                lines.Train(value);
            }
        }

        public void Testing(double share)
        {
            if (lines is null)
            {
                _display.Show(share, Prefix + "simulating the test period");
            }
        }

        public void End(TrainingEnd end)
        {
            lines?.EndTraining();
            _display.End(TrainingText.Sentence(name, end, _last, clock.GetElapsedTime(_start)));
        }

        private string Prefix => name.Length > 0 ? name + ": " : "";
    }
}
