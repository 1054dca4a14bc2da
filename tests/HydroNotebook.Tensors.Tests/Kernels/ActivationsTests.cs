using System.Runtime.Intrinsics;
using HydroNotebook.Tensors.Kernels;

namespace HydroNotebook.Tensors.Tests.Kernels;

public sealed class ActivationsTests
{
    // The bar is 2e-7 absolute; a float32 of every 3737 is tried over the whole range.
    [Fact]
    public void Logistic_function_and_tangent_are_within_2e_7_of_their_definitions_over_the_whole_range()
    {
        double worstLogistic = 0;
        double worstTangent = 0;
        for (long bits = 0; bits < 0x7F800000; bits += 37 * 101)
        {
            float x = BitConverter.Int32BitsToSingle((int)bits);
            foreach (float value in new[] { x, -x })
            {
                Vector256<float> logistic = Activations.Logistic<Lanes256, Vector256<float>>(Vector256.Create(value));
                Vector256<float> tangent = Activations.Tangent<Lanes256, Vector256<float>>(Vector256.Create(value));
                worstLogistic = Math.Max(worstLogistic, Math.Abs(logistic[3] - Activations.Logistic(value)));
                worstTangent = Math.Max(worstTangent, Math.Abs(tangent[5] - Math.Tanh(value)));
            }
        }

        Assert.InRange(worstLogistic, 0, 2e-7);
        Assert.InRange(worstTangent, 0, 2e-7);
    }

    [Fact]
    public void Not_a_number_stays_not_a_number_and_infinity_saturates()
    {
        Vector256<float> values = Vector256.Create(float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, 1000, -1000, 1e-30f);

        Vector256<float> logistic = Activations.Logistic<Lanes256, Vector256<float>>(values);
        Vector256<float> tangent = Activations.Tangent<Lanes256, Vector256<float>>(values);

        Assert.True(float.IsNaN(logistic[0]) && float.IsNaN(tangent[0]));
        Assert.Equal(1, logistic[1]);
        Assert.InRange(logistic[2], 0, 1e-37);
        Assert.Equal(1, tangent[1], 1e-7);
        Assert.Equal(-1, tangent[2], 1e-7);
        Assert.Equal(0.5f, logistic[3], 1e-7);
        Assert.Equal(0, tangent[3]);
    }
}
