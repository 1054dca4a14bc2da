using System.Globalization;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Kernel.Sessions;
using HydroNotebook.Training;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary>Tells how a notebook goes on: what cells print as they print it, how they train, and a line for each cell that took a second or more.</summary>
/// <remarks>Cells print and train on threads of their own: one line at a time, and the bar gives way to what is printed.</remarks>
internal sealed class CellLines(IAnsiConsole output) : IProgress<NotebookProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TrainingBar _bar = new(output);

    public void Report(NotebookProgress value)
    {
        lock (_gate)
        {
            TextWriter writer = output.Profile.Out.Writer;
            switch (value)
            {
                case NotebookProgress.Shown { Output: CellOutput.Printed printed }:
                    _bar.End();
                    writer.Write(printed.Text);
                    break;
                case NotebookProgress.Finished { Duration.TotalSeconds: >= 1 } finished:
                    _bar.End();
                    writer.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"cell [{finished.ExecutionCount}] {finished.Position}/{finished.Cells}: {finished.Duration.TotalSeconds:0.0} s"));
                    break;
            }

            writer.Flush();
        }
    }

    /// <summary>Shows a training: a bar in a terminal, a line an epoch elsewhere.</summary>
    internal void Train(TrainingProgress value)
    {
        lock (_gate)
        {
            _bar.Report(value);
        }
    }

    /// <summary>Takes the bar away.</summary>
    internal void EndTraining()
    {
        lock (_gate)
        {
            _bar.End();
        }
    }

    public void Dispose() => _bar.Dispose();
}
