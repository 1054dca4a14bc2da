using HydroNotebook.Tensors.Nn;

namespace HydroNotebook.Tensors.Tests.Nn;

public sealed class PlainEquationsTests
{
    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(5, 2, 3, 4)]
    [InlineData(3, 3, 1, 2)]
    public void The_LSTM_has_the_gradients_of_central_differences(int length, int batch, int inputs, int hidden) => CentralDifferences.Check(
        v =>
        {
            (Variable<double> h, Variable<double> c) = PlainEquations.Lstm(v[0], v[1], v[2], v[3], v[4], v[5]);
            return Variable<double>.Concat(0, [h, c]);
        },
        CentralDifferences.Draw(1, length, batch, inputs),
        CentralDifferences.Draw(2, batch, hidden),
        CentralDifferences.Draw(3, batch, hidden),
        CentralDifferences.Draw(4, 4 * hidden, inputs),
        CentralDifferences.Draw(5, 4 * hidden, hidden),
        CentralDifferences.Draw(6, 4 * hidden));

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(5, 2, 3, 2, 4)]
    [InlineData(3, 3, 1, 5, 2)]
    public void The_EA_LSTM_has_the_gradients_of_central_differences(int length, int batch, int inputs, int statics, int hidden) => CentralDifferences.Check(
        v =>
        {
            (Variable<double> h, Variable<double> c) = PlainEquations.EaLstm(v[0], v[1], v[2], v[3], new EaLstmWeights<double>(v[4], v[5], v[6], v[7], v[8]));
            return Variable<double>.Concat(0, [h, c]);
        },
        CentralDifferences.Draw(1, length, batch, inputs),
        CentralDifferences.Draw(2, batch, statics),
        CentralDifferences.Draw(3, batch, hidden),
        CentralDifferences.Draw(4, batch, hidden),
        CentralDifferences.Draw(5, inputs, 3 * hidden),
        CentralDifferences.Draw(6, hidden, 3 * hidden),
        CentralDifferences.Draw(7, 3 * hidden),
        CentralDifferences.Draw(8, statics, hidden),
        CentralDifferences.Draw(9, hidden));

    [Fact]
    public void The_losses_have_the_gradients_of_central_differences_with_targets_missing()
    {
        Variable<double> target = CentralDifferences.Draw(1, 3, 4);
        target.Values[2] = double.NaN;
        target.Values[7] = double.NaN;
        Variable<double> weights = Losses.NashSutcliffeWeights(CentralDifferences.Draw(2, 4).Square());

        CentralDifferences.Check(v => Losses.WeightedSquaredError(v[0], target, null), CentralDifferences.Draw(3, 3, 4));
        CentralDifferences.Check(v => Losses.WeightedSquaredError(v[0], target, weights), CentralDifferences.Draw(3, 3, 4));
    }
}
