using HydroNotebook.Kernel.Sessions;

namespace HydroNotebook.Kernel.Tests;

/// <summary>Keeps what cells show.</summary>
internal sealed class ListSink : ICellSink
{
    private readonly Lock _gate = new();
    private readonly List<CellOutput> _outputs = [];

    internal IReadOnlyList<CellOutput> Outputs
    {
        get
        {
            lock (_gate)
            {
                return [.. _outputs];
            }
        }
    }

    internal string Printed(StreamName name = StreamName.Out) =>
        string.Concat(Outputs.OfType<CellOutput.Printed>().Where(output => output.Name == name).Select(output => output.Text));

    internal string Result => Outputs.OfType<CellOutput.Result>().Single().Bundle.PlainText;

    public void Receive(CellOutput output)
    {
        lock (_gate)
        {
            _outputs.Add(output);
        }
    }
}
