using HydroNotebook.Tensors.Nn;
using HydroNotebook.Tensors.Storage;

namespace HydroNotebook.Tensors.Tests.Nn;

public sealed class InitialisationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 12)]
    [InlineData(12, 5)]
    [InlineData(32, 256)]
    [InlineData(7, 7)]
    public void An_orthogonal_matrix_has_orthonormal_rows_or_columns(int rows, int columns)
    {
        float[] q = new float[rows * columns];
        OrthogonalMatrix.Fill(q, rows, columns, new RandomNumbers(1, "test"));
        Tensor matrix = Tensor.From(q, rows, columns);

        Tensor gram = rows <= columns ? matrix.MatMul(matrix.Transpose()) : matrix.Transpose().MatMul(matrix);

        int n = Math.Min(rows, columns);
        for (int i = 0; i < n * n; i++)
        {
            Assert.Equal(i % (n + 1) == 0 ? 1 : 0, gram.Values[i], 5e-7);
        }
    }

    [Fact]
    public void Orthogonal_matrices_are_drawn_without_a_preferred_sign()
    {
        double sum = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            float[] q = new float[9];
            OrthogonalMatrix.Fill(q, 3, 3, new RandomNumbers(seed, "test"));
            sum += q[0] + q[4] + q[8];
        }

        // The trace of a uniform 3 × 3 orthogonal matrix has mean 0 and variance 1: 2000 draws give 0 ± 0.022.
        Assert.Equal(0, sum / 2000, 0.1);
    }

    [Fact]
    public void K19s_LSTM_is_orthogonal_over_the_packed_matrix_with_identities_and_one_bias()
    {
        IReadOnlyList<NamedArray> arrays = Initialisation.K19.Lstm(inputs: 5, hidden: 8, forgetBias: 5, seed: 3);
        Tensor weights = arrays[0].ToTensor();
        Tensor gram = weights.Transpose().MatMul(weights);

        Assert.Equal(["weight_ih_l0", "weight_hh_l0", "bias_ih_l0"], arrays.Select(a => a.Name));
        for (int k = 0; k < 25; k++)
        {
            Assert.Equal(k % 6 == 0 ? 1 : 0, gram.Values[k], 5e-7);
        }

        for (int row = 0; row < 32; row++)
        {
            for (int unit = 0; unit < 8; unit++)
            {
                Assert.Equal(row % 8 == unit ? 1 : 0, arrays[1].Values[(row * 8) + unit]);
            }

            Assert.Equal(row is >= 8 and < 16 ? 5 : 0, arrays[2].Values[row]);
        }

        new PlainLstm(5, 8, biases: 1).Read(arrays);
    }

    [Fact]
    public void K19s_LSTM_draws_its_gates_in_the_programs_order_and_stores_them_in_PyTorchs()
    {
        float[] drawn = new float[2 * 12];
        OrthogonalMatrix.Fill(drawn, 2, 12, new RandomNumbers(3, "initial weights K19 LSTM"));

        NamedArray weights = Initialisation.K19.Lstm(2, 3, seed: 3)[0];

        // Drawn f, i, o, g; stored i, f, g, o.
        Assert.Equal([drawn[3], drawn[12 + 3]], weights.Values[..2].ToArray());
        Assert.Equal([drawn[0], drawn[12]], weights.Values.Slice(3 * 2, 2).ToArray());
        Assert.Equal([drawn[9], drawn[12 + 9]], weights.Values.Slice(6 * 2, 2).ToArray());
        Assert.Equal([drawn[6], drawn[12 + 6]], weights.Values.Slice(9 * 2, 2).ToArray());
    }

    [Fact]
    public void K19s_EA_LSTM_has_the_published_number_of_weights()
    {
        IReadOnlyList<NamedArray> arrays = Initialisation.K19.EaLstm(inputs: 5, statics: 27, hidden: 256, seed: 1);

        Assert.Equal(208_641 - 257, arrays.Sum(a => a.Count));
        Assert.All(arrays[2].Values[..256].ToArray(), b => Assert.Equal(5, b));
        Assert.All(arrays[2].Values[256..].ToArray(), b => Assert.Equal(0, b));
        Assert.All(arrays[4].ToFloats(), b => Assert.Equal(0, b));
        new PlainEaLstm(5, 27, 256).Read(arrays);
    }

    [Fact]
    public void NeuralHydrologys_LSTM_is_uniform_with_the_forget_part_of_the_second_bias_set()
    {
        IReadOnlyList<NamedArray> arrays = Initialisation.NeuralHydrology.Lstm(inputs: 5, hidden: 64, seed: 1, layers: 2);

        new PlainLstm(5, 64, layers: 2).Read(arrays);
        float[] weights = arrays[0].ToFloats();
        Assert.All(weights, w => Assert.InRange(w, -0.125f, 0.125f));
        Assert.Equal(0.125 / Math.Sqrt(3), Math.Sqrt(weights.Average(w => w * w)), 0.003);
        Assert.All(arrays[3].Values.Slice(64, 64).ToArray(), b => Assert.Equal(3, b));
        Assert.All(arrays[2].Values.Slice(64, 64).ToArray(), b => Assert.InRange(b, -0.125f, 0.125f));
        Assert.All(arrays[7].Values.Slice(64, 64).ToArray(), b => Assert.InRange(b, -0.125f, 0.125f));
    }

    [Fact]
    public void NeuralHydrologys_EA_LSTM_has_a_plain_linear_input_gate()
    {
        IReadOnlyList<NamedArray> arrays = Initialisation.NeuralHydrology.EaLstm(5, 16, 32, seed: 1);

        Assert.All(arrays[2].Values[..32].ToArray(), b => Assert.Equal(3, b));
        Assert.All(arrays[3].ToFloats(), w => Assert.InRange(w, -0.25f, 0.25f));
        Assert.Contains(arrays[4].ToFloats(), w => w != 0);
    }

    [Fact]
    public void Another_seed_gives_other_weights_and_the_same_seed_the_same()
    {
        float[] one = Initialisation.K19.Lstm(3, 4, seed: 1)[0].ToFloats();

        Assert.Equal(one, Initialisation.K19.Lstm(3, 4, seed: 1)[0].ToFloats());
        Assert.NotEqual(one, Initialisation.K19.Lstm(3, 4, seed: 2)[0].ToFloats());
    }
}
