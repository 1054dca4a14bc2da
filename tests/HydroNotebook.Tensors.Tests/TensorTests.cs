namespace HydroNotebook.Tensors.Tests;

public sealed class TensorTests
{
    [Fact]
    public void Operators_broadcast_as_in_NumPy()
    {
        Tensor matrix = Tensor.From(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        Assert.Equal([11, 22, 33, 14, 25, 36], (matrix + Tensor.From([10f, 20f, 30f])).ToArray());
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f, 3], (matrix / 2).ToArray());
        Assert.Equal([-1, -2, -3, 0, -1, -2], (Tensor.From([0f, 4f], 2, 1) - matrix).ToArray());
        Assert.Equal([2, 1, 3], (Tensor.Zeros(2, 1, 3) + Tensor.Zeros(1, 1)).Shape);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Tensor.Zeros(3, 4) + Tensor.Zeros(5));

        Assert.StartsWith("shapes [3, 4] and [5] do not broadcast: axis −1 has 4 and 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_multiply_are_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Tensor.Zeros(3, 4).MatMul(Tensor.Zeros(5, 2)));

        Assert.StartsWith("shapes [3, 4] and [5, 2] do not multiply", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 7, 5)]
    [InlineData(4, 300, 32)]
    [InlineData(9, 257, 67)]
    [InlineData(17, 1, 33)]
    [InlineData(0, 3, 2)]
    [InlineData(2, 0, 3)]
    public void The_blocked_product_agrees_with_the_definition(int n, int k, int m)
    {
        float[] a = Draw(1, n * k);
        float[] b = Draw(2, k * m);
        float[] fast = Draw(3, n * m);
        float[] plain = [.. fast];
        double[] exact = Array.ConvertAll(fast, x => (double)x);

        MatrixProduct.Add<float>(a, b, fast, n, k, m);
        MatrixProduct.Reference<float>(a, b, plain, n, k, m);
        MatrixProduct.Reference<double>(Array.ConvertAll(a, x => (double)x), Array.ConvertAll(b, x => (double)x), exact, n, k, m);

        // k roundings (6e-8 each) of partial sums up to 3·√k add up like √k · √k.
        for (int i = 0; i < fast.Length; i++)
        {
            Assert.Equal(exact[i], fast[i], 3 * 6e-8 * (k + 8));
            Assert.Equal(plain[i], fast[i], 3 * 6e-8 * (k + 8));
        }
    }

    [Fact]
    public void Reductions_and_layout_give_what_NumPy_gives()
    {
        Tensor x = Tensor.From([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 2, 3, 2);

        Assert.Equal(66, x.Sum().Item());
        Assert.Equal([6, 8, 10, 12, 14, 16], x.Sum(0).ToArray());
        Assert.Equal([2, 1, 2], x.Mean(1, keepAxis: true).Shape);
        Assert.Equal([2, 3, 8, 9], x.Mean(1).ToArray());
        Assert.Equal([1, 3, 5, 7, 9, 11], x.Max(-1).ToArray());
        Assert.Equal([0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11], x.Transpose(0, 2).ToArray());
        Assert.Equal([8, 9, 10, 11], x.At(1).Slice(0, 1..).ToArray());
        Assert.Equal([4, 3], x.Reshape(-1, 3).Shape);
        Assert.True(float.IsNaN(Tensor.From([1f, float.NaN, 2f]).Max().Item()));
    }

    [Fact]
    public void Values_without_a_shape_have_one_axis_and_a_gradient_has_the_shape_of_its_tensor()
    {
        Tensor number = Tensor.Scalar(3);
        number.RequiresGradient = true;
        (number * number).Backward();

        Assert.Equal([1], Tensor.From([3f]).Shape);
        Assert.Equal(0, number.Gradient!.Axes);
        Assert.Equal(6, number.Gradient!.Item());
    }

    [Fact]
    public void Gradients_accumulate_over_calls_until_cleared()
    {
        Tensor x = Tensor.From([3f]);
        x.RequiresGradient = true;

        x.Square().Sum().Backward();
        (x * 5).Sum().Backward();
        float both = x.Gradient!.Values[0];
        x.ClearGradient();

        Assert.Equal(11, both);
        Assert.Equal(0, x.Gradient!.Values[0]);
    }

    [Fact]
    public void Nothing_is_recorded_where_gradients_are_off()
    {
        Tensor x = Tensor.From([3f]);
        x.RequiresGradient = true;

        Tensor y;
        using (Gradients.Off())
        {
            Assert.False(Gradients.Recorded);
            y = x.Square().Sum();
        }

        Assert.True(Gradients.Recorded);
        Assert.Contains("outside Gradients.Off()", Assert.Throws<InvalidOperationException>(y.Backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_backward_through_the_same_record_is_refused()
    {
        Tensor x = Tensor.From([3f]);
        x.RequiresGradient = true;
        Tensor y = x.Square().Sum();
        y.Backward();

        Assert.Contains("used up", Assert.Throws<InvalidOperationException>(y.Backward).Message, StringComparison.Ordinal);
        Assert.Equal(6, x.Gradient!.Values[0]);
    }

    [Fact]
    public void A_kernel_recorded_on_the_tape_passes_gradients_on_and_adds_to_those_of_other_uses()
    {
        Tensor x = Tensor.From([1f, 2f, 3f]);
        Tensor constant = Tensor.From([4f, 5f, 6f]);
        x.RequiresGradient = true;
        Tensor result = Tensor.Uninitialised(3);
        for (int k = 0; k < 3; k++)
        {
            result.MutableValues[k] = x.Values[k] * constant.Values[k];
        }

        bool constantNeeds = true;
        Tape.Record(result, [x, constant], (gradient, into) =>
        {
            constantNeeds = into.Needs(1);
            Span<float> target = into.Of(0);
            for (int k = 0; k < gradient.Length; k++)
            {
                target[k] += gradient[k] * constant.Values[k];
            }
        });
        (result * 2 + x).Sum().Backward();

        Assert.False(constantNeeds);
        Assert.True(Tape.Records(x, constant));
        Assert.Equal([9, 11, 13], x.Gradient!.ToArray());
    }

    [Fact]
    public void A_tensor_of_an_ended_arena_is_refused_unless_it_was_kept()
    {
        Tensor x = Tensor.From([1f, 2f]);
        x.RequiresGradient = true;
        Tensor lost;
        Tensor kept;
        using (Arena.Step())
        {
            lost = x * 2;
            kept = (x * 3).Keep();
            (lost + kept).Sum().Backward();
        }

        ObjectDisposedException error = Assert.Throws<ObjectDisposedException>(() => lost.ToArray());
        Assert.Contains("[2] was computed inside an Arena.Step() that has ended; call Keep()", error.Message, StringComparison.Ordinal);
        Assert.Equal([3, 6], kept.ToArray());
        Assert.Equal([5, 5], x.Gradient!.ToArray());
    }

    [Fact]
    public void Steps_in_an_arena_reuse_memory_and_give_the_bits_of_steps_without_one()
    {
        Tensor w = Tensor.From(Draw(4, 64 * 64), 64, 64);
        w.RequiresGradient = true;
        float[]? without = null;
        long bytes = 0;
        for (int step = 0; step < 20; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (step == 0 ? null : Arena.Step())
            {
                w.ClearGradient();
                w.MatMul(w).Tanh().Square().Mean().Backward();
            }

            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            without ??= w.Gradient!.ToArray();
            Assert.Equal(without, w.Gradient!.ToArray());
        }

        // Four intermediate matrices of 16 KB would be 64 KB: only the tape's small objects are left.
        Assert.InRange(bytes, 1, 16_000);
    }

    [Fact]
    public void Arenas_nest_and_end_in_reverse_order_only()
    {
        Tensor x = Tensor.From([1f]);
        Arena outer = Arena.Step();
        Tensor y = x * 2;
        Arena inner = Arena.Step();
        Tensor z = y * 2;

        Assert.Throws<InvalidOperationException>(outer.Dispose);
        inner.Dispose();
        Assert.Equal(2, y.Item());
        Assert.Throws<ObjectDisposedException>(() => z.Item());
        outer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => y.Item());
    }

    [Fact]
    public void A_tensor_shows_its_shape_and_first_values()
    {
        Assert.Equal("Tensor [2, 2]: 1, 0.5, -3, 4", Tensor.From(new float[,] { { 1, 0.5f }, { -3, 4 } }).ToString());
        Assert.Equal("Tensor [8]: 0, 0, 0, 0, 0, 0, …", Tensor.Zeros(8).ToString());
        Assert.Equal("Tensor []: 2.5", Tensor.Scalar(2.5f).ToString());
    }

    [Theory]
    [InlineData("text/plain", "Tensor [2, 2, 2], at [0, :, :]:\n 1  0.5\n-3    4")]
    [InlineData("text/html", "<p>Tensor [2, 2, 2], at [0, :, :]:</p><table><tbody><tr><td style=\"text-align:right\">1</td>")]
    public void A_notebook_finds_by_name_how_a_tensor_shows_its_shape_and_first_rows(string mimeType, string begin)
    {
        Tensor tensor = Tensor.From([1, 0.5f, -3, 4, 5, 6, 7, 8], 2, 2, 2);
        object attribute = Assert.Single(typeof(Tensor).GetCustomAttributes(true), one => one.GetType().Name == "TypeFormatterSourceAttribute");
        var sourceType = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        var formatters = (System.Collections.IEnumerable)sourceType.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(sourceType), null)!;
        using var writer = new StringWriter();

        foreach (object formatter in formatters)
        {
            if ((string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)! == mimeType)
            {
                Assert.True((bool)formatter.GetType().GetMethod("Format")!.Invoke(formatter, [tensor, writer])!);
            }
        }

        Assert.StartsWith(begin, writer.ToString(), StringComparison.Ordinal);
    }

    private static float[] Draw(long seed, int count) =>
        [.. Enumerable.Range(0, count).Select(k => (float)new RandomNumbers(seed, "tensor tests").Normal(k))];
}
