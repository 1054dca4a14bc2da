using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors.Tests.Kernels;

public sealed class SequenceRegressionTests
{
    // Cell, inputs, statics, hidden, two biases, batch, length, output days.
    public static TheoryData<RecurrentCell, int, int, int, bool, int, int, int> AwkwardShapes => new()
    {
        { RecurrentCell.Lstm, 1, 0, 1, false, 1, 1, 1 },
        { RecurrentCell.Lstm, 5, 0, 16, false, 12, 7, 1 },
        { RecurrentCell.Lstm, 5, 27, 20, true, 13, 9, 1 },
        { RecurrentCell.Lstm, 3, 2, 33, false, 5, 11, 4 },
        { RecurrentCell.Lstm, 17, 1, 7, true, 77, 3, 3 },
        { RecurrentCell.Lstm, 4, 0, 130, false, 75, 5, 1 },
        { RecurrentCell.Lstm, 5, 3, 8, false, 7, 150, 1 },
        { RecurrentCell.EaLstm, 1, 1, 1, false, 1, 1, 1 },
        { RecurrentCell.EaLstm, 5, 27, 16, false, 12, 7, 1 },
        { RecurrentCell.EaLstm, 5, 27, 33, false, 37, 9, 9 },
        { RecurrentCell.EaLstm, 2, 3, 47, false, 5, 130, 1 },
        { RecurrentCell.EaLstm, 4, 5, 150, false, 76, 5, 2 },
    };

    [Theory]
    [MemberData(nameof(AwkwardShapes))]
    public void Every_instruction_set_agrees_with_the_plain_reference(
        RecurrentCell cell, int inputs, int statics, int hidden, bool twoBiases, int batch, int length, int outputDays)
    {
        var shape = new RecurrentShape(cell, inputs, statics, hidden, twoBiases);
        var network = new NetworkCase(shape, batch, length, outputDays, seed: 5, dropout: hidden % 2 == 0 ? 0.4f : 0);
        (double loss, double[] gradient, double[] outputs) = network.Reference();
        double scale = gradient.Max(Math.Abs);

        foreach (KernelSet kernels in KernelSet.All)
        {
            using var pool = new ShardPool(2);
            using var fast = new SequenceRegression(shape, pool, kernels);
            network.Weights.CopyTo(fast.Weights);
            var fastGradient = new float[fast.Layout.Count];

            double fastLoss = fast.Gradient(network.Batch, fastGradient);

            Assert.Equal(loss, fastLoss, 2e-6 * Math.Max(1, loss));
            AssertClose(outputs, network.Batch.Results.ToArray(), 3e-6);
            AssertClose(gradient, fastGradient, 5e-6 * Math.Max(scale, 1e-3));
        }
    }

    [Theory]
    [MemberData(nameof(AwkwardShapes))]
    public void Outputs_states_and_gates_without_gradient_agree_with_the_reference(
        RecurrentCell cell, int inputs, int statics, int hidden, bool twoBiases, int batch, int length, int outputDays)
    {
        var shape = new RecurrentShape(cell, inputs, statics, hidden, twoBiases);
        var network = new NetworkCase(shape, batch, length, outputDays, seed: 6);
        (_, _, double[] outputs) = network.Reference();
        (double[] Cells, double[] Hidden, double[] Gates) states = network.States();

        foreach (KernelSet kernels in KernelSet.All)
        {
            using var pool = new ShardPool(2);
            using var fast = new SequenceRegression(shape, pool, kernels);
            network.Weights.CopyTo(fast.Weights);
            var cellStates = new float[batch * outputDays * hidden];
            var hiddenStates = new float[batch * outputDays * hidden];
            var gateStates = new float[batch * outputDays * hidden * shape.Gates];

            fast.Run(network.Batch, new StateBuffers(cellStates, hiddenStates, gateStates));

            AssertClose(outputs, network.Batch.Results.ToArray(), 3e-6);
            AssertClose(states.Cells, cellStates, 3e-6);
            AssertClose(states.Hidden, hiddenStates, 3e-6);
            AssertClose(states.Gates, gateStates, 3e-6);
        }
    }

