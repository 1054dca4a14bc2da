using System.Globalization;
using HydroNotebook.Kernel.Running;
using HydroNotebook.Kernel.Sessions;
using Spectre.Console;

namespace HydroNotebook.Cli;

/// <summary>Tells how a notebook goes on: what cells print as they print it, and a line for each cell that took a second or more.</summary>
internal sealed class CellLines(IAnsiConsole output) : IProgress<NotebookProgress>
{
    public void Report(NotebookProgress value)
    {
        TextWriter writer = output.Profile.Out.Writer;
        switch (value)
        {
            case NotebookProgress.Shown { Output: CellOutput.Printed printed }:
                writer.Write(printed.Text);
                break;
            case NotebookProgress.Finished { Duration.TotalSeconds: >= 1 } finished:
                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"cell [{finished.ExecutionCount}] {finished.Position}/{finished.Cells}: {finished.Duration.TotalSeconds:0.0} s"));
                break;
        }

        writer.Flush();
    }
}
