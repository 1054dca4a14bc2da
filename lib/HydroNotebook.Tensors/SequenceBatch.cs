namespace HydroNotebook.Tensors;

/// <summary>Which windows go through the network together, and what they should give; filled anew for each step.</summary>
public sealed class SequenceBatch
{
    /// <summary>Makes room for a number of samples.</summary>
    /// <param name="inputs">The sequences that the windows lie in.</param>
    /// <param name="capacity">Most samples of a batch.</param>
    /// <param name="length">Days of a window.</param>
    /// <param name="outputDays">Days at the end of the window that have an output, 1 for sequence to one.</param>
    public SequenceBatch(SequenceInputs inputs, int capacity, int length, int outputDays = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outputDays, length);
        Inputs = inputs;
        Capacity = capacity;
        Length = length;
        OutputDays = outputDays;
        Sequences = new int[capacity];
        LastDays = new int[capacity];
        Weights = new float[capacity];
        Targets = new float[capacity * outputDays];
        Outputs = new float[capacity * outputDays];
    }

    /// <summary>The sequences that the windows lie in.</summary>
    public SequenceInputs Inputs { get; }

    /// <summary>Most samples.</summary>
    public int Capacity { get; }

    /// <summary>Days of a window.</summary>
    public int Length { get; }

    /// <summary>Days at the end of the window that have an output.</summary>
    public int OutputDays { get; }

    /// <summary>Number of samples in use.</summary>
    public int Count { get; private set; }

    /// <summary>Outputs of the last pass, [samples, output days].</summary>
    public ReadOnlySpan<float> Results => Outputs.AsSpan(0, Count * OutputDays);

    /// <summary>Share of the head's inputs that dropout sets to zero in training, [0, 1).</summary>
    public float Dropout { get; set; }

    /// <summary>Random numbers of this step's dropout.</summary>
    public RandomNumbers DropoutNumbers { get; set; }

    internal int[] Sequences { get; }

    internal int[] LastDays { get; }

    internal float[] Weights { get; }

    internal float[] Targets { get; }

    internal float[] Outputs { get; }

    /// <summary>Empties the batch.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a window without targets.</summary>
    /// <param name="sequence">Number of the sequence.</param>
    /// <param name="lastDay">Its day that is the window's last.</param>
    /// <exception cref="ArgumentException">The window reaches out of the sequence, or the batch is full.</exception>
    public void Add(int sequence, int lastDay)
    {
        if (Count == Capacity)
        {
            throw new ArgumentException($"The batch is full with {Capacity} samples.", nameof(sequence));
        }

        if (lastDay < Length - 1 || lastDay >= Inputs.Days(sequence))
        {
            throw new ArgumentException(
                $"A window of {Length} days that ends on day {lastDay} reaches out of sequence {sequence} with its {Inputs.Days(sequence)} days.",
                nameof(lastDay));
        }

        Sequences[Count] = sequence;
        LastDays[Count] = lastDay;
        Weights[Count] = 1;
        Targets.AsSpan(Count * OutputDays, OutputDays).Fill(float.NaN);
        Count++;
    }

    /// <summary>Adds a window with its targets.</summary>
    /// <param name="sequence">Number of the sequence.</param>
    /// <param name="lastDay">Its day that is the window's last.</param>
    /// <param name="targets">Standardised targets of the last days, [output days]; NaN: no target.</param>
    /// <param name="weight">Weight of the sample's squared errors (1, or 1/(s + ε)² for NSE*).</param>
    public void Add(int sequence, int lastDay, ReadOnlySpan<float> targets, float weight)
    {
        Add(sequence, lastDay);
        targets.CopyTo(Targets.AsSpan((Count - 1) * OutputDays, OutputDays));
        Weights[Count - 1] = weight;
    }

    /// <summary>Number of targets that are not NaN.</summary>
    public int ValidTargets()
    {
        int valid = 0;
        foreach (float target in Targets.AsSpan(0, Count * OutputDays))
        {
            valid += float.IsNaN(target) ? 0 : 1;
        }

        return valid;
    }
}
