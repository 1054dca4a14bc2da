using HydroNotebook.Tensors.Kernels;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Nn;

/// <summary>The fused layers against their plain twins: all states, and gradients of everything that has one.</summary>
public sealed class FusedLayerTests
{
    // Sums in another order, fused multiply-add, activations within 2e-7.
    private const double Tolerance = 2e-5;

    public static TheoryData<int, int, int, int, int> Shapes => new()
    {
        // length, batch, inputs, hidden, layers
        { 1, 1, 1, 1, 1 },
        { 7, 5, 3, 16, 1 },
        { 9, 13, 17, 33, 2 },
        { 4, 30, 5, 8, 3 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Lstm_gives_the_states_and_gradients_of_its_plain_twin(int length, int batch, int inputs, int hidden, int layers)
    {
        foreach (KernelSet kernels in KernelSet.All)
        {
            var plain = new PlainLstm(inputs, hidden, layers);
            var fused = new Lstm(inputs, hidden, layers, 2, kernels);
            NamedArray[] weights = Weights(plain, 5);
            plain.Read(weights);
            fused.Read(weights);
            Tensor[] first = Inputs([length, batch, inputs], [layers, batch, hidden], [layers, batch, hidden]);
            Tensor[] second = Inputs([length, batch, inputs], [layers, batch, hidden], [layers, batch, hidden]);

            RecurrentOutput expected = plain.Forward(first[0], first[1], first[2]);
            RecurrentOutput actual = fused.Forward(second[0], second[1], second[2]);

            Compare(expected, actual, plain, fused, first, second);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EaLstm_gives_the_states_and_gradients_of_its_plain_twin(int length, int batch, int inputs, int hidden, int statics)
    {
        foreach (KernelSet kernels in KernelSet.All)
        {
            var plain = new PlainEaLstm(inputs, statics, hidden);
            var fused = new EaLstm(inputs, statics, hidden, kernels);
            NamedArray[] weights = Weights(plain, 6);
            plain.Read(weights);
            fused.Read(weights);
            Tensor[] first = Inputs([length, batch, inputs], [1, batch, hidden], [1, batch, hidden], [batch, statics]);
            Tensor[] second = Inputs([length, batch, inputs], [1, batch, hidden], [1, batch, hidden], [batch, statics]);

            RecurrentOutput expected = plain.Forward(first[0], first[3], first[1], first[2]);
            RecurrentOutput actual = fused.Forward(second[0], second[3], second[1], second[2]);

            Compare(expected, actual, plain, fused, first, second);
        }
    }

    [Fact]
    public void Without_a_tape_the_states_are_the_same()
    {
        var fused = new Lstm(3, 8);
        fused.Read(Initialisation.NeuralHydrology.Lstm(3, 8, seed: 1));
        Tensor x = Inputs([6, 4, 3])[0];

        float[] recorded = fused.Forward(x).Hidden.ToArray();
        using (Gradients.Off())
        {
            Assert.Equal(recorded, fused.Forward(x).Hidden.ToArray());
        }
    }

    private static void Compare(RecurrentOutput expected, RecurrentOutput actual, Layer plain, Layer fused, Tensor[] first, Tensor[] second)
    {
        Close(expected.Hidden.ToArray(), actual.Hidden.ToArray(), "hidden");
        Close(expected.Cell.ToArray(), actual.Cell.ToArray(), "cell");
        Close(expected.HiddenLast.ToArray(), actual.HiddenLast.ToArray(), "last hidden");
        Close(expected.CellLast.ToArray(), actual.CellLast.ToArray(), "last cell");
        Loss(expected).Backward();
        Loss(actual).Backward();
        for (int k = 0; k < plain.Parameters.Count; k++)
        {
            Close(plain.Parameters[k].Value.Gradient!.ToArray(), fused.Parameters[k].Value.Gradient!.ToArray(), plain.Parameters[k].Name);
        }

        for (int k = 0; k < first.Length; k++)
        {
            Close(first[k].Gradient!.ToArray(), second[k].Gradient!.ToArray(), $"input {k}");
        }
    }

    // Every state counts with a weight of its own, so that no gradient can hide behind another.
    private static Tensor Loss(RecurrentOutput states)
    {
        var numbers = new RandomNumbers(3, "loss");
        Tensor Weighted(Tensor t, int part) => (t * Tensor.From([.. Enumerable.Range(0, t.Count).Select(k => (float)numbers.At(part).Normal(k))], t.Shape)).Sum();
        return Weighted(states.Hidden, 0) + Weighted(states.Cell, 1) + Weighted(states.HiddenLast, 2) + Weighted(states.CellLast, 3);
    }

    private static NamedArray[] Weights(Layer layer, long seed)
    {
        var numbers = new RandomNumbers(seed, "weights");
        return [.. layer.Parameters.Select((p, n) => new NamedArray(
            p.Name, p.Value.Shape, [.. Enumerable.Range(0, p.Value.Count).Select(k => (float)numbers.At(n).Uniform(k, -0.5, 0.5))]))];
    }

    private static Tensor[] Inputs(params int[][] shapes)
    {
        var numbers = new RandomNumbers(9, "inputs");
        return [.. shapes.Select((shape, n) =>
        {
            int count = shape.Aggregate(1, (a, b) => a * b);
            Tensor tensor = Tensor.From([.. Enumerable.Range(0, count).Select(k => (float)numbers.At(n).Normal(k))], shape);
            tensor.RequiresGradient = true;
            return tensor;
        })];
    }

    private static void Close(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= Tolerance * scale, $"{what}[{k}]: plain {expected[k]}, fused {actual[k]}");
        }
    }
}
