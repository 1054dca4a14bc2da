namespace HydroNotebook.Tensors;

/// <summary>Sizes of one recurrent layer with a linear head of one output.</summary>
/// <param name="Cell">LSTM or EA-LSTM.</param>
/// <param name="Inputs">Inputs that change from day to day.</param>
/// <param name="Statics">Inputs that do not change: fed at every step (LSTM, behind the others) or to the input gate (EA-LSTM).</param>
/// <param name="Hidden">Number of cells.</param>
/// <param name="TwoBiases">LSTM only: a second bias per gate, as PyTorch has it (both are trained; K19 has one).</param>
public sealed record RecurrentShape(RecurrentCell Cell, int Inputs, int Statics, int Hidden, bool TwoBiases = false)
{
    /// <summary>Gates computed at every step: 4 (input, forget, candidate, output) or 3 (forget, candidate, output).</summary>
    public int Gates => Cell == RecurrentCell.Lstm ? 4 : 3;

    /// <summary>Arithmetic of one forward pass over one sample and step, 2(I + H)·gates·H (the head and the activations are not counted).</summary>
    public double FlopPerSampleAndStep => 2.0 * (Inputs + (Cell == RecurrentCell.Lstm ? Statics : 0) + Hidden) * Gates * Hidden;

    /// <summary>What is wrong with these sizes, or null.</summary>
    internal string? Fault() =>
        Inputs < 1 ? $"{Inputs} inputs; there must be at least one"
        : Hidden < 1 ? $"{Hidden} cells; there must be at least one"
        : Statics < 0 ? $"{Statics} static inputs"
        : Cell == RecurrentCell.EaLstm && Statics == 0 ? "no static inputs; the EA-LSTM's input gate needs at least one"
        : Cell == RecurrentCell.EaLstm && TwoBiases ? "two biases; the EA-LSTM has one"
        : null;
}
