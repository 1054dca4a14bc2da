namespace HydroNotebook.Tensors.Tests;

public sealed class RandomNumbersTests
{
    [Fact]
    public void The_same_key_gives_the_same_numbers_in_any_order()
    {
        var forward = new RandomNumbers(7, "test");
        var backward = new RandomNumbers(7, "test");

        double[] up = [.. Enumerable.Range(0, 20).Select(k => forward.Uniform(k))];
        double[] down = [.. Enumerable.Range(0, 20).Reverse().Select(k => backward.Uniform(k)).Reverse()];

        Assert.Equal(up, down);
    }

    [Fact]
    public void Another_seed_purpose_or_part_gives_other_numbers()
    {
        var numbers = new RandomNumbers(7, "test");

        Assert.NotEqual(numbers.Bits(0), new RandomNumbers(8, "test").Bits(0));
        Assert.NotEqual(numbers.Bits(0), new RandomNumbers(7, "tests").Bits(0));
        Assert.NotEqual(numbers.Bits(0), numbers.At(0).Bits(0));
        Assert.NotEqual(numbers.At(1).Bits(0), numbers.At(2).Bits(0));
    }

    [Fact]
    public void Moments_of_uniform_normal_and_gamma_are_those_of_their_laws()
    {
        var numbers = new RandomNumbers(1, "moments");
        const int N = 200_000;

        double[] uniform = [.. Enumerable.Range(0, N).Select(k => numbers.Uniform(k))];
        double[] normal = [.. Enumerable.Range(0, N).Select(k => numbers.Normal(k))];
        double[] gamma = [.. Enumerable.Range(0, N).Select(k => numbers.Gamma(k, 0.7))];

        Assert.Equal(0.5, uniform.Average(), 0.003);
        Assert.Equal(0, normal.Average(), 0.01);
        Assert.Equal(1, normal.Average(x => x * x), 0.02);
        Assert.Equal(3, normal.Average(x => x * x * x * x), 0.1);
        Assert.Equal(0.7, gamma.Average(), 0.01);
        Assert.Equal(0.7, gamma.Average(x => (x - 0.7) * (x - 0.7)), 0.03);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    public void A_permutation_holds_every_number_once(int count)
    {
        int[] order = new RandomNumbers(3, "order").Permutation(count);

        Assert.Equal(Enumerable.Range(0, count), order.Order());
    }
}
