using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Training;

/// <summary>A device that trains: it holds series, weights and optimiser, and is spoken to in steps, not in operations.</summary>
/// <remarks>Implementations: <see cref="CpuEngine"/>. A second device implements this and is chosen where the engine is made.</remarks>
public interface ITrainingEngine : IDisposable
{
    /// <summary>Name of the device for people, such as <c>CPU, Vector256, 2 threads</c>.</summary>
    string Device { get; }

    /// <summary>Number of weights.</summary>
    int WeightCount { get; }

    /// <summary>One optimiser step.</summary>
    /// <param name="samples">The samples of the batch.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="step">Number of the step since the start of training, from 0: the position of the random numbers.</param>
    /// <returns>Mean loss over the batch's targets; when it is not a number the weights are left as they were.</returns>
    double Step(ReadOnlySpan<Sample> samples, float learningRate, long step);

    /// <summary>Mean loss over samples without training; the validation loss.</summary>
    double Loss(IReadOnlyList<Sample> samples, CancellationToken cancel);

    /// <summary>Standardised outputs of the last day of each sample's window, without dropout.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="outputs">Receives one number a sample.</param>
    /// <param name="cancel">Stops after a batch.</param>
    void Predict(IReadOnlyList<Sample> samples, Span<float> outputs, CancellationToken cancel);

    /// <summary>Standardised outputs of many days in one pass, the state carried on from day to day, without dropout.</summary>
    /// <param name="basins">Positions of basins, all run over the same rows of their series.</param>
    /// <param name="firstRow">First row that is fed; the state before it is zero.</param>
    /// <param name="lastRow">Last row that is fed.</param>
    /// <param name="outputDays">Days at the end that have an output.</param>
    /// <param name="outputs">Receives [basins, output days].</param>
    void PredictOnceThrough(ReadOnlySpan<int> basins, int firstRow, int lastRow, int outputDays, Span<float> outputs);

    /// <summary>A copy of the weights, in the order of their layout.</summary>
    float[] ReadWeights();

    /// <summary>Sets the weights.</summary>
    void WriteWeights(ReadOnlySpan<float> weights);

    /// <summary>A copy of the optimiser's state.</summary>
    IReadOnlyList<NamedArray> ReadOptimiser();

    /// <summary>Takes up a state that <see cref="ReadOptimiser"/> gave, bit by bit.</summary>
    void WriteOptimiser(IEnumerable<NamedArray> state);
}
