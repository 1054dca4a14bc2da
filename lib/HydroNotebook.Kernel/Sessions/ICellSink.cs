namespace HydroNotebook.Kernel.Sessions;

/// <summary>Takes what cells show: a notebook file, or the wire to a front end.</summary>
/// <remarks>Calls for one cell come one after the other, from any thread; tasks that outlive their cell may call after it has ended.</remarks>
public interface ICellSink
{
    /// <summary>Takes one output, in the order in which the cell made them.</summary>
    void Receive(CellOutput output);
}
