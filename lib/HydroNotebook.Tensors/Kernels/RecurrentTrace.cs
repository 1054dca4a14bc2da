namespace HydroNotebook.Tensors.Kernels;

/// <summary>Everything that a plain forward pass over one sample computed.</summary>
internal sealed class RecurrentTrace<T>(int days, int hidden, int gates, T[] inputs, T[] statics)
{
    private readonly T[] _gates = new T[days * gates * hidden];

    internal int Days { get; } = days;

    /// <summary>[days, inputs].</summary>
    internal T[] Inputs { get; } = inputs;

    internal T[] Statics { get; } = statics;

    /// <summary>[days + 1, hidden]; row 0 is the start.</summary>
    internal T[] Hidden { get; } = new T[(days + 1) * hidden];

    /// <summary>[days + 1, hidden]; row 0 is the start.</summary>
    internal T[] Cell { get; } = new T[(days + 1) * hidden];

    /// <summary>EA-LSTM: the input gate, [hidden].</summary>
    internal T[] StaticGate { get; } = new T[hidden];

    /// <summary>A gate after its activation.</summary>
    internal ref T Gate(int day, int gate, int unit) => ref _gates[(((day * gates) + gate) * hidden) + unit];
}