    [Theory]
    [InlineData(RecurrentCell.Lstm, 3, 2, 4, true)]
    [InlineData(RecurrentCell.Lstm, 2, 0, 3, false)]
    [InlineData(RecurrentCell.EaLstm, 3, 2, 4, false)]
    public void The_gradient_of_the_reference_agrees_with_central_differences(RecurrentCell cell, int inputs, int statics, int hidden, bool twoBiases)
    {
        var network = new NetworkCase(new RecurrentShape(cell, inputs, statics, hidden, twoBiases), batch: 4, length: 6, outputDays: 2, seed: 8);
        (_, double[] gradient, _) = network.Reference();
        double[] weights = [.. network.Weights.Select(w => (double)w)];

        for (int k = 0; k < weights.Length; k++)
        {
            const double Step = 1e-5;
            double kept = weights[k];
            weights[k] = kept + Step;
            double up = network.Reference(weights).Loss;
            weights[k] = kept - Step;
            double down = network.Reference(weights).Loss;
            weights[k] = kept;

            // Truncation of order step² and rounding of order 1e-16/step: together below 1e-9.
            Assert.Equal((up - down) / (2 * Step), gradient[k], 1e-8);
        }
    }

    [Theory]
    [InlineData(RecurrentCell.Lstm, 64, 200, 1)]
    [InlineData(RecurrentCell.EaLstm, 40, 200, 1)]
    [InlineData(RecurrentCell.Lstm, 160, 200, 1)]
    [InlineData(RecurrentCell.EaLstm, 160, 32, 12)]
    [InlineData(RecurrentCell.Lstm, 40, 7, 20)]
    public void One_two_and_five_threads_give_the_same_bits(RecurrentCell cell, int hidden, int batch, int outputDays)
    {
        var shape = new RecurrentShape(cell, 5, 7, hidden);
        var results = new List<float[]>();
        foreach (int threads in new[] { 1, 2, 5 })
        {
            var network = new NetworkCase(shape, batch, length: 20, outputDays, seed: 9, dropout: 0.4f);
            using var pool = new ShardPool(threads);
            using var fast = new SequenceRegression(shape, pool);
            network.Weights.CopyTo(fast.Weights);
            var gradient = new float[fast.Layout.Count];
            double loss = fast.Gradient(network.Batch, gradient);
            results.Add([.. gradient, .. network.Batch.Results, (float)loss]);
        }

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void A_training_pass_in_the_steady_state_leaves_nothing_for_the_collector()
    {
        var shape = new RecurrentShape(RecurrentCell.Lstm, 5, 7, 32);
        var network = new NetworkCase(shape, batch: 100, length: 20, outputDays: 1, seed: 9, dropout: 0.4f);
        using var pool = new ShardPool(1);
        using var fast = new SequenceRegression(shape, pool);
        network.Weights.CopyTo(fast.Weights);
        var gradient = new float[fast.Layout.Count];
        fast.Gradient(network.Batch, gradient);
        fast.Gradient(network.Batch, gradient);

        Assert.Equal(0, Allocation.OfRepeated(() => fast.Gradient(network.Batch, gradient)));
    }

    [Fact]
    public void A_window_that_reaches_out_of_its_sequence_is_refused()
    {
        var inputs = new SequenceInputs(1, 0, [new float[10]], [[]]);
        var batch = new SequenceBatch(inputs, 2, length: 5);

        ArgumentException error = Assert.Throws<ArgumentException>(() => batch.Add(0, 3));

        Assert.Contains("5 days that ends on day 3", error.Message, StringComparison.Ordinal);
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= tolerance, $"number {k}: {expected[k]} against {actual[k]}, more than {tolerance} apart");
        }
    }
}
