using System.Text.Json;
using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Optimisers;

namespace HydroNotebook.Tensors.Tests.Optimisers;

public sealed class OptimiserTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "optimisers", "optimisers.json"))).RootElement;

    [Theory]
    [InlineData("adam lr 1e-3, betas 0.9 0.999, eps 1e-8", 1e-3, 0.0, false)]
    [InlineData("adam lr 1e-2, clipped to norm 1", 1e-2, 0.0, true)]
    [InlineData("adadelta lr 1, rho 0.9, eps 1e-6", 1.0, 0.9, false)]
    [InlineData("adadelta lr 0.5, rho 0.95, eps 1e-6", 0.5, 0.95, false)]
    public void In_float64_twenty_steps_are_those_of_PyTorch(string name, double rate, double rho, bool clipped)
    {
        double[] weights = Numbers(Golden.GetProperty("start"));
        double[] a = new double[weights.Length];
        double[] b = new double[weights.Length];
        double[][] path = Rows(Golden.GetProperty(name).GetProperty("parameters_after_each_step"));
        double[][] gradients = Rows(Golden.GetProperty("gradients"));

        for (int step = 0; step < gradients.Length; step++)
        {
            double norm = Math.Sqrt(gradients[step].Sum(g => g * g));
            double factor = clipped ? Math.Min(1, 1 / (norm + 1e-6)) : 1;
            double[] gradient = Array.ConvertAll(gradients[step], g => g * factor);
            if (rho > 0)
            {
                Adadelta.Move<double>(weights, gradient, a, b, rate, rho, 1e-6);
            }
            else
            {
                Adam.Move<double>(weights, gradient, a, b, step + 1, rate, 0.9, 0.999, 1e-8);
            }

            for (int k = 0; k < weights.Length; k++)
            {
                Assert.Equal(path[step][k], weights[k], 1e-13);
            }
        }

        JsonElement state = Golden.GetProperty(name).GetProperty("state_after_last_step");
        double[] first = Numbers(state.GetProperty(rho > 0 ? "square_avg" : "exp_avg"));
        double[] second = Numbers(state.GetProperty(rho > 0 ? "acc_delta" : "exp_avg_sq"));
        for (int k = 0; k < first.Length; k++)
        {
            Assert.Equal(first[k], a[k], 1e-13 * Math.Max(1, Math.Abs(first[k])));
            Assert.Equal(second[k], b[k], 1e-13 * Math.Max(1, Math.Abs(second[k])));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_float32_twenty_steps_stay_within_rounding_of_PyTorch_in_float64(bool adadelta)
    {
        float[] weights = Array.ConvertAll(Numbers(Golden.GetProperty("start")), x => (float)x);
        IOptimiser optimiser = adadelta ? new Adadelta(7) : new Adam(7);
        string name = adadelta ? "adadelta lr 1, rho 0.9, eps 1e-6" : "adam lr 1e-3, betas 0.9 0.999, eps 1e-8";

        foreach (double[] gradient in Rows(Golden.GetProperty("gradients")))
        {
            optimiser.Step(weights, Array.ConvertAll(gradient, x => (float)x), adadelta ? 1 : 1e-3f);
        }

        // Twenty steps with a few roundings (6e-8) each of numbers near 1.
        double[] expected = Rows(Golden.GetProperty(name).GetProperty("parameters_after_each_step"))[^1];
        for (int k = 0; k < weights.Length; k++)
        {
            Assert.Equal(expected[k], weights[k], 2e-6);
        }

        Assert.Equal(20, optimiser.Steps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(67)]
    public void Every_weight_moves_with_the_same_bits_whether_in_a_vector_lane_or_alone(int count)
    {
        foreach (Func<int, IOptimiser> make in (Func<int, IOptimiser>[])[n => new Adam(n), n => new Adadelta(n)])
        {
            float[] together = Draw(1, count);
            float[] alone = [.. together];
            IOptimiser whole = make(count);
            IOptimiser[] parts = [.. Enumerable.Range(0, count).Select(_ => make(1))];
            for (int step = 0; step < 5; step++)
            {
                float[] gradient = Draw(2 + step, count);
                whole.Step(together, gradient, 0.01f);
                for (int k = 0; k < count; k++)
                {
                    parts[k].Step(alone.AsSpan(k, 1), gradient.AsSpan(k, 1), 0.01f);
                }
            }

            Assert.Equal(alone, together);
        }
    }

    [Fact]
    public void An_optimiser_restored_from_its_state_goes_on_with_the_same_bits()
    {
        foreach (Func<IOptimiser> make in (Func<IOptimiser>[])[() => new Adam(23), () => new Adadelta(23)])
        {
            float[] straight = Draw(1, 23);
            IOptimiser optimiser = make();
            for (int step = 0; step < 3; step++)
            {
                optimiser.Step(straight, Draw(5 + step, 23), 0.01f);
            }

            float[] resumed = [.. straight];
            IOptimiser other = make();
            other.Restore(optimiser.State());
            optimiser.Step(straight, Draw(9, 23), 0.01f);
            other.Step(resumed, Draw(9, 23), 0.01f);

            Assert.Equal(straight, resumed);
            Assert.Equal(4, other.Steps);
        }
    }

    [Fact]
    public void A_state_of_another_model_is_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Adam(3).Restore(new Adam(4).State()));

        Assert.StartsWith("The optimiser's state needs 'adam.m' with 3 values; it has 4.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var adam = new Adam(1000);
        float[] weights = Draw(1, 1000);
        float[] gradient = Draw(2, 1000);

        long bytes = Allocation.OfRepeated(() =>
        {
            adam.Step(weights, gradient, 0.01f);
            GradientClip.ByNorm(gradient, 1);
        });

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Clipping_scales_to_the_limit_and_leaves_short_or_broken_gradients_alone()
    {
        float[] gradient = [3, 0, -4];
        Assert.Equal(5, GradientClip.ByNorm(gradient, 1));
        Assert.Equal(0.6, gradient[0], 1e-6);
        Assert.Equal(-0.8, gradient[2], 1e-6);

        float[] small = [0.3f, 0.4f];
        Assert.Equal(0.5, GradientClip.ByNorm(small, 1), 1e-7);
        Assert.Equal([0.3f, 0.4f], small);

        float[] broken = [1, float.NaN];
        Assert.True(double.IsNaN(GradientClip.ByNorm(broken, 0.5f)));
        Assert.Equal(1, broken[0]);
    }

    [Fact]
    public void Clipping_of_parameters_uses_the_norm_over_all_of_them()
    {
        var layer = new Linear(1, 1, seed: 1);
        Tensor x = Tensor.From([3f], 1, 1);
        layer.Forward(x).Sum().Backward();

        Assert.Equal(Math.Sqrt(10), GradientClip.ByNorm(layer.Parameters, 1), 1e-12);
        Assert.Equal(1, layer.Parameters.Sum(p => Math.Pow(p.Value.Gradient!.Item(), 2)), 1e-5);
    }

    private static float[] Draw(long seed, int count) =>
        [.. Enumerable.Range(0, count).Select(k => (float)new RandomNumbers(seed, "optimiser tests").Normal(k))];

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    private static double[][] Rows(JsonElement array) => [.. array.EnumerateArray().Select(Numbers)];
}
