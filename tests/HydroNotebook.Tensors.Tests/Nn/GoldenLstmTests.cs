using System.Numerics;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Optimisers;

namespace HydroNotebook.Tensors.Tests.Nn;

/// <summary>The plain LSTM and EA-LSTM against PyTorch: states, loss, gradients, ten Adam steps with clipping.</summary>
public sealed class GoldenLstmTests
{
    // float64: some hundred roundings of 1e-16. Adam divides small gradients by their size: where a gradient is as small as its
    // ε = 1e-8, an error of 1e-17 moves a step of 1e-2 by 1e-11, and ten steps let that grow.
    private const double Float64 = 1e-13;
    private const double Float64AfterOneStep = 1e-11;
    private const double Float64AfterTenSteps = 1e-9;

    // float32: PyTorch's own rounding error, ours of the same kind, and what one rounding of a number near 1 adds.
    private const double Float32Factor = 4;
    private const double Float32Least = 2.4e-7;

    public static TheoryData<string> Names => [.. GoldenCase.Names];

    public static TheoryData<string, bool> NamesPlainAndFused
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in GoldenCase.Names)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_float64_states_gradients_and_ten_steps_are_those_of_PyTorch(string name)
    {
        GoldenCase golden = GoldenCase.Open(name, "float64");

        Compare<double>(golden, group => group switch
        {
            "after1." => Float64AfterOneStep,
            "after10." => Float64AfterTenSteps,
            _ => Float64,
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_float32_states_gradients_and_ten_steps_are_those_of_PyTorch_to_its_own_rounding(string name)
    {
        GoldenCase golden = GoldenCase.Open(name, "float32");

        Compare<float>(golden, group => (Float32Factor * golden.Rounding(group)) + Float32Least);
    }

    [Theory]
    [MemberData(nameof(NamesPlainAndFused))]
    public void Plain_and_fused_layers_trained_with_Adam_and_clipping_follow_PyTorch_step_by_step(string name, bool fused)
    {
        GoldenCase golden = GoldenCase.Open(name, "float32");
        Layer layer = (golden.IsEaLstm, fused) switch
        {
            (true, true) => new EaLstm(golden.Inputs, golden.Statics, golden.Hidden),
            (true, false) => new PlainEaLstm(golden.Inputs, golden.Statics, golden.Hidden),
            (false, true) => new Lstm(golden.Inputs, golden.Hidden, golden.Layers),
            _ => new PlainLstm(golden.Inputs, golden.Hidden, golden.Layers),
        };
        var head = new Linear(golden.Hidden, 1, seed: 1);
        layer.Read(golden.Arrays.Arrays, golden.IsEaLstm ? "weight." : "weight.lstm.");
        head.Read(golden.Arrays.Arrays, "weight.head.");
        Parameter[] parameters = [.. layer.Parameters, .. head.Parameters];
        var adam = new Adam(parameters.Sum(p => p.Value.Count));
        double tolerance = (Float32Factor * golden.Rounding("after10.")) + Float32Least;

        for (int step = 0; step < 10; step++)
        {
            using (Arena.Step())
            {
                Tensor x = golden.Arrays["x"].ToTensor();
                Tensor h0 = golden.Arrays["h0"].ToTensor();
                Tensor c0 = golden.Arrays["c0"].ToTensor();
                RecurrentOutput states = layer switch
                {
                    Lstm lstm => lstm.Forward(x, h0, c0),
                    PlainLstm lstm => lstm.Forward(x, h0, c0),
                    EaLstm ealstm => ealstm.Forward(x, golden.Arrays["s"].ToTensor(), h0, c0),
                    _ => ((PlainEaLstm)layer).Forward(x, golden.Arrays["s"].ToTensor(), h0, c0),
                };
                Tensor prediction = head.Forward(golden.HeadOnLast ? states.HiddenLast.At(^1) : states.Hidden);
                Tensor y = golden.Arrays["y"].ToTensor();
                prediction = prediction.Reshape(y.Shape);
                Tensor loss = golden.IsNse
                    ? Losses.NashSutcliffe(prediction, y, golden.Arrays["basin_sd"].ToTensor())
                    : Losses.MeanSquaredError(prediction, y);
                Array.ForEach(parameters, p => p.Value.ClearGradient());
                loss.Backward();
                Close(golden.Losses[step], loss.Item(), 10 * tolerance, $"loss of step {step}");
            }

            double norm = GradientClip.ByNorm(parameters, 1);
            Close(golden.Norms[step], norm, 10 * tolerance, $"norm of step {step}");
            adam.Step(parameters, step < 5 ? 1e-2f : 5e-3f);
        }

        foreach (Parameter parameter in parameters)
        {
            string full = head.Parameters.Contains(parameter) ? "head." + parameter.Name : golden.IsEaLstm ? parameter.Name : "lstm." + parameter.Name;
            Close(golden.Arrays["after10." + full].ToDoubles(), parameter.Value.ToArray(), tolerance, full);
        }
    }

    private static void Compare<T>(GoldenCase golden, Func<string, double> tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = new GoldenModel<T>(golden);
        GoldenModel<T>.Result result = model.Run();
        double[] hidden = golden.Arrays["hidden"].ToDoubles();
        Close(hidden[^result.Hidden.Length..], result.Hidden, tolerance("hidden"), "hidden");
        Close(golden.Arrays["hidden_last"].ToDoubles(), result.HiddenLast, tolerance("hidden"), "hidden_last");
        Close(golden.Arrays["cell_last"].ToDoubles(), result.CellLast, 4 * tolerance("hidden"), "cell_last");
        Close(golden.Arrays["prediction"].ToDoubles(), result.Prediction, tolerance("prediction"), "prediction");
        Close(golden.Arrays["loss"].ToDoubles(), [result.Loss], tolerance("loss"), "loss");
        foreach ((string name, T[] gradient) in model.Gradients())
        {
            Close(golden.Arrays[name].ToDoubles(), gradient, tolerance("gradient"), name);
        }

        for (int step = 0; step < 10; step++)
        {
            (double loss, double norm) = model.Step(step < 5 ? 1e-2 : 5e-3);
            Close(golden.Losses[step], loss, 10 * tolerance("after10."), $"loss of step {step}");
            Close(golden.Norms[step], norm, 10 * tolerance("after10."), $"norm of step {step}");
            string? group = step switch { 0 => "after1.", 9 => "after10.", _ => null };
            foreach (string name in group is null ? [] : golden.Weights)
            {
                Close(golden.Arrays[group + name].ToDoubles(), model.Weight(name), tolerance(group!), group + name);
            }
        }

        foreach (string name in golden.Weights)
        {
            (T[] m, T[] v) = model.Moments(name);
            Close(golden.Arrays["adam_m." + name].ToDoubles(), m, tolerance("after10."), "adam_m." + name);
            Close(golden.Arrays["adam_v." + name].ToDoubles(), v, tolerance("after10."), "adam_v." + name);
        }
    }

    private static void Close<T>(double[] expected, T[] actual, double tolerance, string what)
        where T : INumber<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            Close(expected[k], double.CreateChecked(actual[k]), tolerance, $"{what}[{k}]");
        }
    }

    private static void Close(double expected, double actual, double tolerance, string what) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
        $"{what}: PyTorch {expected:R}, here {actual:R}, tolerance {tolerance:R}; remake with: /usr/bin/python3 make_lstm_golden.py .");
}
