using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors.Tests.Kernels;

/// <summary>A random network and batch, run by the plain reference in a precision of choice.</summary>
internal sealed class NetworkCase
{
    internal NetworkCase(RecurrentShape shape, int batch, int length, int outputDays, long seed, float dropout = 0)
    {
        Layout = new RecurrentLayout(shape);
        var numbers = new RandomNumbers(seed, "network case");
        Weights = [.. Enumerable.Range(0, Layout.Count).Select(k => (float)numbers.Uniform(k, -0.4, 0.4))];
        int sequences = Math.Max(1, batch / 3);
        RandomNumbers series = numbers.At(1);
        RandomNumbers statics = numbers.At(2);
        Inputs = new SequenceInputs(
            shape.Inputs, shape.Statics,
            [.. Enumerable.Range(0, sequences).Select(s => Enumerable.Range(0, (length + 20) * shape.Inputs).Select(k => (float)series.At(s).Normal(k)).ToArray())],
            [.. Enumerable.Range(0, sequences).Select(s => Enumerable.Range(0, shape.Statics).Select(k => (float)statics.At(s).Normal(k)).ToArray())]);
        Batch = new SequenceBatch(Inputs, batch, length, outputDays) { Dropout = dropout, DropoutNumbers = numbers.At(7) };
        RandomNumbers targets = numbers.At(3);
        for (int b = 0; b < batch; b++)
        {
            float[] target = [.. Enumerable.Range(0, outputDays).Select(d => targets.Uniform((b * 100) + d) < 0.1 ? float.NaN : (float)targets.At(b).Normal(d))];
            Batch.Add(b % sequences, length - 1 + targets.Below(-b - 1, 20), target, 0.5f + (b % 3));
        }
    }

    internal RecurrentLayout Layout { get; }

    internal float[] Weights { get; }

    internal SequenceInputs Inputs { get; }

    internal SequenceBatch Batch { get; }

    /// <summary>Loss, gradient and outputs by the reference twin, in float64.</summary>
    internal (double Loss, double[] Gradient, double[] Outputs) Reference(double[]? weights = null)
    {
        RecurrentShape shape = Layout.Shape;
        var reference = new RecurrentReference<double>(Layout, weights ?? [.. Weights.Select(w => (double)w)]);
        var gradient = new double[Layout.Count];
        var outputs = new double[Batch.Count * Batch.OutputDays];
        int valid = Batch.ValidTargets();
        double loss = 0;
        for (int b = 0; b < Batch.Count; b++)
        {
            RecurrentTrace<double> trace = Trace(reference, b);
            var outer = new double[Batch.Length * shape.Hidden];
            for (int d = 0; d < Batch.OutputDays; d++)
            {
                int day = Batch.Length - Batch.OutputDays + d + 1;
                double[]? factor = Factors(b, d);
                double output = reference.Head(trace, day, factor);
                outputs[(b * Batch.OutputDays) + d] = output;
                float target = Batch.Targets[(b * Batch.OutputDays) + d];
                if (!float.IsNaN(target))
                {
                    double error = output - target;
                    loss += Batch.Weights[b] * error * error;
                    reference.HeadBackward(trace, day, 2 * Batch.Weights[b] * error / valid, factor, gradient, outer);
                }
            }

            reference.Backward(trace, outer, gradient);
        }

        return (loss / valid, gradient, outputs);
    }

    /// <summary>Cell states, hidden states and gates of the output days by the reference twin, without dropout.</summary>
    internal (double[] Cells, double[] Hidden, double[] Gates) States()
    {
        RecurrentShape shape = Layout.Shape;
        var reference = new RecurrentReference<double>(Layout, [.. Weights.Select(w => (double)w)]);
        var cells = new List<double>();
        var hidden = new List<double>();
        var gates = new List<double>();
        for (int b = 0; b < Batch.Count; b++)
        {
            RecurrentTrace<double> trace = Trace(reference, b);
            for (int day = Batch.Length - Batch.OutputDays; day < Batch.Length; day++)
            {
                cells.AddRange(trace.Cell.AsSpan((day + 1) * shape.Hidden, shape.Hidden));
                hidden.AddRange(trace.Hidden.AsSpan((day + 1) * shape.Hidden, shape.Hidden));
                for (int k = 0; k < shape.Gates * shape.Hidden; k++)
                {
                    gates.Add(trace.Gate(day, k / shape.Hidden, k % shape.Hidden));
                }
            }
        }

        return ([.. cells], [.. hidden], [.. gates]);
    }

    private RecurrentTrace<double> Trace(RecurrentReference<double> reference, int sample)
    {
        int first = (Batch.LastDays[sample] - Batch.Length + 1) * Layout.Shape.Inputs;
        double[] inputs = [.. Inputs.Series(Batch.Sequences[sample]).Slice(first, Batch.Length * Layout.Shape.Inputs).ToArray().Select(x => (double)x)];
        double[] statics = [.. Inputs.StaticsOf(Batch.Sequences[sample]).ToArray().Select(x => (double)x)];
        return reference.Forward(inputs, statics);
    }

    private double[]? Factors(int sample, int day)
    {
        if (Batch.Dropout == 0)
        {
            return null;
        }

        RandomNumbers numbers = Batch.DropoutNumbers.At(sample).At(day);
        return [.. Enumerable.Range(0, Layout.Shape.Hidden)
            .Select(j => ((numbers.Bits(j / 4) >> (16 * (j % 4))) & 0xFFFF) < (uint)(Batch.Dropout * 65536) ? 0 : 1.0 / (1 - Batch.Dropout))];
    }
}
