using HydroNotebook.Basins;
using HydroNotebook.Data;
using HydroNotebook.Evaluation;
using HydroNotebook.Models;
using HydroNotebook.Tensors;
using HydroNotebook.Tensors.Storage;
using HydroNotebook.Training;

namespace HydroNotebook.Tests.Evaluation;

public sealed class StateWriterTests : IDisposable
{
    private const int Window = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("states-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("lstm")]
    [InlineData("eaLstm")]
    public void The_head_on_written_hidden_states_gives_the_simulated_discharge(string kind)
    {
        (TrainedModel model, BasinSet basins, Period period) = Made(kind);
        string path = Path.Combine(_folder, "hidden.npy");

        foreach (EvaluationMode mode in new[] { EvaluationMode.Windowed, EvaluationMode.OnceThrough })
        {
            StateWriter.Write(path, StateKind.Hidden, model, basins, period, mode, cancel: Cancel);

            NpyArray<float> hidden = Npy.Read<float>(path);
            Predictions simulated = Evaluator.Simulate(model, basins, period, mode, cancel: Cancel);
            Assert.Equal([basins.Count, period.Days, 6], hidden.Lengths);
            for (int b = 0; b < basins.Count; b++)
            {
                for (int day = 0; day < period.Days; day += 7)
                {
                    ReadOnlySpan<float> h = hidden.Values.Span.Slice(((b * period.Days) + day) * 6, 6);
                    float y = model["head.bias"][0];
                    for (int j = 0; j < 6; j++)
                    {
                        y += model["head.weight"][j] * h[j];
                    }

                    Assert.Equal(simulated.Simulated(b)[day], model.Scaler.ToMmPerDay(y), 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Hidden_states_are_the_output_gate_times_the_tangent_of_the_cell_states()
    {
        (TrainedModel model, BasinSet basins, Period period) = Made("lstm");
        string Path(StateKind kind) => System.IO.Path.Combine(_folder, $"{kind}.npy");
        foreach (StateKind kind in Enum.GetValues<StateKind>())
        {
            StateWriter.Write(Path(kind), kind, model, basins, period, cancel: Cancel);
        }

        float[] cells = Npy.Read<float>(Path(StateKind.Cells)).Values.ToArray();
        float[] hidden = Npy.Read<float>(Path(StateKind.Hidden)).Values.ToArray();
        NpyArray<float> gates = Npy.Read<float>(Path(StateKind.Gates));
        Assert.Equal([basins.Count, period.Days, 4, 6], gates.Lengths);
        for (int k = 0; k < cells.Length; k++)
        {
            float output = gates.Values.Span[(k / 6 * 24) + 18 + (k % 6)];
            Assert.Equal(output * MathF.Tanh(cells[k]), hidden[k], 1e-6);
        }
    }

    [Fact]
    public void Days_without_a_whole_window_are_not_a_number()
    {
        (TrainedModel model, BasinSet basins, _) = Made("lstm");
        DateOnly first = basins.Basins[0].Series.FirstDay;
        var period = new Period(first, first.AddDays(Window + 4));
        string path = Path.Combine(_folder, "cells.npy");

        StateWriter.Write(path, StateKind.Cells, model, basins, period, cancel: Cancel);

        float[] cells = Npy.Read<float>(path).Values.ToArray();
        Assert.All(cells[..((Window - 1) * 6)], value => Assert.True(float.IsNaN(value)));
        Assert.All(cells[((Window - 1) * 6)..(period.Days * 6)], value => Assert.True(float.IsFinite(value)));
    }

    private static (TrainedModel Model, BasinSet Basins, Period Period) Made(string kind)
    {
        VirtualWorld world = VirtualWorld.Create(basins: 3, years: 3, seed: 4, cancel: Cancel);
        BasinSet basins = world.ToBasinSet(new BasinRequest { StaticInputs = ["aridity", "p_mean", "frac_snow"] });
        var settings = new ModelSettings { Kind = kind, Hidden = 6 };
        var scaler = Scaler.Fit(basins, world.TrainingPeriod);
        var layout = new RecurrentLayout(StreamflowNetwork.ShapeOf(settings, 5, 3));
        var model = new TrainedModel(settings, scaler, Window, InitialWeights.Draw(layout, settings, 3));
        return (model, basins, new Period(world.TestPeriod.First, world.TestPeriod.First.AddDays(99)));
    }
}
