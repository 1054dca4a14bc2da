namespace HydroNotebook.Tensors.Tests;

public sealed class OperatorGradientTests
{
    public static TheoryData<string> Unary => [.. Functions.Keys];

    private static Dictionary<string, Func<Variable<double>, Variable<double>>> Functions { get; } = new(StringComparer.Ordinal)
    {
        ["-x"] = x => -x,
        ["sigmoid"] = x => x.Sigmoid(),
        ["tanh"] = x => x.Tanh(),
        ["exp"] = x => x.Exp(),
        ["log"] = x => (x * x + Variable<double>.Scalar(0.5)).Log(),
        ["sqrt"] = x => (x * x + Variable<double>.Scalar(0.5)).Sqrt(),
        ["square"] = x => x.Square(),
        ["abs"] = x => x.Abs(),
        ["relu"] = x => x.Relu(),
        ["pow 3"] = x => x.Pow(3),
        ["pow −0.7"] = x => (x * x + Variable<double>.Scalar(0.5)).Pow(-0.7),
        ["clamp"] = x => x.Clamp(-0.6, 0.8),
        ["sum"] = x => x.Sum(),
        ["sum 0"] = x => x.Sum(0, false),
        ["sum 1"] = x => x.Sum(1, true),
        ["mean"] = x => x.Mean(),
        ["mean −1"] = x => x.Mean(-1, false),
        ["max"] = x => x.Max(),
        ["max 0"] = x => x.Max(0, true),
        ["max 1"] = x => x.Max(1, false),
        ["slice 0"] = x => x.Slice(0, 1..3),
        ["slice −1"] = x => x.Slice(-1, ^2..),
        ["at"] = x => x.At(^1),
        ["reshape"] = x => x.Reshape([2, -1]),
        ["transpose"] = x => x.Transpose(0, 2),
        ["transpose last"] = x => x.Transpose(-2, -1),
        ["broadcast"] = x => x.Slice(1, 0..1).BroadcastTo([2, 3, 5, 4]),
        ["concat with itself"] = x => Variable<double>.Concat(1, [x, x.Slice(1, 0..1), x.Tanh()]),
        ["stack"] = x => Variable<double>.Stack([x, x * x]),
        ["used twice"] = x => x.Tanh() * x.Sigmoid() + x,
    };

    [Theory]
    [MemberData(nameof(Unary))]
    public void A_function_has_the_gradient_of_central_differences(string name) =>
        CentralDifferences.Check(x => Functions[name](x[0]), CentralDifferences.Draw(1, 3, 2, 4));

    [Theory]
    [InlineData(new int[] { 3, 4 }, new int[] { 3, 4 })]
    [InlineData(new int[] { 3, 4 }, new int[] { 4 })]
    [InlineData(new int[] { 3, 4 }, new int[] { 3, 1 })]
    [InlineData(new int[] { 3, 1 }, new int[] { 1, 5 })]
    [InlineData(new int[] { 2, 1, 3 }, new int[] { 4, 1 })]
    [InlineData(new int[] { 2, 3 }, new int[] { })]
    [InlineData(new int[] { 1 }, new int[] { 2, 2, 2 })]
    public void Arithmetic_with_broadcasting_has_the_gradient_of_central_differences(int[] left, int[] right)
    {
        Variable<double> One() => CentralDifferences.Draw(2, left);
        Variable<double> Other() => CentralDifferences.Draw(3, right);

        CentralDifferences.Check(x => x[0] + x[1], One(), Other());
        CentralDifferences.Check(x => x[0] - x[1], One(), Other());
        CentralDifferences.Check(x => x[0] * x[1], One(), Other());
        CentralDifferences.Check(x => x[0] / (x[1].Square() + Variable<double>.Scalar(0.5)), One(), Other());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 4, 5)]
    [InlineData(5, 2, 17)]
    public void A_matrix_product_has_the_gradient_of_central_differences(int n, int k, int m) =>
        CentralDifferences.Check(x => x[0].MatMul(x[1]), CentralDifferences.Draw(4, n, k), CentralDifferences.Draw(5, k, m));

    [Fact]
    public void A_product_with_leading_axes_has_the_gradient_of_central_differences() =>
        CentralDifferences.Check(x => x[0].MatMul(x[1]), CentralDifferences.Draw(4, 2, 3, 4), CentralDifferences.Draw(5, 4, 2));
}
