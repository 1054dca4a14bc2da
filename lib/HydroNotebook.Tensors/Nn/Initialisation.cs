using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Nn;

/// <summary>Initial weights as the published programs draw them; the numbers come from <see cref="RandomNumbers"/> and depend on the seed only.</summary>
public static class Initialisation
{
    private const string Purpose = "initial weights";

    /// <summary>PyTorch's default of a linear layer: <c>weight</c> [outputs, inputs] and <c>bias</c> [outputs] from U(−1/√inputs, 1/√inputs).</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="prefix">Put before the names; <c>head.</c> for the head of a model.</param>
    public static IReadOnlyList<NamedArray> Linear(int inputs, int outputs, long seed, string prefix = "")
    {
        RandomNumbers numbers = new(seed, Purpose + " linear " + prefix);
        double bound = 1 / Math.Sqrt(inputs);
        return
        [
            new(prefix + "weight", [outputs, inputs], Uniform(outputs * inputs, bound, numbers.At(0))),
            new(prefix + "bias", [outputs], Uniform(outputs, bound, numbers.At(1))),
        ];
    }

    private static float[] Uniform(int count, double bound, RandomNumbers numbers)
    {
        float[] values = new float[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = (float)numbers.Uniform(k, -bound, bound);
        }

        return values;
    }

    private static float[] Orthogonal(int rows, int columns, RandomNumbers numbers)
    {
        float[] values = new float[rows * columns];
        OrthogonalMatrix.Fill(values, rows, columns, numbers);
        return values;
    }

    /// <summary>The three dynamic arrays of an EA-LSTM, the same in both programs.</summary>
    private static NamedArray[] EaLstmGates(int inputs, int hidden, float forgetBias, RandomNumbers numbers)
    {
        float[] recurrent = new float[hidden * 3 * hidden];
        for (int row = 0; row < hidden; row++)
        {
            for (int gate = 0; gate < 3; gate++)
            {
                recurrent[(row * 3 * hidden) + (gate * hidden) + row] = 1;
            }
        }

        float[] bias = new float[3 * hidden];
        bias.AsSpan(0, hidden).Fill(forgetBias);
        return
        [
            new("weight_dynamic", [inputs, 3 * hidden], Orthogonal(inputs, 3 * hidden, numbers.At(0))),
            new("weight_recurrent", [hidden, 3 * hidden], recurrent),
            new("bias", [3 * hidden], bias),
        ];
    }

    /// <summary>
    /// The program of Kratzert et al. (2019): input weights are one orthogonal draw over the packed matrix, recurrent weights are
    /// the identity for every gate, one bias, zero but for the forget gate.
    /// </summary>
    public static class K19
    {
        /// <summary>Forget-gate bias of the program.</summary>
        public const float ForgetBias = 5;

        /// <summary>LSTM of one layer and one bias: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, in PyTorch's order i, f, g, o.</summary>
        /// <remarks>The draw is over [inputs, 4 hidden] in the program's order f, i, o, g, then turned and reordered.</remarks>
        /// <param name="inputs">Inputs per day.</param>
        /// <param name="hidden">Size of the hidden state.</param>
        /// <param name="forgetBias">Bias of the forget gate.</param>
        /// <param name="seed">Seed.</param>
        public static IReadOnlyList<NamedArray> Lstm(int inputs, int hidden, float forgetBias = ForgetBias, long seed = 0)
        {
            float[] drawn = Orthogonal(inputs, 4 * hidden, new RandomNumbers(seed, Purpose + " K19 LSTM"));
            ReadOnlySpan<int> drawnGate = [1, 0, 3, 2];
            float[] weights = new float[4 * hidden * inputs];
            float[] recurrent = new float[4 * hidden * hidden];
            for (int gate = 0; gate < 4; gate++)
            {
                for (int unit = 0; unit < hidden; unit++)
                {
                    int row = (gate * hidden) + unit;
                    for (int input = 0; input < inputs; input++)
                    {
                        weights[(row * inputs) + input] = drawn[(input * 4 * hidden) + (drawnGate[gate] * hidden) + unit];
                    }

                    recurrent[(row * hidden) + unit] = 1;
                }
            }

            float[] bias = new float[4 * hidden];
            bias.AsSpan(hidden, hidden).Fill(forgetBias);
            return
            [
                new("weight_ih_l0", [4 * hidden, inputs], weights),
                new("weight_hh_l0", [4 * hidden, hidden], recurrent),
                new("bias_ih_l0", [4 * hidden], bias),
            ];
        }

