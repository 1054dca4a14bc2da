using HydroNotebook.Basins;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Storage;
using HydroNotebook.Training;

namespace HydroNotebook.Evaluation;

/// <summary>Writes the states of a trained model for every basin and day into one <c>.npy</c> file, larger than memory if need be.</summary>
/// <remarks>
/// float32, [basins, days, hidden] (gates: [basins, days, gates, hidden]), basins in the order of the set, days of the period; NumPy reads it
/// with <c>np.load(path, mmap_mode="r")</c>. Days without a whole window of forcing are NaN, by the rule of <see cref="Evaluator"/>.
/// </remarks>
public static class StateWriter
{
    /// <summary>Writes one kind of state.</summary>
    /// <param name="path">The file; it appears when it is complete.</param>
    /// <param name="kind">Cell states, hidden states or gates.</param>
    /// <param name="model">The model.</param>
    /// <param name="basins">Basins with the forcing columns and attributes that the model was trained with.</param>
    /// <param name="period">The days.</param>
    /// <param name="mode">Windowed as L22 does, or once through.</param>
    /// <param name="threads">Threads; 0: one per processor core.</param>
    /// <param name="progress">Told the number of basins done.</param>
    /// <param name="cancel">Stops within a second or so; nothing is left behind.</param>
    /// <exception cref="HydroException">Columns differ from the model's, no day has states, or the file cannot be written.</exception>
    public static void Write(
        string path,
        StateKind kind,
        TrainedModel model,
        BasinSet basins,
        Period period,
        EvaluationMode mode = EvaluationMode.Windowed,
        int threads = 0,
        IProgress<int>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(basins);
        var index = SampleIndex.Of(basins, period, model.SequenceLength, needTarget: false);
        if (index.Samples.Count == 0)
        {
            throw new HydroException($"No day has states: {index}. Choose another period or other basins.");
        }

        var settings = new TrainingSettings { SequenceLength = model.SequenceLength, Threads = threads };
        using var engine = new CpuEngine(new StandardisedBasins(basins, model.Scaler), model.Settings, settings, null);
        engine.WriteWeights(model.Weights);
        RecurrentShape shape = model.Layout.Shape;
        int width = shape.Hidden * (kind == StateKind.Gates ? shape.Gates : 1);
        using MappedNpy file = Open(path, kind, basins.Count, period.Days, shape);
        ILookup<int, Sample> samples = index.Samples.ToLookup(sample => sample.Basin);
        for (int basin = 0; basin < basins.Count; basin++)
        {
            int start = basins.Basins[basin].Series.RowOf(period.First);
            long place = (long)basin * period.Days * width;
            file.Part(place, period.Days * width).Span.Fill(float.NaN);
            foreach ((int firstRow, int days) in Stretches([.. samples[basin].Select(sample => sample.Row)]))
            {
                Memory<float> part = file.Part(place + ((long)(firstRow - start) * width), days * width);
                StateBuffers buffers = kind switch
                {
                    StateKind.Cells => new StateBuffers(part),
                    StateKind.Hidden => new StateBuffers(default, part),
                    _ => new StateBuffers(default, default, part),
                };
                engine.States(basin, firstRow, days, buffers, mode == EvaluationMode.OnceThrough, cancel);
            }

            progress?.Report(basin + 1);
            cancel.ThrowIfCancellationRequested();
        }

        file.Complete();
    }

    private static MappedNpy Open(string path, StateKind kind, int basins, int days, RecurrentShape shape)
    {
        try
        {
            return kind == StateKind.Gates
                ? new MappedNpy(path, basins, days, shape.Gates, shape.Hidden)
                : new MappedNpy(path, basins, days, shape.Hidden);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HydroException($"{path}: cannot be written ({fault.Message}). Make room on the disk or choose another folder.", fault);
        }
    }

    // Rows that follow on one another.
    private static IEnumerable<(int First, int Days)> Stretches(int[] rows)
    {
        int first = 0;
        for (int k = 1; k <= rows.Length; k++)
        {
            if (k == rows.Length || rows[k] != rows[k - 1] + 1)
            {
                yield return (rows[first], k - first);
                first = k;
            }
        }
    }
}
