using HydroNotebook.Basins;
using HydroNotebook.Evaluation;
using HydroNotebook.Experiments;
using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Storage;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Evaluation;

public sealed partial class EvaluatorTests
{
    private static readonly string[] s_golden = ["04015330", "09035900", "09512280"];

    // PyTorch's own float32 against float64: 5e-6 (LSTM) and 2e-5 mm/day (EA-LSTM).
    [Theory]
    [InlineData("lstm", 1e-5)]
    [InlineData("ealstm", 2e-5)]
    public void Weights_that_PyTorch_trained_give_its_predictions_on_real_files(string name, double tolerance)
    {
        AssertAsPyTorch(name, Period.Parse("1994-10-01/1996-09-30"), tolerance);
    }

    // Run alone: some seconds.
    [Theory(Explicit = true)]
    [InlineData("lstm", 1e-5)]
    [InlineData("ealstm", 2e-5)]
    public void Weights_that_PyTorch_trained_give_its_predictions_on_every_day(string name, double tolerance)
    {
        AssertAsPyTorch(name, Period.Parse("1989-10-01/1999-09-30"), tolerance);
    }

    private static void AssertAsPyTorch(string name, Period period, double tolerance)
    {
        BasinSet basins = RealBasins.Of(s_golden);
        ExperimentSettings settings = Experiment.Load($"k19/real-{name}").At(Scale.Paper).Settings;
        var scaler = Scaler.Fit(RealBasins.All, settings.Periods.Training);
        var model = new TrainedModel(settings.Model, scaler, settings.Training.SequenceLength, PyTorchWeights(name, settings.Model, scaler));
        string golden = Path.Combine(AppContext.BaseDirectory, "golden", "real-lstm");
        float[] expected = Npy.Read<float>(Path.Combine(golden, $"real-{name}-seed1-predictions.npy")).Values.ToArray();

        Predictions found = Simulate(model, basins, period, EvaluationMode.Windowed);

        int days = settings.Periods.Test.Days;
        int first = period.First.DayNumber - settings.Periods.Test.First.DayNumber;
        double largest = 0;
        for (int b = 0; b < s_golden.Length; b++)
        {
            for (int day = 0; day < period.Days; day++)
            {
                double difference = Math.Abs(found.Simulated(b)[day] - expected[(b * days) + first + day]);
                largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{name}: largest difference {largest:E2} mm/day");
        Assert.True(largest <= tolerance, $"{name}: largest difference {largest:E2} mm/day");
    }

    private static float[] PyTorchWeights(string name, ModelSettings settings, Scaler scaler)
    {
        SafetensorsFile file = Safetensors.Read(Path.Combine(AppContext.BaseDirectory, "golden", "real-lstm", $"real-{name}-seed1.safetensors"));
        var layout = new RecurrentLayout(StreamflowNetwork.ShapeOf(settings, scaler.DynamicInputs.Count, scaler.StaticInputs.Count));
        var weights = new float[layout.Count];
        foreach (NamedSlice slice in layout.Slices)
        {
            NamedArray array = file[slice.Name switch
            {
                "weight_dynamic" => "w",
                "weight_recurrent" => "u",
                "bias" => "b",
                "weight_static" => "w_i",
                "bias_static" => "b_i",
                _ when slice.Name.StartsWith("head.", StringComparison.Ordinal) => slice.Name,
                _ => "lstm." + slice.Name,
            }];
            Assert.Equal(slice.Shape, array.Lengths);
            array.Values.CopyTo(weights.AsSpan(slice.Offset));
        }

        return weights;
    }
}
