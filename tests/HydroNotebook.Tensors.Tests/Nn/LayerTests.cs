using HydroNotebook.Tensors.Nn;

namespace HydroNotebook.Tensors.Tests.Nn;

public sealed class LayerTests
{
    [Fact]
    public void A_linear_layer_multiplies_with_the_transposed_weights_and_adds_the_bias()
    {
        var layer = new Linear(3, 2, seed: 1);
        layer.Read([new("weight", [2, 3], [1f, 2, 3, 4, 5, 6]), new("bias", [2], [10f, 20])]);

        Assert.Equal([24, 52, 13, 26], layer.Forward(Tensor.From(new float[,] { { 1, 2, 3 }, { 0, 0, 1 } })).ToArray());
        Assert.Equal([24, 52], layer.Forward(Tensor.From([1f, 2, 3])).ToArray());
        Assert.Equal([4, 5, 2], layer.Forward(Tensor.Zeros(4, 5, 3)).Shape);
    }

    [Fact]
    public void Weights_that_are_missing_or_do_not_fit_are_named_and_nothing_changes()
    {
        var layer = new Linear(3, 2, seed: 1);
        float[] before = layer.Parameters[0].Value.ToArray();

        ArgumentException missing = Assert.Throws<ArgumentException>(
            () => layer.Read([new("head.weight", [2, 3], new float[6])], "head."));
        ArgumentException wrong = Assert.Throws<ArgumentException>(
            () => layer.Read([new("weight", [2, 3], new float[6]), new("bias", [3], new float[3])]));

        Assert.StartsWith("There are no weights 'head.bias'; there are: head.weight.", missing.Message, StringComparison.Ordinal);
        Assert.StartsWith("bias [3] float32 does not fit the parameter bias [2]", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(before, layer.Parameters[0].Value.ToArray());
    }

    [Fact]
    public void A_layer_written_and_read_again_is_the_same()
    {
        var one = new PlainLstm(3, 4, layers: 2);
        one.Read(Initialisation.NeuralHydrology.Lstm(3, 4, seed: 9, layers: 2));
        var other = new PlainLstm(3, 4, layers: 2);
        other.Read(one.Write("lstm."), "lstm.");
        Tensor x = Tensor.Full(0.3f, 6, 2, 3);

        Assert.Equal(one.Forward(x).Hidden.ToArray(), other.Forward(x).Hidden.ToArray());
        Assert.Contains(one.Forward(x).Hidden.ToArray(), h => h != 0);
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_depends_on_seed_step_and_place_alone()
    {
        var dropout = new Dropout(0.4f, seed: 7);
        float[] whole = new float[20_000];
        float[] part = new float[100];
        float[] later = new float[100];

        dropout.Fill(whole, step: 3);
        dropout.Fill(part, step: 3, first: 500);
        dropout.Fill(later, step: 4, first: 500);

        Assert.Equal(1, whole.Average(), 0.02);
        Assert.DoesNotContain(whole, f => f != 0 && f != 1 / (1 - 0.4f));
        Assert.Equal(whole[500..600], part);
        Assert.NotEqual(part, later);
        Assert.Equal(whole[..12], dropout.Forward(Tensor.Ones(3, 4), step: 3).ToArray());
    }

    [Fact]
    public void Dropout_passes_gradients_through_its_mask()
    {
        var dropout = new Dropout(0.5f, seed: 7);
        Tensor x = Tensor.Ones(50);
        x.RequiresGradient = true;

        Tensor y = dropout.Forward(x, step: 1);
        y.Sum().Backward();

        Assert.Equal(y.ToArray(), x.Gradient!.ToArray());
    }

    [Fact]
    public void Losses_leave_out_missing_targets_and_weigh_basins()
    {
        Tensor prediction = Tensor.From([1f, 2, 3, 5]);
        Tensor target = Tensor.From([0f, float.NaN, 1, 5]);

        Assert.Equal(5f / 3, Losses.MeanSquaredError(prediction, target).Item(), 1e-6);
        Assert.Equal((1 / 0.25 + 4 / 4.0) / 3, Losses.NashSutcliffe(prediction, target, Tensor.From([0.4f, 9, 1.9f, 0])).Item(), 1e-5);
        Assert.Equal(4, Losses.NashSutcliffeWeight(0.4), 1e-12);
    }

    [Fact]
    public void The_loss_without_a_tape_is_that_of_the_tape_with_its_gradient()
    {
        float[] weights = [0.5f, 2, 3, 1];
        Tensor prediction = Tensor.From([1f, 2, 3, 5]);
        prediction.RequiresGradient = true;
        Tensor target = Tensor.From([0f, float.NaN, 1, 4.5f]);
        Variable<float> loss = Losses.WeightedSquaredError(prediction.Variable, target.Variable, Tensor.From(weights).Variable);
        loss.Backward();
        float[] gradient = new float[4];

        double value = Losses.SquaredError(prediction.Values, target.Values, weights, gradient);

        Assert.Equal(loss.Values[0], value, 1e-6);
        Assert.Equal(prediction.Gradient!.ToArray(), gradient);
    }

    [Fact]
    public void A_batch_without_any_target_has_no_loss()
    {
        float[] gradient = [7];

        Assert.StartsWith(
            "None of the 1 targets is valid",
            Assert.Throws<ArgumentException>(() => Losses.MeanSquaredError(Tensor.Zeros(1), Tensor.Full(float.NaN, 1))).Message,
            StringComparison.Ordinal);
        Assert.True(double.IsNaN(Losses.SquaredError([1], [float.NaN], [], gradient)));
        Assert.Equal(0, gradient[0]);
    }
}
