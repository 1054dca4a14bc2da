using HydroNotebook.Tensors;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>One network of the comparison: its sizes and how long it is measured.</summary>
/// <param name="Name">Name in the records.</param>
/// <param name="Cell">LSTM or EA-LSTM.</param>
/// <param name="Dynamic">Inputs that change from day to day.</param>
/// <param name="Statics">Attributes of the basin.</param>
/// <param name="Hidden">Cells.</param>
/// <param name="Length">Days of a window.</param>
/// <param name="TrainSeconds">Seconds planned for training steps.</param>
/// <param name="InferSeconds">Seconds planned for inference.</param>
internal sealed record Configuration(
    string Name, RecurrentCell Cell, int Dynamic, int Statics, int Hidden, int Length, double TrainSeconds, double InferSeconds)
{
    /// <summary>Samples of a step.</summary>
    internal const int Batch = 256;

    /// <summary>Name of the one that extracts states too.</summary>
    internal const string WithStates = "d";

    /// <summary>All of them; what "d-statics" adds to d is that most inputs are attributes, which PyTorch would repeat on every day.</summary>
    internal static IReadOnlyList<Configuration> All { get; } =
    [
        new("a", RecurrentCell.Lstm, 5, 0, 256, 270, 3, 1.2),
        new("b", RecurrentCell.Lstm, 32, 0, 256, 270, 3, 1.2),
        new("c", RecurrentCell.EaLstm, 5, 27, 256, 270, 2.5, 1.2),
        new("d", RecurrentCell.Lstm, 24, 0, 64, 365, 2, 1),
        new("d-statics", RecurrentCell.Lstm, 3, 21, 64, 365, 1, 0.5),
        new("e", RecurrentCell.EaLstm, 5, 27, 32, 90, 1, 0.5),
    ];

    /// <summary>Sizes of the network; the LSTM with two biases, as PyTorch has it.</summary>
    internal RecurrentShape Shape => new(Cell, Dynamic, Statics, Hidden, Cell == RecurrentCell.Lstm);

    /// <summary>Arithmetic of one window forward, 2(I + H)·gates·H a day; training counts three times that.</summary>
    internal double FlopPerSample => Shape.FlopPerSampleAndStep * Length;

    /// <summary>Whether PyTorch runs the same.</summary>
    internal bool HasPeer => Cell == RecurrentCell.EaLstm || Statics == 0;
}
