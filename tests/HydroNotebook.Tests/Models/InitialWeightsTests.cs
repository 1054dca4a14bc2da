using HydroNotebook.Models;
using HydroNotebook.Tensors;

namespace HydroNotebook.Tests.Models;

public sealed class InitialWeightsTests
{
    [Theory]
    [InlineData("lstm", InitialisationScheme.K19, "bias_ih_l0", 10)]
    [InlineData("eaLstm", InitialisationScheme.K19, "bias", 0)]
    [InlineData("lstm", InitialisationScheme.NeuralHydrology, "bias_hh_l0", 10)]
    [InlineData("eaLstm", InitialisationScheme.NeuralHydrology, "bias", 0)]
    public void The_forget_gate_starts_with_the_bias_of_the_settings(string kind, InitialisationScheme scheme, string bias, int first)
    {
        var settings = new ModelSettings { Kind = kind, Hidden = 10, Initialisation = scheme, ForgetBias = 2.5 };
        var layout = new RecurrentLayout(StreamflowNetwork.ShapeOf(settings, 5, 3));

        float[] weights = InitialWeights.Draw(layout, settings, 4);

        Assert.All(weights[(layout[bias].Offset + first)..(layout[bias].Offset + first + 10)], value => Assert.Equal(2.5f, value));
        Assert.All(weights, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(weights, InitialWeights.Draw(layout, settings, 4));
        Assert.NotEqual(weights, InitialWeights.Draw(layout, settings, 5));
    }

    [Fact]
    public void Only_NeuralHydrologys_LSTM_has_two_biases()
    {
        Assert.True(StreamflowNetwork.ShapeOf(new ModelSettings { Kind = "lstm", Initialisation = InitialisationScheme.NeuralHydrology }, 5, 27).TwoBiases);
        Assert.False(StreamflowNetwork.ShapeOf(new ModelSettings { Kind = "lstm" }, 5, 27).TwoBiases);
        Assert.False(StreamflowNetwork.ShapeOf(new ModelSettings { Initialisation = InitialisationScheme.NeuralHydrology }, 5, 27).TwoBiases);
    }

    [Fact]
    public void K19s_EA_LSTM_with_256_cells_has_208_641_weights()
    {
        var layout = new RecurrentLayout(StreamflowNetwork.ShapeOf(new ModelSettings(), 5, 27));

        // (5 + 256 + 1) · 3 · 256 for forget, output and candidate, (27 + 1) · 256 for the input gate, 257 for the head.
        Assert.Equal(208_641, layout.Count);
    }
}
