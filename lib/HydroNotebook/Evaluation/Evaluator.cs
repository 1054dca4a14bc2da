using HydroNotebook.Basins;
using HydroNotebook.Training;

namespace HydroNotebook.Evaluation;

/// <summary>Runs a trained model over a period of basins, known or unknown to it.</summary>
/// <remarks>
/// Windowed (K19): every day from a window of its own, zero state before it. Once through: one pass that begins a window before
/// the period. In both, a day has a simulation when the window before it lies in the record and no forcing of it is missing; once
/// through, a basin with a missing forcing has none from there on. Days without stay NaN.
/// </remarks>
public static class Evaluator
{
    /// <summary>Basins in one pass once through: whole register tiles of every instruction set, and work for four threads.</summary>
    internal const int BasinsAtOnce = 48;

    /// <summary>Simulates discharge.</summary>
    /// <param name="model">The model.</param>
    /// <param name="basins">Basins with the forcing columns and attributes that the model was trained with.</param>
    /// <param name="period">The days to simulate.</param>
    /// <param name="mode">Windowed or once through.</param>
    /// <param name="threads">Threads; 0: one per processor core.</param>
    /// <param name="progress">Told the share of the work that is done, 0 … 1.</param>
    /// <param name="cancel">Stops within a second or so.</param>
    /// <returns>Observed and simulated discharge, mm/day, not clipped.</returns>
    /// <exception cref="HydroException">Columns differ from the model's, or no day can be simulated.</exception>
    public static Predictions Simulate(
        TrainedModel model,
        BasinSet basins,
        Period period,
        EvaluationMode mode = EvaluationMode.Windowed,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(basins);
        var standardised = new StandardisedBasins(basins, model.Scaler);
        var settings = new TrainingSettings { SequenceLength = model.SequenceLength, Threads = threads };
        using var engine = new CpuEngine(standardised, model.Settings, settings, null);
        engine.WriteWeights(model.Weights);
        var index = SampleIndex.Of(basins, period, model.SequenceLength, needTarget: false);
        if (index.Samples.Count == 0)
        {
            throw new HydroException($"No day can be simulated: {index}. Choose another period or other basins.");
        }

        float[][] simulated = [.. basins.Basins.Select(_ => Missing(period.Days))];
        if (mode == EvaluationMode.OnceThrough)
        {
            OnceThrough(engine, basins, period, model, simulated, progress, cancel);
        }
        else
        {
            Windowed(engine, basins, period, index, model, simulated, progress, cancel);
        }

        float[][] observed = [.. basins.Basins.Select(basin => Observed(basin.Series, period))];
        var info = new PredictionsInfo
        {
            Mode = mode,
            Model = model.Settings.Kind == "eaLstm" ? "EA-LSTM" : "LSTM",
            DataFingerprint = basins.Fingerprint,
        };
        return new Predictions(info, period, [.. basins.Basins.Select(basin => basin.Id)], observed, simulated);
    }

    private static float[] Missing(int days)
    {
        var series = new float[days];
        Array.Fill(series, float.NaN);
        return series;
    }

    private static float[] Observed(DailySeries series, Period period)
    {
        float[] observed = Missing(period.Days);
        int width = series.Variables.Count;
        int first = series.RowOf(period.First);
        for (int day = Math.Max(0, -first); day < period.Days && first + day < series.Days; day++)
        {
            observed[day] = series.Values[((first + day) * width) + width - 1];
        }

        return observed;
    }

    private static void Windowed(
        CpuEngine engine, BasinSet basins, Period period, SampleIndex index, TrainedModel model,
        float[][] simulated, IProgress<double>? progress, CancellationToken cancel)
    {
        const int AtOnce = 4096;
        var outputs = new float[AtOnce];
        for (int first = 0; first < index.Samples.Count; first += AtOnce)
        {
            List<Sample> samples = [.. index.Samples.Skip(first).Take(AtOnce)];
            engine.Predict(samples, outputs, cancel);
            for (int k = 0; k < samples.Count; k++)
            {
                int start = basins.Basins[samples[k].Basin].Series.RowOf(period.First);
                simulated[samples[k].Basin][samples[k].Row - start] = model.Scaler.ToMmPerDay(outputs[k]);
            }

            progress?.Report((double)Math.Min(index.Samples.Count, first + AtOnce) / index.Samples.Count);
        }
    }

    private static void OnceThrough(
        CpuEngine engine, BasinSet basins, Period period, TrainedModel model,
        float[][] simulated, IProgress<double>? progress, CancellationToken cancel)
    {
        // Basins that are fed the same rows go together.
        var spans = Enumerable.Range(0, basins.Count)
            .Select(b => (Basin: b, Span: SpanOf(basins.Basins[b].Series, period, model.SequenceLength)))
            .Where(item => item.Span.Last >= item.Span.FirstOutput)
            .GroupBy(item => item.Span)
            .SelectMany(group => group.Select(item => item.Basin).Chunk(BasinsAtOnce).Select(chunk => (group.Key, Basins: chunk)))
            .ToList();
        for (int part = 0; part < spans.Count; part++)
        {
            cancel.ThrowIfCancellationRequested();
            ((int first, int firstOutput, int last), int[] members) = spans[part];
            int days = last - firstOutput + 1;
            var outputs = new float[members.Length * days];
            engine.PredictOnceThrough(members, first, last, days, outputs);
            for (int k = 0; k < members.Length; k++)
            {
                int start = basins.Basins[members[k]].Series.RowOf(period.First);
                for (int day = 0; day < days; day++)
                {
                    simulated[members[k]][firstOutput + day - start] = model.Scaler.ToMmPerDay(outputs[(k * days) + day]);
                }
            }

            progress?.Report((part + 1.0) / spans.Count);
        }
    }

    // First row fed, first row with an output, last row.
    private static (int First, int FirstOutput, int Last) SpanOf(DailySeries series, Period period, int sequenceLength)
    {
        int first = Math.Max(0, series.RowOf(period.First) - sequenceLength + 1);
        int firstOutput = Math.Max(series.RowOf(period.First), first + sequenceLength - 1);
        return (first, firstOutput, Math.Min(series.RowOf(period.Last), series.Days - 1));
    }
}
