using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Benchmarks.Quick;

/// <summary>Right before fast: loss, outputs and gradient of small networks against the plain reference in float64.</summary>
internal static class Agreement
{
    // Sums of some hundred float32 products; the tests hold every kernel to less on more cases.
    private const double Tolerance = 1e-4;
    private const int Samples = 29;
    private const int Days = 9;

    private static readonly RecurrentShape[] Shapes =
    [
        new(RecurrentCell.Lstm, 5, 0, 37, true),
        new(RecurrentCell.Lstm, 3, 4, 16, true),
        new(RecurrentCell.EaLstm, 5, 6, 37),
    ];

    /// <summary>What differs, or null.</summary>
    internal static string? Fault(int threads)
    {
        using var pool = new ShardPool(threads);
        foreach (RecurrentShape shape in Shapes)
        {
            double worst = Difference(shape, pool);
            if (!(worst < Tolerance))
            {
                return FormattableString.Invariant(
                    $"The fast kernels differ from the reference by {worst:G3} (allowed {Tolerance:G1}) at {shape}: nothing is measured. Run the tests of HydroNotebook.Tensors to see where.");
            }
        }

        return null;
    }

    private static double Difference(RecurrentShape shape, ShardPool pool)
    {
        var numbers = new RandomNumbers(4, "benchmark agreement");
        using var network = new SequenceRegression(shape, pool);
        Span<float> weights = network.Weights.Span;
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = (float)numbers.Uniform(k, -0.4, 0.4);
        }

        float[] series = [.. Enumerable.Range(0, (Days + Samples) * shape.Inputs).Select(k => (float)numbers.At(1).Normal(k))];
        float[] statics = [.. Enumerable.Range(0, shape.Statics).Select(k => (float)numbers.At(2).Normal(k))];
        var batch = new SequenceBatch(new SequenceInputs(shape.Inputs, shape.Statics, [series], [statics]), Samples, Days);
        for (int b = 0; b < Samples; b++)
        {
            batch.Add(0, Days - 1 + b, [(float)numbers.At(3).Normal(b)], 0.5f + (b % 3));
        }

        var gradient = new float[network.Layout.Count];
        double loss = network.Gradient(batch, gradient);
        (double expectedLoss, double[] expectedGradient, double[] expectedOutputs) = Reference(network, batch, series, statics);
        double scale = expectedGradient.Max(Math.Abs);
        double worst = Math.Abs(loss - expectedLoss) / expectedLoss;
        for (int k = 0; k < gradient.Length; k++)
        {
            worst = Larger(worst, Math.Abs(gradient[k] - expectedGradient[k]) / scale);
        }

        network.Run(batch);
        for (int b = 0; b < Samples; b++)
        {
            worst = Larger(worst, Math.Abs(batch.Results[b] - expectedOutputs[b]));
        }

        return worst;
    }

    private static (double Loss, double[] Gradient, double[] Outputs) Reference(
        SequenceRegression network, SequenceBatch batch, float[] series, float[] statics)
    {
        RecurrentShape shape = network.Layout.Shape;
        var reference = new RecurrentReference<double>(network.Layout, [.. network.Weights.ToArray().Select(w => (double)w)]);
        double[] attributes = [.. statics.Select(s => (double)s)];
        var gradient = new double[network.Layout.Count];
        var outputs = new double[Samples];
        double loss = 0;
        for (int b = 0; b < Samples; b++)
        {
            double[] inputs = [.. series.Skip(b * shape.Inputs).Take(Days * shape.Inputs).Select(x => (double)x)];
            RecurrentTrace<double> trace = reference.Forward(inputs, attributes);
            outputs[b] = reference.Head(trace, Days);
            double error = outputs[b] - batch.Targets[b];
            loss += batch.Weights[b] * error * error / Samples;
            var outer = new double[Days * shape.Hidden];
            reference.HeadBackward(trace, Days, 2 * batch.Weights[b] * error / Samples, null, gradient, outer);
            reference.Backward(trace, outer, gradient);
        }

        return (loss, gradient, outputs);
    }

    // NaN wins.
    private static double Larger(double a, double b) => a >= b || double.IsNaN(a) ? a : b;
}
