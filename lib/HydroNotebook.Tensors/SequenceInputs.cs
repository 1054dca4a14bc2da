namespace HydroNotebook.Tensors;

/// <summary>Standardised inputs of many sequences, stored once; windows are views into them.</summary>
public sealed class SequenceInputs
{
    private readonly float[][] _series;
    private readonly float[] _statics;

    /// <summary>Copies the inputs to memory that does not move.</summary>
    /// <param name="inputs">Number of daily inputs.</param>
    /// <param name="statics">Number of static inputs.</param>
    /// <param name="series">Daily inputs of each sequence, row-major [days, inputs].</param>
    /// <param name="staticValues">Static inputs of each sequence, [statics].</param>
    /// <exception cref="ArgumentException">A sequence has an incomplete day or another number of statics.</exception>
    public SequenceInputs(int inputs, int statics, IReadOnlyList<float[]> series, IReadOnlyList<float[]> staticValues)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(staticValues);
        Inputs = inputs;
        Statics = statics;
        _series = new float[series.Count][];
        _statics = GC.AllocateArray<float>(Math.Max(1, series.Count * statics), pinned: true);
        for (int s = 0; s < series.Count; s++)
        {
            if (series[s].Length % inputs != 0)
            {
                throw new ArgumentException($"Sequence {s} has {series[s].Length} numbers, no multiple of {inputs} inputs.", nameof(series));
            }

            if (statics > 0 && staticValues[s].Length != statics)
            {
                throw new ArgumentException($"Sequence {s} has {staticValues[s].Length} statics instead of {statics}.", nameof(staticValues));
            }

            _series[s] = GC.AllocateArray<float>(Math.Max(1, series[s].Length), pinned: true);
            series[s].CopyTo(_series[s], 0);
            if (statics > 0)
            {
                staticValues[s].CopyTo(_statics, s * statics);
            }
        }
    }

    /// <summary>Number of daily inputs.</summary>
    public int Inputs { get; }

    /// <summary>Number of static inputs.</summary>
    public int Statics { get; }

    /// <summary>Number of sequences.</summary>
    public int Count => _series.Length;

    /// <summary>Days of a sequence.</summary>
    public int Days(int sequence) => _series[sequence].Length / Inputs;

    /// <summary>Daily inputs of a sequence, [days, inputs].</summary>
    public ReadOnlySpan<float> Series(int sequence) => _series[sequence];

    /// <summary>Static inputs of a sequence, [statics].</summary>
    public Span<float> StaticsOf(int sequence) => _statics.AsSpan(sequence * Statics, Statics);

    /// <summary>Address of a day; the arrays are pinned for ever.</summary>
    internal unsafe float* Day(int sequence, int day) =>
        (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_series[sequence], day * Inputs);
}
