using System.Diagnostics;
using System.Globalization;
using HydroNotebook.Evaluation;
using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Training;

namespace HydroNotebook.Experiments;

/// <summary>What a run will take: its arithmetic, and the time at a speed that was measured here and now.</summary>
/// <remarks>Validation periods, reading the data and basins with gaps are not in it.</remarks>
public sealed record RunEstimate
{
    // The steps of a large batch take a second each: two of them are enough to tell a night from an hour.
    private const double MeasuringSeconds = 1;
    private const int LeastSteps = 2;

    /// <summary>Number of basins.</summary>
    public required int Basins { get; init; }

    /// <summary>Optimiser steps of all epochs.</summary>
    public required long Updates { get; init; }

    /// <summary>Floating-point operations of training: 2(I + H)·gates·H for every sample and day forward, three times that in all.</summary>
    public required double TrainingFlop { get; init; }

    /// <summary>Floating-point operations of simulating the test period.</summary>
    public required double EvaluationFlop { get; init; }

    /// <summary>Time for training.</summary>
    public required TimeSpan Training { get; init; }

    /// <summary>Time for simulating the test period.</summary>
    public required TimeSpan Evaluation { get; init; }

    /// <summary>Instruction set and threads that were measured, such as <c>Vector256, 2 threads</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Estimates a run on basins with complete records, from a second or two of its own steps on random numbers.</summary>
    /// <param name="settings">The experiment.</param>
    /// <param name="basins">Number of basins.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no basin.</exception>
    public static RunEstimate Of(ExperimentSettings settings, int basins)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(basins, 1);
        TrainingSettings training = settings.Training;
        RecurrentShape shape = StreamflowNetwork.ShapeOf(settings.Model, settings.Data.DynamicInputs.Count, settings.Data.ExpandStaticInputs().Count);
        using var pool = new ShardPool(training.Threads);
        using var network = new SequenceRegression(shape, pool);

        int days = settings.Periods.Training.Days;
        double windows = training.Sampling == Sampling.Cuts
            ? basins * ((days / (double)training.PredictLastN) + 1)
            : (double)basins * days;
        long steps = (long)Math.Ceiling(windows / training.BatchSize);
        steps = Math.Min(steps, training.UpdatesPerEpoch ?? steps);
        double trained = Math.Min(windows, (double)steps * training.BatchSize);
        SequenceBatch batch = Random(shape, training.BatchSize, training.SequenceLength, training.PredictLastN, (float)settings.Model.Dropout);
        var gradient = new float[network.Layout.Count];
        double perWindow = Seconds(() => network.Gradient(batch, gradient)) / training.BatchSize;

        bool once = settings.Evaluation.Mode == EvaluationMode.OnceThrough;
        int test = settings.Periods.Test.Days;
        double simulatedDays = once ? basins * (test + training.SequenceLength - 1.0) : (double)basins * test * training.SequenceLength;
        SequenceBatch forward = once
            ? Random(shape, Math.Min(Evaluator.BasinsAtOnce, basins), test + training.SequenceLength - 1, test, 0)
            : Random(shape, Math.Min(256, basins * test), training.SequenceLength, 1, 0);
        double perDay = Seconds(() => network.Run(forward)) / ((double)forward.Count * forward.Length);
        return new RunEstimate
        {
            Basins = basins,
            Updates = steps * training.Epochs,
            TrainingFlop = 3 * shape.FlopPerSampleAndStep * training.SequenceLength * trained * training.Epochs,
            EvaluationFlop = shape.FlopPerSampleAndStep * simulatedDays,
            Training = TimeSpan.FromSeconds(perWindow * trained * training.Epochs),
            Evaluation = TimeSpan.FromSeconds(perDay * simulatedDays),
            Device = string.Create(CultureInfo.InvariantCulture, $"{network.InstructionSet}, {pool.Threads} {(pool.Threads == 1 ? "thread" : "threads")}"),
        };
    }

    /// <summary>Arithmetic and time in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Basins} basins, {Updates:#,0} updates, {Tera(TrainingFlop)}: about {Time(Training)} on this machine ({Device}); test period {Tera(EvaluationFlop)}, about {Time(Evaluation)}");

    private static double Seconds(Action step)
    {
        step();
        long began = Stopwatch.GetTimestamp();
        int count = 0;
        while (count < LeastSteps || Stopwatch.GetElapsedTime(began).TotalSeconds < MeasuringSeconds)
        {
            step();
            count++;
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds / count;
    }

    private static SequenceBatch Random(RecurrentShape shape, int count, int length, int outputDays, float dropout)
    {
        var numbers = new RandomNumbers(1, "estimate");
        float[] series = [.. Enumerable.Range(0, length * shape.Inputs).Select(k => (float)numbers.Normal(k))];
        float[] statics = [.. Enumerable.Range(0, shape.Statics).Select(k => (float)numbers.Normal(-1 - k))];
        var batch = new SequenceBatch(new SequenceInputs(shape.Inputs, shape.Statics, [series], [statics]), count, length, outputDays)
        {
            Dropout = dropout,
            DropoutNumbers = numbers.At(1),
        };
        float[] targets = [.. Enumerable.Range(0, outputDays).Select(k => (float)numbers.At(2).Normal(k))];
        for (int k = 0; k < count; k++)
        {
            batch.Add(0, length - 1, targets, weight: 1);
        }

        return batch;
    }

    private static string Tera(double flop) => string.Create(CultureInfo.InvariantCulture, $"{flop / 1e12:#,0.##} TFLOP");

    private static string Time(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.0} h")
        : time.TotalMinutes >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, time.TotalSeconds):0} s");
}