        /// <summary>EA-LSTM: <c>weight_dynamic</c>, <c>weight_recurrent</c>, <c>bias</c>, <c>weight_static</c> (orthogonal too), <c>bias_static</c> (zero).</summary>
        /// <param name="inputs">Dynamic inputs per day.</param>
        /// <param name="statics">Static inputs per basin.</param>
        /// <param name="hidden">Size of the hidden state.</param>
        /// <param name="forgetBias">Bias of the forget gate.</param>
        /// <param name="seed">Seed.</param>
        public static IReadOnlyList<NamedArray> EaLstm(int inputs, int statics, int hidden, float forgetBias = ForgetBias, long seed = 0)
        {
            RandomNumbers numbers = new(seed, Purpose + " K19 EA-LSTM");
            return
            [
                .. EaLstmGates(inputs, hidden, forgetBias, numbers),
                new("weight_static", [statics, hidden], Orthogonal(statics, hidden, numbers.At(1))),
                new("bias_static", [hidden], new float[hidden]),
            ];
        }
    }

    /// <summary>
    /// NeuralHydrology 1.11: the LSTM is PyTorch's default with two biases, the EA-LSTM has K19's dynamic gates and a plain linear
    /// layer as input gate.
    /// </summary>
    public static class NeuralHydrology
    {
        /// <summary>Forget-gate bias of its example configurations.</summary>
        public const float ForgetBias = 3;

        /// <summary>LSTM: all from U(−1/√hidden, 1/√hidden), then the forget part of <c>bias_hh</c> set (that of <c>bias_ih</c> stays random).</summary>
        /// <param name="inputs">Inputs per day.</param>
        /// <param name="hidden">Size of the hidden state.</param>
        /// <param name="forgetBias">Forget part of <c>bias_hh</c>.</param>
        /// <param name="seed">Seed.</param>
        /// <param name="layers">Number of layers; the forget bias is set in the first layer only, as the program does.</param>
        public static IReadOnlyList<NamedArray> Lstm(int inputs, int hidden, float forgetBias = ForgetBias, long seed = 0, int layers = 1)
        {
            RandomNumbers numbers = new(seed, Purpose + " NeuralHydrology LSTM");
            double bound = 1 / Math.Sqrt(hidden);
            List<NamedArray> arrays = [];
            for (int k = 0; k < layers; k++)
            {
                RandomNumbers own = numbers.At(k);
                string layer = "_l" + Shape.Number(k);
                int width = k == 0 ? inputs : hidden;
                float[] bias = Uniform(4 * hidden, bound, own.At(3));
                if (k == 0)
                {
                    bias.AsSpan(hidden, hidden).Fill(forgetBias);
                }

                arrays.Add(new("weight_ih" + layer, [4 * hidden, width], Uniform(4 * hidden * width, bound, own.At(0))));
                arrays.Add(new("weight_hh" + layer, [4 * hidden, hidden], Uniform(4 * hidden * hidden, bound, own.At(1))));
                arrays.Add(new("bias_ih" + layer, [4 * hidden], Uniform(4 * hidden, bound, own.At(2))));
                arrays.Add(new("bias_hh" + layer, [4 * hidden], bias));
            }

            return arrays;
        }

        /// <summary>EA-LSTM: dynamic gates as <see cref="K19"/>, input gate from U(−1/√statics, 1/√statics).</summary>
        /// <param name="inputs">Dynamic inputs per day.</param>
        /// <param name="statics">Static inputs per basin.</param>
        /// <param name="hidden">Size of the hidden state.</param>
        /// <param name="forgetBias">Bias of the forget gate.</param>
        /// <param name="seed">Seed.</param>
        public static IReadOnlyList<NamedArray> EaLstm(int inputs, int statics, int hidden, float forgetBias = ForgetBias, long seed = 0)
        {
            RandomNumbers numbers = new(seed, Purpose + " NeuralHydrology EA-LSTM");
            double bound = 1 / Math.Sqrt(statics);
            return
            [
                .. EaLstmGates(inputs, hidden, forgetBias, numbers),
                new("weight_static", [statics, hidden], Uniform(statics * hidden, bound, numbers.At(1))),
                new("bias_static", [hidden], Uniform(hidden, bound, numbers.At(2))),
            ];
        }
    }
}
